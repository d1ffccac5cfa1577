import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
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
import { advancingPicture, fallsSilent, hears } from './media.ts';
import { tells } from './passing.ts';

(canRun ? describe : describe.skip)('host powers, in a real call', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let student: Visitor;
  let teacherTab: Page;
  let studentTab: Page;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001');
    student = await signIn(fixture, 's202300001');
    const teacherFrame = await openCourse(fixture, teacher.page, dataStructures);
    teacherTab = await tabBy(teacher, () =>
      teacherFrame.getByRole('button', { name: 'Start meeting' }).click(),
    );
    await teacherTab.getByRole('button', { name: 'Join meeting' }).click();
    const studentFrame = await openCourse(fixture, student.page, dataStructures);
    studentTab = await tabBy(student, () =>
      studentFrame.getByRole('button', { name: 'Join' }).click(),
    );
    await studentTab.getByRole('button', { name: 'Join meeting' }).click();
    await advancingPicture(studentTab, teacherName);
    await advancingPicture(teacherTab, studentName);
    await control(teacherTab, 'people').click();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  /** Chooses what the host does about the student. */
  const act = async (by: Page, whom: string, action: string): Promise<void> => {
    await by.getByRole('button', { name: `Actions for ${whom}` }).click();
    await by.getByRole('menuitem', { name: action }).click();
  };
  const setChat = async (name: string): Promise<void> => {
    await control(teacherTab, 'more').click();
    await teacherTab.getByRole('menuitem', { name: 'Meeting rules' }).click();
    const group = teacherTab.getByRole('group', { name: 'Participants may write to' });
    await group.getByRole('radio', { name }).check();
    await group.getByRole('radio', { name, checked: true }).waitFor();
    await teacherTab.keyboard.press('Escape');
    await teacherTab.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const labelled = (name: string, label: string): Promise<void> =>
    studentTab.locator(`[data-control=${name}][aria-label="${label}"]`).waitFor();

  it('mutes a student, who is told by whom; nothing is heard any more', async () => {
    await hears(teacherTab, 1);
    await tells(studentTab, [`${teacherName} muted your microphone.`], () =>
      act(teacherTab, studentName, 'Mute'),
    );
    await labelled('microphone', 'Unmute microphone');
    await fallsSilent(teacherTab);
  });

  it('asks to unmute: only the student can, and is heard then', async () => {
    await act(teacherTab, studentName, 'Ask to unmute');
    const notice = studentTab.getByText(`${teacherName} asks you to unmute`);
    await notice.waitFor();
    await studentTab.getByRole('button', { name: 'Unmute microphone' }).first().click();
    await notice.waitFor({ state: 'detached' });
    await labelled('microphone', 'Mute microphone');
    await hears(teacherTab, 1);
  });

  it('turns a camera off, and stops a share', async () => {
    await tells(studentTab, [`${teacherName} turned your camera off.`], () =>
      act(teacherTab, studentName, 'Turn camera off'),
    );
    await control(studentTab, 'camera').click();
    await advancingPicture(teacherTab, studentName);
    await control(studentTab, 'share').click();
    await advancingPicture(teacherTab, /is sharing/u, { kind: 'share' });
    await tells(studentTab, [`${teacherName} stopped your share.`], () =>
      act(teacherTab, studentName, 'Stop the share'),
    );
    await teacherTab.waitForFunction(() => !document.querySelector('[data-kind=share]'));
    await advancingPicture(teacherTab, studentName);
  });

  it('mutes all for good: the student cannot unmute, until called upon or all may again', async () => {
    await control(teacherTab, 'mute-all').click();
    await teacherTab.getByLabel('They cannot unmute themselves').check();
    await teacherTab.getByRole('alertdialog').getByRole('button', { name: 'Mute all' }).click();
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await fallsSilent(teacherTab);
    await studentTab.keyboard.press('m');
    await act(teacherTab, studentName, 'Ask to unmute');
    await studentTab.getByText(`${teacherName} asks you to unmute`).waitFor();
    await studentTab.getByRole('button', { name: 'Unmute microphone' }).first().click();
    await labelled('microphone', 'Mute microphone');
    await act(teacherTab, studentName, 'The rules apply again');
    await labelled('microphone', 'Microphones are not allowed by the hosts now');
    await fallsSilent(teacherTab);
    await teacherTab.getByRole('button', { name: 'Allow to unmute' }).click();
    await labelled('microphone', 'Unmute microphone');
  });

  it('lets students write to hosts only, closes the chat, and opens it again', async () => {
    const said = (tab: Page, text: string) =>
      tab.getByRole('log', { name: 'Messages' }).locator('article', { hasText: text });
    const write = async (label: string, text: string): Promise<void> => {
      await studentTab.getByLabel(label).fill(text);
      await studentTab.keyboard.press('Enter');
      await said(studentTab, text).waitFor();
    };
    await control(studentTab, 'chat').click();
    await write('Write to everybody', 'before');
    await studentTab.getByLabel('To', { exact: true }).selectOption({ label: teacherName });
    await tells(teacherTab, [`${studentName} wrote to you privately.`], () =>
      write(`Write to ${teacherName}, privately`, 'psst'),
    );
    await said(studentTab, 'psst').getByText(`Private, to ${teacherName}`).waitFor();
    await studentTab.getByLabel('To', { exact: true }).selectOption({ label: 'Everybody' });

    await setChat('Hosts only');
    await write('Write to the hosts, privately', 'a question');
    await setChat('Nobody');
    await studentTab.getByText('The hosts do not allow messages now.').waitFor();
    await setChat('Everybody');
    // Whom it was for stays, so that nothing goes to more people than it was written for.
    await studentTab.getByLabel('Write to the hosts, privately').waitFor();

    await control(teacherTab, 'chat').click();
    await said(teacherTab, 'a question').getByText('Private, to you').waitFor();
    await said(teacherTab, 'a question').getByRole('button', { name: 'Reply privately' }).click();
    await teacherTab.getByLabel(`Write to ${studentName}, privately`).fill('an answer');
    await teacherTab.keyboard.press('Enter');
    await said(studentTab, 'an answer').getByText('Private, to you').waitFor();
    await control(studentTab, 'chat').click();
    await control(teacherTab, 'people').click();
  });

  it('carries raised hands in their order, which a host lowers, and reactions', async () => {
    await control(studentTab, 'hand').click();
    await teacherTab.getByText('Hand raised, number 1').waitFor({ state: 'attached' });
    await teacherTab.getByRole('button', { name: 'Lower all hands' }).click();
    await labelled('hand', 'Raise hand');
    await control(studentTab, 'react').click();
    const applause = [`${studentName}: Applause`, { selector: '.tally [data-reaction=applause]' }];
    await tells(teacherTab, applause, () =>
      studentTab.getByRole('menuitem', { name: 'Applause' }).click(),
    );
    await studentTab.getByRole('menu').waitFor({ state: 'detached' });
  });

  it('shows a student large to everybody, still after a reload', async () => {
    const large = teacherTab.locator('.large-tiles [data-participant]');
    const spotlit = 'You are in the spotlight: everybody sees you large.';
    await tells(studentTab, [spotlit], () =>
      act(teacherTab, studentName, 'Spotlight for everybody'),
    );
    await large.filter({ hasText: studentName }).waitFor();
    await studentTab.reload();
    await advancingPicture(teacherTab, studentName);
    await large.getByText('in the spotlight').waitFor({ state: 'attached' });
    await tells(studentTab, ['You are no longer in the spotlight.'], () =>
      act(teacherTab, studentName, 'Take out of the spotlight'),
    );
  });

  it('makes a co-host, who stays one after a reload', async () => {
    await tells(studentTab, ['You are a host of this meeting now.'], () =>
      act(teacherTab, studentName, 'Make host'),
    );
    await studentTab.reload();
    await advancingPicture(studentTab, teacherName);
    await control(studentTab, 'people').click();
    await studentTab.getByRole('button', { name: 'Mute all' }).waitFor();
    await tells(teacherTab, [`${studentName} muted your microphone.`], () =>
      act(studentTab, teacherName, 'Mute'),
    );
    await act(studentTab, teacherName, 'No longer host');
    await studentTab.getByRole('alert').waitFor();
    await act(teacherTab, studentName, 'No longer host');
    await studentTab.getByRole('button', { name: 'Mute all' }).waitFor({ state: 'detached' });
  });

  it('locks the meeting, and shows it to all', async () => {
    await control(teacherTab, 'more').click();
    await teacherTab.getByRole('menuitem', { name: 'Lock the meeting' }).click();
    await teacherTab.getByText('Locked', { exact: true }).waitFor();
    await studentTab.getByText('Locked', { exact: true }).waitFor();
    await control(teacherTab, 'more').click();
    await teacherTab.getByRole('menuitem', { name: 'Unlock the meeting' }).click();
    await studentTab.getByText('Locked', { exact: true }).waitFor({ state: 'detached' });
  });

  it('removes for good: joining again is refused, and says why', async () => {
    await act(teacherTab, studentName, 'Remove from the meeting');
    await teacherTab.getByLabel('Do not let them come back').check();
    await teacherTab.getByRole('button', { name: 'Remove from the meeting' }).click();
    await studentTab.getByText('A host removed you from the meeting').waitFor();
    await studentTab.getByRole('button', { name: 'Join again' }).click();
    await studentTab.getByText('You could not be let in').waitFor();
    assert.equal(await studentTab.getByRole('button', { name: 'Join again' }).count(), 0);
    await teacherTab.getByText('You are the only one here').waitFor();
  });
});
