import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { becomes } from '../../bridge/test/becomes.ts';
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
import { plain } from './moodle-class.ts';

/** Computer Networks: LTI gives its grades, because Moodle's activity plugin is not in it. */
const course = { id: 4, teacher: 't0004', student: 's202300091', absent: 's202300093' };
const title = 'Tutorial & more';
const view = { width: 1100, height: 760, cameraLines: 180 } as const;

(canRun ? describe : describe.skip)('a meeting made by deep linking', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let student: Visitor;

  const go = (page: Page, path: string) => page.goto(`${fixture.demo.addresses.campus}${path}`);
  /** Opens the link from the course page, as one who was told to look there. */
  const openLink = async ({ page }: Visitor): Promise<Frame> => {
    await go(page, `/course/view.php?id=${course.id}`);
    await page.getByRole('link', { name: title }).click();
    return frameOf(page, 'iframe#contentframe');
  };
  const join = async (visitor: Visitor, words: string): Promise<Page> => {
    const frame = await openLink(visitor);
    const tab = await tabBy(visitor, () =>
      frame.getByRole('button', { name: words, exact: true }).click(),
    );
    await tab.getByRole('button', { name: 'Join meeting' }).click();
    await control(tab, 'microphone').waitFor();
    return tab;
  };

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, course.teacher, view);
    student = await signIn(fixture, course.student, view);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('is planned while its link is added to the course, with a column in the gradebook', async () => {
    const { page } = teacher;
    await go(page, `/course/modedit.php?add=lti&course=${course.id}`);
    await page.locator('button[data-shows=contentitem]').first().click();
    const choice = await frameOf(page, 'iframe#contentitem');
    await choice.getByLabel('The course’s meeting room').uncheck();
    await choice.getByLabel('A new meeting').check();
    await choice.getByLabel('Name of the meeting').first().fill(title);
    await choice.getByLabel('Inside the course page').check();
    await choice.getByLabel('Add a column for attendance').check();
    await choice.getByRole('button', { name: 'Add to the course' }).click();
    await page.getByText('The following items will be added').waitFor();
    await page.locator('button[value=save]').click();
    await page.getByRole('link', { name: title }).waitFor();
  });

  it('has grades switched on by that column', async () => {
    const frame = await openLink(teacher);
    await frame.getByRole('link', { name: 'Attendance' }).click();
    await frame.getByRole('radio', { name: 'Rules', exact: true }).check();
    await frame.getByLabel('Attended from (percent of the meeting)').fill('1');
    await frame.getByRole('button', { name: 'Save' }).click();
    await frame.getByText('Saved').waitFor();
    await frame.getByRole('radio', { name: 'Grades', exact: true }).check();
    await frame.getByText('meetings of its own').waitFor();
    const columns = frame.getByLabel('In the gradebook there is');
    assert.equal(
      await columns.locator('option:checked').innerText(),
      'one column for each activity',
    );
    assert.ok(await frame.getByRole('switch').isChecked());
  });

  it('is started early by its teacher, joined by a student from the course page, and ended', async () => {
    const teaching = await join(teacher, 'Start meeting');
    assert.equal(await teaching.title(), title);
    const learning = await join(student, 'Join');
    assert.equal(await learning.title(), title);
    await teaching.locator('[data-participant]').nth(1).waitFor();
    await teaching.getByRole('button', { name: 'Leave' }).click();
    await teaching.getByRole('menuitem', { name: 'End for all' }).click();
    const sure = teaching.getByRole('alertdialog');
    await sure.getByRole('button', { name: 'End for all' }).click();
    await learning.getByText('The meeting has ended').waitFor();
  });

  it('is a grade in the column of its link: all of it for who came, nothing for who did not', async () => {
    const lines = async ({ page }: Visitor): Promise<string[]> => {
      await go(page, `/grade/report/index.php?id=${course.id}`);
      return (await page.locator('tr').allInnerTexts()).map(plain);
    };
    const gradeIn = (all: string[], username: string) =>
      all
        .find((line) => line.includes(`${username}@`))
        ?.split(' ')
        .at(-1);
    await becomes(async () => gradeIn(await lines(teacher), course.student), '100.00');
    const all = await lines(teacher);
    assert.ok(all[0]?.endsWith(`${title} / 100`), all[0]);
    assert.equal(gradeIn(all, course.absent), '0.00');
    const own = await lines(student);
    assert.deepEqual([own.length, gradeIn(own, course.student)], [2, '100.00']);
  });
});
