import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

(program ? describe : describe.skip)('the pages about attendance', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('of a meeting: found, sorted, corrected with a reason, and taken back', async () => {
    const { page, complaints } = await stage.show('attendance-meeting');
    await page.getByLabel('Name or campus number').fill('s20260104');
    await page.getByText('Nobody fits.').waitFor();
    await page.getByLabel('Name or campus number').fill('JONAS');
    const rows = page.getByRole('table', { name: 'Students' }).getByRole('row');
    assert.equal(await rows.count(), 2, 'the heading and Jonas');
    await press(page, 'Correct the attendance of Jonas Becker');
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: 'Save' });
    assert.ok(await save.isDisabled(), 'not without a reason');
    await dialog.getByLabel('Counts as').selectOption('attended');
    await dialog.getByLabel('Reason').fill('Was heard at 9:20');
    assert.deepEqual(await violations(page), []);
    await save.click();
    await page.getByText('Corrected: 1 person.').waitFor();
    await rowOf(page, 'Jonas').getByText('Was heard at 9:20').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await page.getByText('The correction was taken back.').waitFor();
    await rowOf(page, 'Jonas').getByText('Too short').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('of a meeting: several are chosen and excused at once, by the keyboard as well', async () => {
    const { page } = await stage.show('attendance-meeting', { width: 375, height: 812 });
    await page.getByLabel('Show', { exact: true }).selectOption('absent');
    await page.getByLabel('Choose all that are shown').press('Space');
    await page.getByText('1 chosen').waitFor();
    await press(page, /^Correct…$/u);
    await page.getByRole('dialog').getByLabel('Reason').fill('Field trip');
    await page.keyboard.press('Enter');
    await page.getByText('Corrected: 1 person.').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('that runs: says who is missing and rings them', async () => {
    const { page } = await stage.show('attendance-live');
    await page.getByText('5 of the course are missing').waitFor();
    await press(page, 'Ring who is missing (5)');
    await page.getByText('Ringing 5 people.').waitFor();
    const body = await page.evaluate(() => window.scene.bridge.asked('ring')?.body);
    assert.deepEqual([(body?.['personIds'] as string[]).length, body?.['confirmedSize']], [5, 5]);
  });

  it('of a term: meetings, objections with an answer, rules with their bounds', async () => {
    const { page, complaints } = await stage.show('attendance-term');
    await page.getByText('4 of 6').first().waitFor();
    await page.getByRole('radio', { name: 'Objections (1)' }).check();
    await press(page, 'Answer…');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Answer to the student').fill('You are right.');
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Nobody objects to anything.').waitFor();
    await page.getByRole('radio', { name: 'Rules', exact: true }).check();
    await page.getByLabel('Attended from (percent of the meeting)').fill('0');
    await page.getByText('Type a whole number from 1 to 100.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled());
    await page.getByLabel('Attended from (percent of the meeting)').fill('60');
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    await page.getByRole('radio', { name: 'Meetings', exact: true }).check();
    await page.getByText('does not count').waitFor();
    const saved = page.waitForEvent('download');
    await press(page, 'CSV');
    assert.equal((await saved).suggestedFilename(), 'attendance.csv');
    assert.deepEqual(complaints, []);
  });

  it('of a term: grades, whose the LMS did not take and why, tried again', async () => {
    const { page, complaints } = await stage.show('attendance-term');
    await page.getByRole('radio', { name: 'Grades' }).check();
    await page.getByText('141 in the gradebook, 6 on the way.').waitFor();
    await page.getByRole('alert').getByText('Your portal does not answer.').waitFor();
    const whys = page.getByText('Your portal does not answer.');
    assert.equal(await whys.count(), 1, 'said once, by its activity');
    await page.getByText('No grades are taken for: Lecture').waitFor();
    await page.getByText('Has no account in the LMS.').first().waitFor();
    assert.deepEqual(await violations(page), []);
    await press(page, 'Try again now');
    await page.getByText('The LMS did not take these grades').waitFor({ state: 'detached' });
    await page.getByLabel('Give grades by attendance').uncheck();
    await page.getByText('141 in the gradebook').waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
  });

  it('of the own groups: says which, and offers nothing that is the whole course’s', async () => {
    const { page, complaints } = await stage.show('attendance-own-groups');
    await page.getByText('You host these groups only:').waitFor();
    await page.getByText('4 of 6').first().waitFor();
    const views = await page.getByRole('radio').evaluateAll((all) => all.length);
    assert.equal(views, 3, 'students, meetings, objections');
    assert.equal(await page.getByRole('radio', { name: 'Rules' }).count(), 0);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
  });

  it('leads to the login, and back, where nobody is signed in', async () => {
    const { page, complaints } = await stage.show('login-for-attendance');
    await page.waitForURL(/\/login\?next=\/course\/[^/]+\/attendance$/u);
    const asked = await page.evaluate(() => window.scene.bridge.count('getCourse'));
    assert.equal(asked, 0, 'nothing is asked without a session');
    assert.deepEqual(complaints, []);
  });

  it('of a student: the own record, and an objection to it', async () => {
    const { page, complaints } = await stage.show('attendance-mine');
    await page.getByText('2 of 4').waitFor();
    await page.getByText('The log shows no join.').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Correct/u }).count(), 0);
    await rowOf(page, 'Chapter 7').getByRole('button', { name: 'Object…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What was different?').fill('I came at eight.\nAsk Tom.');
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your objection was sent.').waitFor();
    await rowOf(page, 'Chapter 7').getByText('Not answered yet').waitFor();
    assert.deepEqual(complaints, []);
  });
});
