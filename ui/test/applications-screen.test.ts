import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

(program ? describe : describe.skip)('the applications for accounts', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('are looked at one by one, accepted, taken back', async () => {
    const { page, complaints } = await stage.show('admin-applications');
    await page.getByText('Waiting (3)').waitFor();
    await page.getByRole('button', { name: 'Look at the application of 李雷' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('differs: 李蕾').waitFor();
    await page.getByText('Others wait with the same number or phone: 李磊').waitFor();
    assert.deepEqual(await violations(page), []);
    await press(page, 'Accept');
    await page.getByText('by 韩梅梅').waitFor();
    assert.equal(await page.getByText('Waiting (2)').count(), 1);
    await press(page, 'Take back');
    await page.getByText('The directory cannot be asked').waitFor();
    await press(page, 'Accept');
    await press(page, 'Next application');
    await page.getByText('Make sure that it is the same person').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Accept' }).isDisabled(), true);
    await page.getByLabel('I have made sure').check();
    assert.deepEqual(await violations(page), []);
    await press(page, 'Accept');
    await press(page, 'Next application');
    await page.getByText('Somebody of another department').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Accept' }).isDisabled(), true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
  });

  it('are refused with a reason in the applicant’s language, at a telephone', async () => {
    const view = { width: 375, height: 812, dark: true } as const;
    const { page } = await stage.show('admin-applications', view);
    await page.getByRole('button', { name: /Look at the application of 李雷/u }).click();
    await press(page, 'Refuse…');
    await press(page, 'Refuse and send');
    await page.getByText('Say why').waitFor();
    await page.getByLabel('Begin with').selectOption('number');
    assert.match(await page.getByLabel('Reason').inputValue(), /工号/u);
    assert.deepEqual(await violations(page), []);
    await press(page, 'Refuse and send');
    await page.getByText('by 韩梅梅').waitFor();
    await press(page, 'Close');
    await page.getByRole('radio', { name: 'Decided' }).check();
    await page.getByText('Refused', { exact: true }).nth(1).waitFor();
  });
});
