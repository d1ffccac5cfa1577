import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openCourse, openFixture, signIn, type Fixture, type VisitorOptions } from './fixture.ts';
import { advancingPicture } from './media.ts';
import { sitBefore } from './portraits.ts';

/**
 * `npm run pictures`: takes the README's screenshots, and those to look at before shipping, from the running
 * product: the demo campus, a real Prosody, two real browsers.
 */
const folder = process.argv[2] ?? join(import.meta.dirname, '../pictures');
const looks: Record<string, VisitorOptions> = {
  'desktop-en': { locale: 'en-GB' },
  'desktop-zh-dark': { locale: 'zh-CN', dark: true },
  'phone-zh': { locale: 'zh-CN', width: 375, height: 760 },
};
const words = {
  'en-GB': { start: 'Start meeting', join: 'Join', enter: 'Join meeting' },
  'zh-CN': { start: '开始会议', join: '加入会议', enter: '加入会议' },
};

mkdirSync(folder, { recursive: true });
for (const [name, options] of Object.entries(looks)) {
  const fixture = await openFixture();
  try {
    await walk(fixture, name, options);
  } finally {
    await fixture.close();
  }
}

async function walk(fixture: Fixture, look: string, options: VisitorOptions): Promise<void> {
  const said = options.locale === 'zh-CN' ? words['zh-CN'] : words['en-GB'];
  const take = (page: Page, what: string) =>
    page.screenshot({ path: join(folder, `${what}-${look}.png`) });
  const teacher = await signIn(fixture, 't0001', options);
  const student = await signIn(fixture, 's202300001', options);
  await sitBefore(teacher.context, {
    wall: ['#7d8f9a', '#4c5d68'],
    clothes: '#27415e',
    skin: '#e8bd9a',
    hair: '#262220',
  });
  await sitBefore(student.context, {
    wall: ['#d9c7ae', '#b08f6d'],
    clothes: '#7b3f58',
    skin: '#f0c8a8',
    hair: '#3a2a22',
  });
  const frame = await openCourse(fixture, teacher.page, 2);
  const start = frame.getByRole('button', { name: said.start });
  await start.waitFor();
  await take(teacher.page, 'course');
  const [tab] = await Promise.all([teacher.context.waitForEvent('page'), start.click()]);
  await tab.getByRole('button', { name: said.enter }).waitFor();
  await tab.waitForTimeout(1500);
  await take(tab, 'device-check');
  await tab.getByRole('button', { name: said.enter }).click();
  await tab.locator('[data-control=microphone]').waitFor();
  const studentFrame = await openCourse(fixture, student.page, 2);
  const enter = studentFrame.getByRole('button', { name: said.join, exact: true });
  await enter.waitFor();
  await take(student.page, 'course-live');
  const [studentTab] = await Promise.all([student.context.waitForEvent('page'), enter.click()]);
  await studentTab.getByRole('button', { name: said.enter }).click();
  await advancingPicture(studentTab, /./u);
  await studentTab.waitForTimeout(1500);
  await take(studentTab, 'meeting');
  // Phones share no screen: their browsers have no getDisplayMedia.
  if (!look.startsWith('phone')) await takeShare();
  await teacher.context.close();
  await student.context.close();

  async function takeShare(): Promise<void> {
    await tab.bringToFront();
    await tab.locator('[data-control=share]').click();
    await advancingPicture(studentTab, /./u, { kind: 'share' });
    await studentTab.bringToFront();
    await studentTab.waitForTimeout(1500);
    await take(studentTab, 'sharing');
  }
}
