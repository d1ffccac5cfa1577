import type { Frame, Page } from 'playwright-core';
import { part } from '../../bridge/bench/share.ts';
import {
  openCourse,
  openFixture,
  signIn,
  tabBy,
  type Fixture,
  type Visitor,
} from '../e2e/fixture.ts';
import { times, type Figure } from './figures.ts';

const rounds = part(12);
const course = 2;
const teacherName = '唐杰';

/** Milliseconds of one round. */
interface Round {
  toBeingIn: number;
  toFirstFrame: number;
}

/**
 * How long it takes a teacher from *Start meeting* on the course page to being in the meeting (the device
 * check is answered as soon as it can be), and a student from *Join meeting* to the first frame of the
 * teacher's picture. Real Chromium with its stand-in camera, a real Prosody, media from browser to browser.
 */
export async function bench(): Promise<Figure[]> {
  const fixture = await openFixture();
  try {
    const teacher = await signIn(fixture, 't0001');
    const student = await signIn(fixture, 's202300001');
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const one = await measure(fixture, teacher, student);
      // The first one fills caches: a class is not the first of its day on a server.
      if (round > 0) measured.push(one);
    }
    return [
      times(
        'Start meeting → in the meeting',
        measured.map(({ toBeingIn }) => toBeingIn),
      ),
      times(
        'Join meeting → first frame of another',
        measured.map(({ toFirstFrame }) => toFirstFrame),
      ),
    ];
  } finally {
    await fixture.close();
  }
}

async function measure(fixture: Fixture, teacher: Visitor, student: Visitor): Promise<Round> {
  const frame = await openCourse(fixture, teacher.page, course);
  const begun = await press(frame, 'Start meeting', teacher);
  const tab = begun.tab;
  await tab.getByRole('button', { name: 'Join meeting' }).click();
  const toBeingIn = (await shown(tab, '[data-control=microphone]')) - begun.at;
  const theirs = await openCourse(fixture, student.page, course);
  const { tab: other } = await press(theirs, 'Join', student);
  const enter = other.getByRole('button', { name: 'Join meeting' });
  // Their own picture in the device check: camera and page are ready.
  await other.waitForFunction(() => document.querySelector('video')?.videoWidth);
  const pressed = other.evaluate(whenPressed);
  await enter.click();
  const toFirstFrame = (await firstFrame(other, teacherName)) - (await pressed);
  await tab.getByRole('button', { name: 'Leave' }).click();
  await tab.getByRole('menuitem', { name: 'End for all' }).click();
  await tab.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
  await other.getByText('The meeting has ended').waitFor();
  await Promise.all([tab.close(), other.close()]);
  return { toBeingIn, toFirstFrame };
}

/** Presses a button that opens a tab; answers the tab, and the moment of the press. */
async function press(frame: Frame, name: string, visitor: Visitor) {
  const button = frame.getByRole('button', { name, exact: true });
  await button.waitFor();
  const pressed = frame.evaluate(whenPressed);
  const tab = await tabBy(visitor, () => button.click());
  return { tab, at: await pressed };
}

/** The moment of the next click on the page. */
function whenPressed(): Promise<number> {
  return new Promise((resolve) => {
    document.addEventListener('click', () => resolve(Date.now()), { capture: true, once: true });
  });
}

/** The moment when something is on the page. */
async function shown(page: Page, selector: string): Promise<number> {
  const seen = await page.waitForFunction(
    (wanted) => document.querySelector(wanted) && Date.now(),
    selector,
  );
  return (await seen.jsonValue()) ?? Number.NaN;
}

/** The moment when the first frame of somebody's camera is drawn. */
async function firstFrame(page: Page, name: string): Promise<number> {
  const seen = await page.waitForFunction((wanted) => {
    const tiles = [...document.querySelectorAll('[data-participant][data-kind=camera]')];
    const tile = tiles.find((one) => one.querySelector('.name')?.textContent.trim() === wanted);
    const video = tile?.querySelector('video');
    return (video?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 0 && Date.now();
  }, name);
  return Number(await seen.jsonValue());
}
