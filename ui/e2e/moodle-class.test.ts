import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';
import { becomes } from '../../bridge/test/becomes.ts';
import { startRelay } from '../../bridge/test/relay.ts';
import { stopwatch } from '../src/kernel/time.ts';
import {
  canRun,
  control,
  frameOf,
  openFixture,
  printTrouble,
  signIn,
  tabBy,
  type Fixture,
  type Visitor,
} from './fixture.ts';
import { advancingPicture } from './media.ts';
import {
  course,
  lengthAfter,
  openClass,
  plain,
  ringerOn,
  shownStay,
  staysOf,
  wallClock,
} from './moodle-class.ts';

/** Cheap cameras: two cores draw everybody. */
const view = { width: 1100, height: 760, cameraLines: 180 } as const;
const names = { teacher: '唐杰', first: '胡丽', late: '许勇', absent: '李明' };
const minute = 60_000;
const twoWeeks = 14 * 24 * 60 * minute;

(canRun ? describe : describe.skip)('a class in Moodle, by its activity plugin', function () {
  let fixture: Fixture;
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let teacher: Visitor;
  let first: Visitor;
  let late: Visitor;
  let teaching: Frame;
  let firstTab: Page;
  /** When the class is to begin. */
  let begins: number;

  const campusPage = (path: string): string => `${fixture.demo.addresses.campus}${path}`;
  /** Who somebody is to the conference server: the bridge's own id, of the account in Moodle. */
  const ids = new Map<string, string>();
  const staysBy = (name: string) => staysOf(relay.told, ids.get(name) ?? name);
  /** Waits until the conference server has told that somebody came so often, and left so often. */
  const isTold = (name: string, came: number, left: number): Promise<void> =>
    becomes(() => {
      const stays = staysBy(name);
      const over = stays.filter(({ to }) => !Number.isNaN(to));
      return Promise.resolve([stays.length, over.length]);
    }, [came, left]);
  /** The person whom the conference server told of last is this one. */
  const meet = (name: string): void => {
    const last = relay.told.findLast(({ type }) => type === 'occupant-joined');
    ids.set(name, last?.occupant?.userId ?? '');
  };
  const join = async (frame: Frame | Page, words: [string, string]): Promise<void> => {
    const [open, enter] = words;
    await frame.getByRole('button', { name: open, exact: true }).click();
    await frame.getByRole('button', { name: enter, exact: true }).click();
    await control(frame, 'microphone').waitFor();
  };

  before(async () => {
    relay = await startRelay();
    fixture = await openFixture({}, undefined, relay.url);
    relay.target.url = `${fixture.demo.addresses.bridgeInside}/jitsi/events`;
    fixture.demo.plugin.settings.ringer = true;
    teacher = await signIn(fixture, 't0001', view);
    first = await signIn(fixture, 's202300001', view);
    late = await signIn(fixture, 's202300002', { ...view, locale: 'zh-CN' });
  });
  after(async () => {
    await fixture.close();
    await relay.close();
  });
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('is judged by the rules that its teacher sets: late from the first second, no break is forgiven', async () => {
    teaching = await openClass(fixture, teacher.page);
    await teaching.getByRole('link', { name: 'Attendance' }).click();
    await teaching.getByRole('radio', { name: 'Rules', exact: true }).check();
    await teaching.getByLabel('Attended from (percent of the meeting)').fill('20');
    await teaching.getByLabel('Late after (minutes)').fill('0');
    await teaching.getByLabel('Breaks of the network up to (minutes)').fill('0');
    await teaching.getByRole('button', { name: 'Save' }).click();
    await teaching.getByText('Saved').waitFor();
    await teaching.getByRole('link', { name: 'Back to the course' }).click();
  });

  it('is planned every second week, and stands in a student’s timeline and calendar', async () => {
    await teaching.getByRole('button', { name: 'Plan meetings' }).click();
    // Time for everybody to come before it begins, and for one to be late.
    begins = Math.ceil((Date.now() + 100_000) / minute) * minute;
    const { date, time } = wallClock(begins);
    await teaching.getByLabel('Day', { exact: true }).fill(date);
    await teaching.getByLabel('Time', { exact: true }).fill(time);
    await teaching.getByLabel('Repeats').selectOption({ label: 'Every second week' });
    await teaching.getByRole('button', { name: 'Plan it' }).click();
    await teaching.getByText(/^Next meeting: /u).waitFor();
    await first.page.goto(campusPage('/my/'));
    await first.page.locator('.timeline a').first().waitFor();
    const days = async (at: number): Promise<string[]> => {
      await first.page.goto(campusPage(`/calendar/view.php?view=month&time=${at / 1000}`));
      const busy = first.page.locator('.day.busy:not(.other) time');
      return busy.evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''));
    };
    const next = begins + twoWeeks;
    const seen = new Set([...(await days(begins)), ...(await days(next))]);
    const between = wallClock(begins + twoWeeks / 2).date;
    assert.deepEqual(
      [date, between, wallClock(next).date].map((day) => seen.has(day)),
      [true, false, true],
    );
  });

  it('is started in the course page, and marked as live on the dashboard of another student', async () => {
    await join(teaching, ['Start meeting', 'Join meeting']);
    assert.equal(teacher.context.pages().length, 1, 'no tab was opened');
    await late.page.goto(campusPage('/my/'));
    await late.page.getByText('正在进行 · 1 人').waitFor();
  });

  it('rings a student on another page of the portal, who comes in by the answer', async () => {
    await first.page.goto(campusPage(`/user/index.php?id=${course}`));
    await frameOf(first.page, 'campus-meet[panel=ringer] iframe');
    await control(teaching, 'people').click();
    await control(teaching, 'add-people').click();
    await teaching.getByLabel('Search the address book').fill('202300001');
    const found = teaching.getByRole('gridcell', { name: names.first }).first();
    await found.getByRole('button').click();
    await teaching.getByRole('button', { name: 'Ring 1 person' }).click();
    const ringer = await ringerOn(first.page);
    const corner = first.page.locator('campus-meet[panel=ringer]');
    const edge = await corner.evaluate((element) => getComputedStyle(element).boxShadow);
    assert.notEqual(edge, 'none', 'it stands out from a page as white as itself');
    firstTab = await tabBy(first, () =>
      ringer.getByRole('button', { name: 'Answer with video' }).click(),
    );
    await control(firstTab, 'microphone').waitFor();
    await advancingPicture(firstTab, names.teacher);
    meet(names.first);
    await isTold(names.first, 1, 0);
    await teaching.page().keyboard.press('Escape');
  });

  it('shares a screen that stays in the course page', async () => {
    await control(teaching, 'share').click();
    await advancingPicture(firstTab, /is sharing/u, { kind: 'share' });
    assert.equal(teacher.context.pages().length, 1);
    assert.match(teacher.page.url(), /\/mod\/campusmeet\/view\.php\?id=201$/u);
  });

  it('has somebody back whose tab was gone, in the page of the course this time', async () => {
    await wait(Math.max(0, begins - Date.now()));
    await firstTab.close();
    await isTold(names.first, 1, 1);
    const frame = await openClass(fixture, first.page);
    await join(frame, ['Join', 'Join meeting']);
    await isTold(names.first, 2, 1);
    await advancingPicture(frame, /is sharing/u, { kind: 'share' });
  });

  it('lets one in who is late, and is ended', async () => {
    const lateFrame = await openClass(fixture, late.page);
    await join(lateFrame, ['加入会议', '加入会议']);
    await advancingPicture(lateFrame, /正在共享/u, { kind: 'share' });
    meet(names.late);
    await isTold(names.late, 1, 0);
    await lateFrame.getByRole('button', { name: '离开' }).click();
    await isTold(names.late, 1, 1);
    const frame = await frameOf(first.page, 'campus-meet[panel=course] iframe');
    await frame.getByRole('button', { name: 'Leave' }).click();
    await isTold(names.first, 2, 2);
    await teaching.getByRole('button', { name: 'Leave' }).click();
    await teaching.getByRole('menuitem', { name: 'End for all' }).click();
    await teaching.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await teaching.getByText('You ended the meeting').waitFor();
  });

  it('shows its teacher who was there to the second, as the conference server told it', async () => {
    teaching = await openClass(fixture, teacher.page);
    await teaching.getByRole('link', { name: 'Attendance' }).click();
    await teaching.getByRole('radio', { name: 'Meetings', exact: true }).check();
    // By the keyboard: the frame has just become shorter, so that the page around it may still move below a mouse.
    await teaching.getByRole('table').getByRole('link').first().press('Enter');
    const row = async (name: string): Promise<string> =>
      plain(await teaching.getByRole('row', { name: new RegExp(name, 'u') }).innerText());
    await teaching.getByRole('row', { name: new RegExp(names.absent, 'u') }).waitFor();
    for (const name of [names.first, names.late]) {
      const stays = staysBy(name);
      const said = await row(name);
      for (const stay of stays) assert.ok(said.includes(shownStay(stay, 'en')), said);
      assert.ok(said.includes(stopwatch(lengthAfter(stays, begins))), said);
      const lateBy = (stays[0]?.from ?? 0) - begins;
      assert.equal(said.includes(' late'), lateBy > 0, said);
      if (lateBy > 0) assert.ok(said.includes(`${stopwatch(lateBy)} late`), said);
    }
    assert.equal(staysBy(names.first).length, 2, 'a break that is not forgiven');
    assert.match(await row(names.absent), /Absent.*Never came/u);
  });

  it('shows a student the same in the own language', async () => {
    const frame = await openClass(fixture, late.page);
    await frame.getByRole('link', { name: '出席记录' }).click();
    const [stay] = staysBy(names.late);
    assert.ok(stay);
    await becomes(
      async () => plain(await frame.locator('main').innerText()).includes(shownStay(stay, 'zh-CN')),
      true,
    );
  });

  it('becomes a grade in Moodle’s gradebook, and completes the activity', async () => {
    const grades = campusPage(`/grade/report/index.php?id=${course}`);
    const gradeOf = async (page: Page, name: string): Promise<string> => {
      await page.goto(grades);
      return page
        .getByRole('row', { name: new RegExp(name, 'u') })
        .locator('td')
        .last()
        .innerText();
    };
    await becomes(() => gradeOf(first.page, names.first), '100.00');
    assert.equal(await first.page.locator('tbody tr').count(), 1, 'a student sees the own grade');
    assert.equal(await gradeOf(teacher.page, names.absent), '0.00');
    await first.page.goto(campusPage(`/course/view.php?id=${course}`));
    await first.page.locator('.completion[data-done=yes]').waitFor();
  });
});
