import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { aCourse } from '../scenes/people.ts';
import { openStage, type Stage } from './stage.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the course page', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('starts the meeting in a tab of its own by one press where the frame cannot share, and follows it', async () => {
    const { page } = await stage.show('course-idle-host');
    await page.getByRole('button', { name: 'Start meeting' }).click();
    await page.getByText('Live now').waitFor();
    assert.deepEqual(await page.evaluate(() => window.scene.opened), ['/?scene=meeting-pair']);
    assert.match(page.url(), /\/course\//u);

    await page.evaluate(() => {
      const { world, bridge } = window.scene;
      const running = world.meetings.find(({ state }) => state === 'open');
      if (running) bridge.push({ ...running, iAmIn: true, present: 12 });
    });
    await page.getByText('You are in this meeting in another tab.').waitFor();
    await page.getByRole('button', { name: 'Go to the meeting tab' }).waitFor();

    await page.getByRole('button', { name: 'End for all' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await page.getByText('No meeting is running').waitFor();
  });

  it('runs the meeting in place where the frame grants everything', async () => {
    const { page } = await stage.show('course-live-in-place');
    assert.equal(await page.getByText('opens in a tab of its own').count(), 0);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('button', { name: 'Join meeting' }).waitFor();
    assert.match(page.url(), /\/meeting\//u);
    assert.deepEqual(await page.evaluate(() => window.scene.opened), []);
  });

  it('is about the planned meeting that a link of the LMS opens', async () => {
    const { page, complaints } = await stage.show('course-planned-student');
    await page.getByText('Stay here: this page will show it').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Start meeting' }).count(), 0);
    await page.getByText('Also live').waitFor();
    const host = await stage.show('course-planned-host');
    await host.page.getByRole('button', { name: 'Start meeting' }).waitFor();
    await host.page.getByText('at its time it starts by itself').waitFor();
    assert.deepEqual([...complaints, ...host.complaints], []);
  });

  it('leads nobody to attendance whom the LMS does not let see it; they find their own', async () => {
    const { page } = await stage.show('course-live-without-attendance');
    await page.getByRole('button', { name: 'End for all' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Who is missing?' }).count(), 0);
    assert.equal(await page.locator('a[href*="/attendance/"]').count(), 0);
    const own = await stage.show('attendance-not-allowed');
    await own.page.getByRole('heading', { level: 1 }).waitFor();
    const asked = (of: string) =>
      own.page.evaluate((which) => window.scene.bridge.asked(which) !== undefined, of);
    await own.page.waitForFunction(
      () => window.scene.bridge.asked('getMyAttendance') !== undefined,
    );
    assert.equal(await asked('getCourseAttendance'), false);
    const teacher = await stage.show('course-live-host');
    await teacher.page.getByRole('link', { name: 'Who is missing?' }).first().waitFor();
  });

  it('offers who hosts the own groups only these, and starts for the first of them', async () => {
    const { page } = await stage.show('course-idle-own-groups');
    const choice = page.getByText('For whom').first();
    await choice.waitFor();
    assert.equal(await page.getByText('Whole course').count(), 0);
    assert.equal(
      await page.getByText('members of the course at once').count(),
      0,
      'a group’s only',
    );
    await page.getByRole('button', { name: 'Start meeting' }).click();
    await page.waitForFunction(() => window.scene.bridge.asked('startCourseMeeting') !== undefined);
    const started = await page.evaluate(
      () => window.scene.bridge.asked('startCourseMeeting')?.body['groupId'],
    );
    assert.equal(started, aCourse('en').groups[0]?.id);
  });

  it('turns by itself for a student who waits', async () => {
    const { page } = await stage.show('course-idle-student');
    await page.getByText('The meeting has not started yet').waitFor();
    assert.equal(await page.getByRole('button', { name: /start|join/iu }).count(), 0);
    await page.evaluate(() => {
      const { world, bridge } = window.scene;
      const [known] = world.meetings;
      if (known)
        bridge.push({
          ...known,
          id: known.courseId ?? '',
          state: 'open',
          endedAt: null,
          present: 1,
        });
    });
    await page.getByRole('button', { name: 'Join' }).waitFor();
  });

  it('asks whoever’s LMS withholds their name for one, and keeps what was typed when it is refused', async () => {
    const { page } = await stage.show('course-own-name');
    const name = page.getByRole('textbox', { name: 'Your name' });
    const give = page.getByRole('button', { name: 'Use this name' });
    assert.equal(await give.isDisabled(), true);
    await name.fill('Zoë Weiß');
    await page.evaluate(() => (window.scene.world.failing = { giveOwnName: 'request/invalid' }));
    await give.click();
    await page.getByText('Type a name of at most 60 characters.').waitFor();
    assert.equal(await name.inputValue(), 'Zoë Weiß');
    await page.evaluate(() => (window.scene.world.failing = {}));
    await give.click();
    await page.getByText('This is how people see you').waitFor();
    assert.equal(await name.inputValue(), 'Zoë Weiß');
  });

  it('names a frame without camera and microphone', async () => {
    const { page } = await stage.show('course-no-camera');
    await page.getByText('This page may not use your camera and microphone').waitFor();
  });

  it('shows why it failed and tries again', async () => {
    const { page } = await stage.show('course-failed');
    await page.getByText('You are not a member of this course.').waitFor();
    await page.evaluate(() => (window.scene.world.failing = {}));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Live now').waitFor();
  });
});
