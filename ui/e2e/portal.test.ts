import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { randomUUID } from 'node:crypto';
import {
  canRun,
  control,
  frameOf,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
  type Visitor,
} from './fixture.ts';
import { advancingPicture } from './media.ts';

const circuits = 10;
const teacherName = 't0016';

(canRun ? describe : describe.skip)('the panel on a page of an intranet', function () {
  let fixture: Fixture;
  let teacher: Visitor;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, teacherName);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  const open = async (page: Page, path: string): Promise<Frame> => {
    await page.goto(`${fixture.demo.addresses.campus}${path}`);
    return frameOf(page, 'campus-meet:not([panel=ringer]) iframe');
  };
  const openCourse = (page: Page) => open(page, `/intranet?course=${circuits}`);
  const payload = (page: Page, what: string) =>
    page.locator('#news li', { hasText: what }).first().waitFor();

  it('shows the course, of the same people and course that the LMS has', async () => {
    const problems: string[] = [];
    teacher.page.on('console', (line) => {
      if (line.type() === 'error') problems.push(`${line.text()} (${line.location().url})`);
    });
    const frame = await openCourse(teacher.page);
    await frame.getByText('Circuits & Signals').first().waitFor();
    await frame.getByRole('button', { name: 'Start meeting' }).waitFor();
    assert.match(new URL(frame.url()).pathname, /^\/course\/[0-9a-f-]{36}$/u);
    assert.equal(new URL(frame.url()).hash, '', 'the token is gone from the address');
    await payload(teacher.page, 'course ready');
    assert.deepEqual(problems, [], 'the page’s strict policy lets the element work');
  });

  it('is as high as what it shows', async () => {
    const element = teacher.page.locator('campus-meet[panel=course]');
    const frame = await frameOf(teacher.page, 'campus-meet[panel=course] iframe');
    const content = await frame.evaluate(() => document.querySelector('main')?.offsetHeight ?? 0);
    await teacher.page.waitForFunction(
      (height) =>
        document.querySelector<HTMLElement>('campus-meet[panel=course]')?.offsetHeight === height,
      content,
    );
    assert.ok(((await element.boundingBox())?.height ?? 0) > 200);
  });

  it('passes on what a meeting needs: it runs in place, and the page is told', async () => {
    const frame = await frameOf(teacher.page, 'campus-meet[panel=course] iframe');
    await frame.getByRole('button', { name: 'Start meeting' }).click();
    await frame.getByRole('button', { name: 'Join meeting' }).click();
    await control(frame, 'share').waitFor();
    const box = await teacher.page.locator('campus-meet[panel=course]').boundingBox();
    const shown = teacher.page.viewportSize()?.height ?? 0;
    assert.ok((box?.y ?? 0) + (box?.height ?? 0) <= shown, 'its buttons are in view');
    await payload(teacher.page, 'course live {"meetingId":');
    await payload(teacher.page, 'course joined {"meetingId":');
    const student = await signIn(fixture, 's202300301');
    const theirs = await openCourse(student.page);
    await payload(student.page, 'course live');
    await theirs.getByRole('button', { name: 'Join', exact: true }).click();
    await theirs.getByRole('button', { name: 'Join meeting' }).click();
    await advancingPicture(frame, /./u);
    await theirs.getByRole('button', { name: 'Leave' }).click();
    await payload(student.page, 'course left');
    await frame.getByRole('button', { name: 'Leave' }).click();
    await frame.getByRole('menuitem', { name: 'End for all' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
    await payload(teacher.page, 'course left');
    await payload(teacher.page, 'course ended');
    await student.context.close();
  });

  it('rings in a corner of any page, and the answer opens the meeting in a tab', async () => {
    const student = await signIn(fixture, 's202300301');
    await open(student.page, '/intranet');
    await payload(student.page, 'ringer ready');
    const ringer = student.page.locator('campus-meet[panel=ringer]');
    assert.equal((await ringer.boundingBox())?.height, 1);
    const frame = await openCourse(teacher.page);
    await frame.getByRole('button', { name: 'Start meeting' }).click();
    await frame.getByRole('button', { name: 'Join meeting' }).click();
    await control(frame, 'share').waitFor();
    await ringFrom(frame);
    await payload(student.page, 'ringer ringing {"ringing":1');
    const theirs = await frameOf(student.page, 'campus-meet[panel=ringer] iframe');
    assert.ok(((await ringer.boundingBox())?.height ?? 0) > 200);
    const tab = await tabBy(student, () =>
      theirs
        .getByRole('button', { name: /Answer.*video|Video/u })
        .first()
        .click(),
    );
    await tab.waitForURL(/\/meeting\//u);
    await student.context.close();
  });

  it('says why somebody is not let in', async () => {
    const visitor = await signIn(fixture, 's202300301');
    await visitor.page.route('**/intranet/token', (route) =>
      route.fulfill({ json: { token: `${randomUUID()}${randomUUID()}` } }),
    );
    const frame = await openCourse(visitor.page);
    await frame.getByText('Your portal could not sign you in').waitFor();
    await payload(visitor.page, 'course refused {"code":"portal/token-malformed"}');
    await visitor.page.unroute('**/intranet/token');
    const answer = await visitor.page.request.get(
      `${fixture.demo.addresses.campus}/intranet/token`,
    );
    const { token } = (await answer.json()) as { token: string };
    await visitor.page.route('**/intranet/token', (route) => route.fulfill({ json: { token } }));
    const again = await openCourse(visitor.page);
    const refused = again.getByText('This sign-in was used already');
    const ringer = await frameOf(visitor.page, 'campus-meet[panel=ringer] iframe');
    await Promise.race([refused.waitFor(), ringer.getByText('used already').waitFor()]);
    await visitor.context.close();
  });

  /** Rings the student from inside the meeting. */
  async function ringFrom(frame: Frame): Promise<void> {
    await control(frame, 'people').click();
    await frame.getByRole('button', { name: /Add/u }).first().click();
    await frame.getByLabel('Search the address book').fill('202300301');
    await frame
      .getByRole('gridcell', { name: /202300301/u })
      .first()
      .getByRole('button')
      .click();
    await frame.getByRole('button', { name: 'Ring 1 person' }).click();
  }
});
