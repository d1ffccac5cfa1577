import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { becomes } from '../../bridge/test/becomes.ts';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  printTrouble,
  signIn,
  tabBy,
  type Fixture,
  dataStructures,
} from './fixture.ts';

/** Small windows, and cheap cameras: the machine encodes and decodes everybody's picture. */
const smallest = { width: 480, height: 400, cameraLines: 180 } as const;

(canRun ? describe : describe.skip)('campus IT and two videobridges (stand-ins)', function () {
  let fixture: Fixture;
  let admin: Page;

  const enter = async (username: string, button: 'Start meeting' | 'Join'): Promise<void> => {
    const visitor = await signIn(fixture, username, smallest);
    const frame = await openCourse(fixture, visitor.page, dataStructures);
    const tab = await tabBy(visitor, () =>
      frame.getByRole('button', { name: button, exact: true }).click(),
    );
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await control(tab, 'microphone').waitFor();
  };
  const row = (id: string) => admin.getByRole('row', { name: new RegExp(`^${id}`, 'u') });
  /** How many people the page shows on each videobridge. */
  const people = async (): Promise<string[]> => {
    const cells = ['jvb1', 'jvb2'].map((id) => row(id).getByRole('cell').nth(3).innerText());
    return (await Promise.all(cells)).map((text) => text.split('\n')[0] ?? '');
  };

  before(async () => {
    fixture = await openFixture({ ALARM_AFTER_SECONDS: '5' });
    const context = await fixture.browser.newContext({ locale: 'en-GB' });
    admin = await context.newPage();
    await admin.goto(`${fixture.demo.addresses.bridge}/login?next=/admin/operations`);
    await admin.getByRole('radio', { name: 'Campus account' }).check();
    await admin.getByLabel('Name of your campus account').fill('admin');
    await admin.getByLabel('Campus password').fill(demoPassword);
    await admin.keyboard.press('Enter');
    await admin.getByRole('heading', { name: 'Operations' }).waitFor();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('see both, and people on them as they come, without pressing anything', async () => {
    for (const id of ['jvb1', 'jvb2']) await row(id).getByText('Well', { exact: true }).waitFor();
    await enter('t0001', 'Start meeting');
    await enter('s202300001', 'Join');
    await enter('s202300002', 'Join');
    await becomes(async () => (await people()).toSorted(), ['1', '2']);
    const meeting = admin.getByRole('table', { name: 'Live meetings' }).getByRole('row').nth(1);
    await meeting.getByText(/jvb1: \d, jvb2: \d/u).waitFor();
  });

  it('drain one: newcomers go to the other one, and that is undone by one press', async () => {
    const [before] = await people();
    await admin.getByRole('button', { name: 'Drain jvb1' }).click();
    await row('jvb1').getByText('Draining').waitFor();
    // Jicofo hears of it within its own time.
    await admin.getByRole('button', { name: 'Move people off jvb1' }).waitFor();
    await enter('s202300003', 'Join');
    await becomes(people, [before ?? '', `${4 - Number(before)}`]);
    await admin.getByRole('button', { name: 'Undo' }).click();
    await row('jvb1').getByText('Well', { exact: true }).waitFor();
  });

  it('are told when one is killed: on the page with what to do, and by mail', async () => {
    const [, second] = fixture.demo.media.videobridges;
    await second?.kill();
    await row('jvb2').getByText('Does not answer').waitFor();
    const alarm = admin.getByRole('alert').filter({ hasText: 'Videobridge jvb2 does not work' });
    await alarm.getByText(/systemctl status campus-jvb-jvb2/u).waitFor();
    const { mailbox } = fixture.demo.mail;
    const subjects = () =>
      mailbox.list().flatMap((one) => (one.kind === 'mail' ? [one.subject] : []));
    await becomes(() => Promise.resolve(subjects().some((subject) => /jvb2/u.test(subject))), true);
    await alarm.getByRole('button', { name: /^I look after it/u }).click();
    await admin.getByText(/looks after it, since/u).waitFor();
    await becomes(async () => (await people())[0], '4');
    assert.deepEqual(
      subjects().filter((subject) => /jvb1/u.test(subject)),
      [],
    );
  });
});
