import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
  type Visitor,
  dataStructures,
  teacherName,
  studentName,
} from './fixture.ts';
import { advancingPicture, fallsSilent, hears, openCameraLate, pictures } from './media.ts';

(canRun ? describe : describe.skip)('a class, from the course page into a real call', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let student: Visitor;
  let teacherFrame: Frame;
  let studentFrame: Frame;
  let teacherTab: Page;
  let studentTab: Page;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001');
    student = await signIn(fixture, 's202300001');
    teacherFrame = await openCourse(fixture, teacher.page, dataStructures);
    studentFrame = await openCourse(fixture, student.page, dataStructures);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('shows the student that nothing has started, and offers no start', async () => {
    await studentFrame.getByText('The meeting has not started yet').waitFor();
    assert.equal(await studentFrame.getByRole('button', { name: 'Start meeting' }).count(), 0);
  });

  it('opens the meeting in its own tab by the one press of Start', async () => {
    const start = teacherFrame.getByRole('button', { name: 'Start meeting' });
    teacherTab = await tabBy(teacher, () => start.click());
    await teacherTab.waitForURL(/\/meeting\/[0-9a-f-]{36}$/u);
    assert.equal(new URL(teacherTab.url()).hash, '', 'the ticket is gone from the address');
  });

  it('tells the student by itself that the class is live', async () => {
    await studentFrame.getByText('Live now').waitFor();
    await studentFrame.getByRole('button', { name: 'Join' }).waitFor();
  });

  it('lets the teacher check the devices and join', async () => {
    await teacherTab.getByRole('button', { name: 'Join meeting' }).click();
    await control(teacherTab, 'microphone').waitFor();
    await teacherTab.getByText('You are the only one here').waitFor();
    await studentFrame.getByText('In the meeting').waitFor();
  });

  it('connects the two: both see and hear each other, also by a camera that is slow to open', async () => {
    studentTab = await tabBy(student, () =>
      studentFrame.getByRole('button', { name: 'Join' }).click(),
    );
    const join = studentTab.getByRole('button', { name: 'Join meeting' });
    await join.waitFor();
    await openCameraLate(studentTab);
    await join.click();
    await advancingPicture(studentTab, teacherName);
    await advancingPicture(teacherTab, studentName);
    await hears(studentTab, 1);
    await hears(teacherTab, 1);
  });

  it('shows on the course pages who is in, by push', async () => {
    await teacherFrame.getByText('You are in this meeting in another tab.').waitFor();
    await studentFrame.getByText('You are in this meeting in another tab.').waitFor();
  });

  it("puts a shared screen on the other's stage, while the camera says why it pauses", async () => {
    await control(teacherTab, 'share').click();
    const shared = await advancingPicture(studentTab, /is sharing/u, { kind: 'share' });
    assert.equal(shared.width, 1280);
    const paused = 'Your camera pauses while you share, and comes back by itself';
    await teacherTab.locator(`[data-control=camera][aria-label="${paused}"]`).waitFor();
  });

  it('sends its sound with the voice, also when the voice is muted', async () => {
    await teacherTab.getByText('Everyone sees your screen and hears its sound.').waitFor();
    await control(teacherTab, 'microphone').click();
    await teacherTab.locator('[data-control=microphone][aria-label="Unmute microphone"]').waitFor();
    await hears(studentTab, 1);
  });

  it('takes screen and sound off again; the camera comes back, and the voice with its button', async () => {
    await control(teacherTab, 'share').click();
    await studentTab.waitForFunction(() => !document.querySelector('[data-kind=share]'));
    await advancingPicture(studentTab, teacherName);
    await teacherTab.locator('[data-control=camera][aria-label="Stop camera"]').waitFor();
    await fallsSilent(studentTab);
    await control(teacherTab, 'microphone').click();
    await hears(studentTab, 1);
  });

  it('shows remotely who has muted, and who has not', async () => {
    await control(studentTab, 'microphone').click();
    const caption = teacherTab.locator('[data-participant]', { hasText: studentName });
    await caption.getByText('Microphone off').waitFor({ state: 'attached' });
    await fallsSilent(teacherTab);
    await control(studentTab, 'microphone').click();
    await caption.getByText('Microphone off').waitFor({ state: 'detached' });
  });

  it('carries hands and messages, markup as text', async () => {
    await control(studentTab, 'hand').click();
    await teacherTab
      .locator('[data-participant]', { hasText: studentName })
      .getByText('Hand is raised')
      .waitFor({ state: 'attached' });
    await control(studentTab, 'chat').click();
    await studentTab.getByLabel('Write to everybody').fill('<b>你好</b> & 😀');
    await studentTab.keyboard.press('Enter');
    await control(teacherTab, 'chat').click();
    await teacherTab.getByText('<b>你好</b> & 😀').waitFor();
    await control(teacherTab, 'chat').click();
  });

  it('comes back into the meeting after a reload', async () => {
    await studentTab.reload();
    await advancingPicture(studentTab, teacherName);
    await advancingPicture(teacherTab, studentName);
    assert.equal((await pictures(teacherTab)).length, 2);
  });

  it('lets the host remove somebody, who is told', async () => {
    await control(teacherTab, 'people').click();
    await teacherTab.getByRole('button', { name: `Actions for ${studentName}` }).click();
    await teacherTab.getByRole('menuitem', { name: 'Remove from the meeting' }).click();
    await teacherTab.getByRole('button', { name: 'Remove from the meeting' }).click();
    await studentTab.getByText('A host removed you from the meeting').waitFor();
    await studentFrame.getByRole('button', { name: 'Join' }).waitFor();
  });

  it('lets the student leave at the top right, and join again', async () => {
    await studentTab.getByRole('button', { name: 'Join again' }).click();
    await advancingPicture(teacherTab, studentName);
    const leave = studentTab.getByRole('button', { name: 'Leave' });
    const box = await leave.boundingBox();
    assert.ok(box && box.x > 1000 && box.y < 80, 'Leave is at the top right');
    await leave.click();
    await studentTab.getByText('You left the meeting').waitFor();
    await teacherTab.getByText('You are the only one here').waitFor();
    await studentTab.getByRole('button', { name: 'Join again' }).click();
    await advancingPicture(studentTab, teacherName);
  });

  it('ends for all, in the meeting and on the course pages', async () => {
    await teacherTab.getByRole('button', { name: 'Leave' }).click();
    await teacherTab.getByRole('menuitem', { name: 'End for all' }).click();
    await teacherTab.getByRole('button', { name: 'End for all' }).click();
    await teacherTab.getByText('You ended the meeting').waitFor();
    await studentTab.getByText('The meeting has ended').waitFor();
    await studentFrame.getByText('The meeting has not started yet').waitFor();
    await teacherFrame.getByRole('button', { name: 'Start meeting' }).waitFor();
  });
});
