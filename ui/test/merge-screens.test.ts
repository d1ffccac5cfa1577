import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();

(program ? describe : describe.skip)('who is who', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('is shown of one person with every source, who is deactivated with a reason and restored', async () => {
    const { page, complaints } = await stage.show('admin-people');
    await page.getByRole('link', { name: /Maximiliane/u }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('believed first for this field').first().waitFor();
    await page.getByText('Max Hohenlohe').waitFor();
    assert.deepEqual(await violations(page), []);
    await press(page, 'Deactivate…');
    await press(page, 'Deactivate');
    await page.getByText('Say why.').waitFor();
    await page.getByLabel('Reason').fill('Hearing');
    assert.deepEqual(await violations(page), []);
    await press(page, 'Deactivate');
    await page.getByText('Reason: Hearing').waitFor();
    await page.getByText(/Still listed by: Campus directory/u).waitFor();
    await press(page, 'Restore');
    await page.getByText('The sources decide about').waitFor();
    await press(page, 'Undo');
    await page.getByText('Reason: Hearing').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('is erased from the page of the person, once the name is typed', async () => {
    const { page, complaints } = await stage.show('admin-person');
    const name = await page.locator('.head .title').innerText();
    const whole = name.replace(/Active$/u, '').trim();
    await press(page, /^Erase Prof/u);
    await page.getByText('This cannot be taken back, by anybody.').waitFor();
    await page.getByLabel(`Type “${whole}” to confirm`).fill(whole);
    assert.deepEqual(await violations(page), []);
    await press(page, 'Erase for good');
    await page.getByText(`${whole} was erased.`).waitFor();
    assert.equal(await page.getByRole('button', { name: /Deactivate|Erase/u }).count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('offers a department’s admin to undo what they may, and to erase nobody', async () => {
    const { page, complaints } = await stage.show('admin-conflicts-department');
    await page.getByRole('radio', { name: 'Decided' }).check();
    const decisions = page.getByRole('listitem').filter({ hasText: /turned out|account/u });
    await decisions.nth(3).waitFor();
    const offered = await decisions.evaluateAll((lines) =>
      lines.map((line) =>
        [...line.querySelectorAll('button')].map((one) => one.textContent.trim()),
      ),
    );
    assert.deepEqual(offered, [['Undo'], [], [], []]);
    await page.getByText('only they can undo it').waitFor();
    assert.deepEqual(await violations(page), []);
    await decisions.getByRole('link').first().click();
    await page.getByRole('button', { name: /^Download/u }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Erase/u }).count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('is decided side by side, previewed, and taken back, at a telephone too', async () => {
    const view = { width: 375, height: 812, dark: true } as const;
    const { page, complaints } = await stage.show('admin-conflicts', view);
    await page.getByText('The same mail address, but something else contradicts.').waitFor();
    await page.getByText('A system administrator can decide it: 周校信息').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Same person…' }).count(), 1);
    assert.deepEqual(await violations(page), []);
    await press(page, 'Same person…');
    await page.getByText('208').waitFor();
    assert.deepEqual(await violations(page), []);
    await press(page, 'Make them one');
    await page.getByText('is one person now').waitFor();
    assert.equal(await page.getByRole('article').count(), 1);
    await press(page, 'Undo');
    await page.getByText('It was undone.').waitFor();
    await press(page, 'Keep apart');
    await page.getByText('no run asks again').waitFor();
    await page.getByRole('radio', { name: 'Decided' }).check();
    await page.getByText(/An account was kept apart/u).waitFor();
    assert.deepEqual(complaints, []);
  });
});
