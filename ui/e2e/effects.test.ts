import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  printTrouble,
  signIn,
  tabBy,
  type Fixture,
  type Visitor,
  dataStructures,
  teacherName,
  studentName,
} from './fixture.ts';
import { advancingPicture, loudness } from './media.ts';

/** The mean colour of a picture, as red, green, blue from 0 to 255. */
const colourOf = (page: Page, selector: string): Promise<[number, number, number]> =>
  page.evaluate((where) => {
    const video = document.querySelector<HTMLVideoElement>(where);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [16, 9];
    const context = canvas.getContext('2d');
    if (!video || !context) return [0, 0, 0];
    context.drawImage(video, 0, 0, 16, 9);
    const { data } = context.getImageData(0, 0, 16, 9);
    const mean = [0, 1, 2].map(
      (colour) => data.filter((_, at) => at % 4 === colour).reduce((a, b) => a + b, 0) / 144,
    );
    return mean as [number, number, number];
  }, selector);

/** Chromium's stand-in for a camera is a bright green. */
const isCamera = ([red, green, blue]: number[]): boolean =>
  (green ?? 0) > 2 * Math.max(red ?? 0, blue ?? 0);

async function becomesColour(
  page: Page,
  selector: string,
  fits: (colour: number[]) => boolean,
): Promise<void> {
  const end = Date.now() + 60_000;
  let colour = await colourOf(page, selector);
  while (!fits(colour)) {
    if (Date.now() > end) throw new Error(`${selector} stays ${colour.join()}`);
    await page.waitForTimeout(300);
    colour = await colourOf(page, selector);
  }
}

/** Remembers every device track that a page opens, so that it can be asked which are still open. */
const rememberTracks = (): void => {
  const opened: MediaStreamTrack[] = [];
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    opened.push(...stream.getTracks());
    return stream;
  };
  Object.assign(window, { opened });
};
const stillOpen = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as { opened: MediaStreamTrack[] }).opened
      .filter((track) => track.readyState === 'live')
      .map((track) => track.kind),
  );

(canRun ? describe : describe.skip)('background and noise, in a real call', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let student: Visitor;
  let teacherTab: Page;
  let studentTab: Page;
  const complaints: string[] = [];
  const own = '[data-participant] video.mirrored';
  const remote = '[data-participant]:not(:has(video.mirrored)) video';

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001', { width: 800, height: 600 });
    student = await signIn(fixture, 's202300001', { width: 800, height: 600 });
    await teacher.context.addInitScript(rememberTracks);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('is chosen and seen before joining; the policy of the page allows it', async () => {
    const frame = await openCourse(fixture, teacher.page, dataStructures);
    const start = frame.getByRole('button', { name: 'Start meeting' });
    teacherTab = await tabBy(teacher, () => start.click());
    teacherTab.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
    await teacherTab.locator('.preview video.shown').waitFor();
    await becomesColour(teacherTab, '.preview video', isCamera);
    await control(teacherTab, 'effects').click();
    await teacherTab.getByRole('radio', { name: 'Evening' }).check({ force: true });
    await becomesColour(teacherTab, '[role=dialog] video', (colour) => !isCamera(colour));
    await teacherTab.keyboard.press('Escape');
    await becomesColour(teacherTab, '.preview video', (colour) => !isCamera(colour));
    assert.deepEqual(complaints, []);
  });

  it('is what the other one sees, from the first picture on', async () => {
    await teacherTab.getByRole('button', { name: 'Join meeting' }).click();
    await becomesColour(teacherTab, own, (colour) => !isCamera(colour));
    const frame = await openCourse(fixture, student.page, dataStructures);
    const join = frame.getByRole('button', { name: 'Join', exact: true });
    studentTab = await tabBy(student, () => join.click());
    await studentTab.getByRole('button', { name: 'Join meeting' }).click();
    await advancingPicture(studentTab, teacherName);
    await advancingPicture(teacherTab, studentName);
    assert.ok(!isCamera(await colourOf(studentTab, remote)));
    assert.ok(isCamera(await colourOf(teacherTab, remote)), 'the student has chosen none');
  });

  it('is switched off and on again in the meeting, and the other one sees it', async () => {
    await control(teacherTab, 'settings').click();
    await teacherTab.getByRole('radio', { name: 'As it is' }).check({ force: true });
    await becomesColour(studentTab, remote, isCamera);
    await teacherTab.getByRole('radio', { name: 'Hills' }).check({ force: true });
    await becomesColour(studentTab, remote, (colour) => !isCamera(colour));
    await teacherTab.keyboard.press('Escape');
  });

  it('outlives switching the camera off and on', async () => {
    await control(teacherTab, 'camera').click();
    await teacherTab.locator(own).waitFor({ state: 'detached' });
    await control(teacherTab, 'camera').click();
    await becomesColour(teacherTab, own, (colour) => !isCamera(colour));
    await advancingPicture(studentTab, teacherName);
    assert.ok(!isCamera(await colourOf(studentTab, remote)));
  });

  it('lets the sound through with the noise taken out', async () => {
    await control(teacherTab, 'settings').click();
    await teacherTab.getByRole('radio', { name: 'Sound' }).check({ force: true });
    await teacherTab.getByRole('switch', { name: 'Suppress noise' }).check();
    await teacherTab.keyboard.press('Escape');
    let heard = 0;
    for (let round = 0; round < 20 && heard < 0.002; round += 1) heard = await loudness(studentTab);
    assert.ok(heard >= 0.002, `the student hears the teacher: ${heard}`);
    assert.deepEqual(complaints, []);
  });

  it('gives camera and microphone back to the system when one leaves', async () => {
    assert.deepEqual((await stillOpen(teacherTab)).sort(), ['audio', 'video']);
    await teacherTab.getByRole('button', { name: 'Leave' }).click();
    await teacherTab.getByRole('menuitem', { name: /^Leave/u }).click();
    await teacherTab.getByText('You left the meeting').waitFor();
    await teacherTab.waitForFunction(() =>
      (window as unknown as { opened: MediaStreamTrack[] }).opened.every(
        (track) => track.readyState === 'ended',
      ),
    );
  });
});
