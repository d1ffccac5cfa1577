import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

(program ? describe : describe.skip)('what is kept about people', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('is downloaded with the password, at a telephone; a wrong one loses nothing', async () => {
    const { page, complaints } = await stage.show('my-data', { width: 375, height: 812 });
    await press(page, 'Download my data');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Download my data' }).click();
    await dialog.getByRole('link', { name: 'Confirm a code in the settings instead' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await dialog.getByLabel('Your password').fill('correct horse');
    const saved = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    assert.equal((await saved).suggestedFilename(), 'my-data-2026-11-27.zip');
    await page.getByText('my-data-2026-11-27.zip was downloaded.').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('is asked to be erased, after saying what cannot be taken back, and taken back', async () => {
    const { page } = await stage.show('my-data');
    await press(page, 'Ask to be erased…');
    await page.getByText('nobody can bring them back').waitFor();
    await page.getByLabel('Your password').fill('correct horse');
    await press(page, /^Ask to be erased$/u);
    await page.getByText('You asked to be erased.').waitFor();
    await page.getByText('once an administrator has agreed').waitFor();
    assert.deepEqual(await violations(page), []);
    await press(page, 'Take it back');
    await page.getByRole('button', { name: 'Ask to be erased…' }).waitFor();
  });

  it('is decided by an admin: agreed to, refused with a reason', async () => {
    const { page } = await stage.show('admin-privacy');
    await press(page, /^Agree to erase Prof/u);
    await page.getByText('Agreed').nth(1).waitFor();
    await press(page, /^Refuse to erase Prof/u);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Refuse…' }).click();
    await page.getByText('the law expects a reason').waitFor();
    await dialog.getByLabel('Reason').fill('The examination is still under way.');
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole('button', { name: 'Refuse…' }).click();
    await page.getByText('Closed (3)').click();
    await page.getByText('“The examination is still under way.”').waitFor();
  });

  it('of one person is erased only when the name is typed; a period keeps to its bounds', async () => {
    const { page } = await stage.show('admin-privacy');
    await page.getByLabel('Name or campus number').fill('王芳');
    await press(page, 'Erase 王芳');
    await page.getByText('This cannot be taken back, by anybody.').waitFor();
    const erase = page.getByRole('button', { name: 'Erase for good' });
    assert.equal(await erase.isDisabled(), true);
    await page.getByLabel('Type “王芳” to confirm').fill('王芳');
    assert.deepEqual(await violations(page), []);
    await erase.click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press(page, 'Change how long this is kept: Audit log');
    await page.getByLabel('Days').fill('3');
    await page.getByText('Give a whole number from 7 to 3650.').waitFor();
    await page.getByLabel('Days').fill('365');
    await press(page, 'Save');
    await page.getByText('365 days').waitFor();
  });

  it('is shown with when it was counted; what was not yet, is, and all again on a press', async () => {
    const { page } = await stage.show('admin-privacy-none');
    const table = page.getByRole('table', { name: 'How long data is kept' });
    const line = (name: string) => table.getByRole('row').filter({ hasText: name });
    await line('Attendance')
      .getByText(/^counted /u)
      .waitFor();
    assert.equal(await table.getByText('not counted yet').count(), 0);
    await press(page, 'Count again');
    await page.getByRole('button', { name: 'Count again' }).and(page.locator(':enabled')).waitFor();
    assert.equal(await table.getByText('being counted…').count(), 0);
    assert.deepEqual(await violations(page), []);
  });
});
