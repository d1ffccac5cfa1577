import type { Frame, Page } from 'playwright-core';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
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
import { advancingPicture, hears } from './media.ts';

(canRun ? describe : describe.skip)('when the network or a server fails', function () {
  let fixture: Fixture;
  let tcpProxy: TcpProxy;
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
    tcpProxy = await startTcpProxy(() => Number(new URL(fixture.demo.addresses.prosodyHttp).port));
    fixture = await openFixture({
      JITSI_SERVICE_URL: `ws://127.0.0.1:${tcpProxy.port}/xmpp-websocket`,
    });
    teacher = await signIn(fixture, 't0001');
    student = await signIn(fixture, 's202300001');
    teacherFrame = await openCourse(fixture, teacher.page, dataStructures);
    studentFrame = await openCourse(fixture, student.page, dataStructures);
    const start = teacherFrame.getByRole('button', { name: 'Start meeting' });
    teacherTab = await join(teacher, () => start.click());
    const enter = studentFrame.getByRole('button', { name: 'Join', exact: true });
    studentTab = await join(student, () => enter.click());
    await advancingPicture(teacherTab, studentName);
  });
  after(async () => {
    await fixture.close();
    await tcpProxy.close();
  });
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('a bridge that starts anew ends no meeting, and the pages follow it again by themselves', async () => {
    await fixture.demo.bridge.restart();
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
    tcpProxy.cut();
    await teacherTab.getByText('Connection lost. Reconnecting …').first().waitFor();
    await studentTab.getByText('Connection lost. Reconnecting …').first().waitFor();
    tcpProxy.mend();
    for (const tab of [teacherTab, studentTab]) {
      const notice = tab.getByText('Connection lost. Reconnecting …').first();
      await notice.waitFor({ state: 'detached' });
    }
    await advancingPicture(teacherTab, studentName);
    await advancingPicture(studentTab, teacherName);
    await hears(studentTab, 1);
    await hears(teacherTab, 1);
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
