import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { layCable, type Cable } from './cable.ts';
import {
  canRun,
  control,
  openCourse,
  openHouse,
  signIn,
  tabBy,
  tellTrouble,
  type House,
  type Visitor,
} from './house.ts';
import { advancingPicture, loudness } from './media.ts';

const dataStructures = 2;
const teacherName = '唐杰';
const studentName = '胡丽';

(canRun ? describe : describe.skip)('when the network or a server fails', function () {
  this.timeout(90_000);
  let house: House;
  let cable: Cable;
  let teacher: Visitor;
  let student: Visitor;
  let teacherFrame: Frame;
  let studentFrame: Frame;
  let teacherTab: Page;
  let studentTab: Page;

  const join = async (visitor: Visitor, press: () => Promise<void>): Promise<Page> => {
    const tab = await tabBy(visitor, press);
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await control(tab, 'microphone').waitFor();
    return tab;
  };

  before(async () => {
    cable = await layCable(() => Number(new URL(house.demo.addresses.prosodyHttp).port));
    house = await openHouse({
      JITSI_SERVICE_URL: `ws://127.0.0.1:${cable.port}/xmpp-websocket`,
    });
    teacher = await signIn(house, 't0001');
    student = await signIn(house, 's202300001');
    teacherFrame = await openCourse(house, teacher.page, dataStructures);
    studentFrame = await openCourse(house, student.page, dataStructures);
    const start = teacherFrame.getByRole('button', { name: 'Start meeting' });
    teacherTab = await join(teacher, () => start.click());
    const enter = studentFrame.getByRole('button', { name: 'Join', exact: true });
    studentTab = await join(student, () => enter.click());
    await advancingPicture(teacherTab, studentName);
  });
  after(async () => {
    await house.close();
    await cable.close();
  });
  afterEach(function () {
    return tellTrouble(house, this.currentTest);
  });

  it('a bridge that starts anew ends no meeting, and the pages follow it again by themselves', async () => {
    await house.demo.bridge.restart();
    await advancingPicture(teacherTab, studentName);
    await advancingPicture(studentTab, teacherName);
    await control(studentTab, 'hand').click();
    await teacherTab
      .locator('[data-participant]', { hasText: studentName })
      .getByText('Hand is raised')
      .waitFor({ state: 'attached' });
    await control(studentTab, 'hand').click();
    // By push of the new bridge: nobody reloads the course page.
    await studentTab.getByRole('button', { name: 'Leave' }).click();
    await studentFrame.getByRole('button', { name: 'Join', exact: true }).waitFor();
    await studentTab.close();
    const enter = studentFrame.getByRole('button', { name: 'Join', exact: true });
    studentTab = await join(student, () => enter.click());
    await advancingPicture(teacherTab, studentName);
    await studentFrame.getByText('You are in this meeting in another tab.').waitFor();
  });

  it('a cut line to the conference server is shown, and all comes back when it is mended', async () => {
    cable.cut();
    await teacherTab.getByText('Connection lost. Reconnecting …').first().waitFor();
    await studentTab.getByText('Connection lost. Reconnecting …').first().waitFor();
    cable.mend();
    for (const tab of [teacherTab, studentTab]) {
      const notice = tab.getByText('Connection lost. Reconnecting …').first();
      await notice.waitFor({ state: 'detached', timeout: 60_000 });
    }
    await advancingPicture(teacherTab, studentName);
    await advancingPicture(studentTab, teacherName);
    assert.ok((await loudness(studentTab)) > 0.005, 'the student hears the teacher');
    assert.ok((await loudness(teacherTab)) > 0.005, 'the teacher hears the student');
    await control(studentTab, 'chat').click();
    await studentTab.getByLabel('Write to everybody').fill('Back again 回来了');
    await studentTab.keyboard.press('Enter');
    await control(teacherTab, 'chat').click();
    await teacherTab.getByText('Back again 回来了').waitFor();
  });

  it('and the meeting still ends for all', async () => {
    await teacherTab.getByRole('button', { name: 'Leave' }).click();
    await teacherTab.getByRole('menuitem', { name: 'End for all' }).click();
    await teacherTab.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await studentTab.getByText('The meeting has ended').waitFor();
    await studentFrame.getByText('The meeting has not started yet').waitFor();
  });
});
