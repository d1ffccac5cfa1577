import type { Page } from 'playwright-core';
import { openCourse, openFixture, signIn, tabBy } from '../e2e/fixture.ts';
import { gatherScripts } from '../e2e/scripts.ts';
import type { Figure } from './figures.ts';

const course = 2;

/**
 * How much of our own JavaScript a browser loads, compressed: on the course page, with the device check
 * beside it, and in the meeting. What comes from the Jitsi deployment is not ours and is counted apart.
 */
export async function bench(): Promise<Figure[]> {
  const fixture = await openFixture();
  try {
    const teacher = await signIn(fixture, 't0001');
    const { origin } = new URL(fixture.demo.addresses.bridge);
    const scripts = gatherScripts(teacher.context);
    const frame = await openCourse(fixture, teacher.page, course);
    const start = frame.getByRole('button', { name: 'Start meeting' });
    await start.waitFor();
    await settled(teacher.page);
    const before = scripts.size(origin);
    const tab = await tabBy(teacher, () => start.click());
    const join = tab.getByRole('button', { name: 'Join meeting' });
    await join.waitFor();
    await settled(tab);
    const check = scripts.size(origin);
    await join.click();
    await tab.getByText('You are the only one here').waitFor();
    await settled(tab);
    return [
      { name: 'Our JavaScript on the course page', value: kilobytes(before) },
      { name: 'Our JavaScript, device check too', value: kilobytes(check) },
      { name: 'Our JavaScript, in the meeting', value: kilobytes(scripts.size(origin)) },
      { name: 'Jitsi’s library, from the deployment', value: kilobytes(scripts.others(origin)) },
    ];
  } finally {
    await fixture.close();
  }
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB gzip`;

const settled = (page: Page): Promise<void> => page.waitForLoadState('networkidle');
