import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('the directory tool', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('checks, lists by name, looks for one kind and one name, asks, applies', async () => {
    const { page, complaints } = await stage.show('directory');
    await page.getByRole('button', { name: 'Check' }).click();
    const table = page.getByRole('table', { name: 'Changes' });
    await table.getByText('韩梅梅').waitFor();
    assert.equal(await table.getByText('Not in the directory any more').count(), 1);
    assert.equal(await table.getByText('𠮷野<b>').count(), 1, 'markup is text');
    await page.getByRole('radio', { name: /Joins/u }).check();
    await table.getByText('韩梅梅').waitFor({ state: 'detached' });
    await page.getByLabel('Name or campus number').fill('王芳');
    await table.getByText('Maximiliane').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Apply 9 changes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 join, 2 leave, 1 move, 3 other changes').waitFor();
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole('button', { name: 'Apply 9 changes' }).click();
    await page.getByText('Applied', { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Apply 9 changes' }).count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('has the number of those who would go typed, where they are many', async () => {
    const view = { width: 375, height: 812, locale: 'zh-CN', dark: true } as const;
    const { page } = await stage.show('directory-many', view);
    await page.getByRole('button', { name: '使 9 项变更生效' }).click();
    const dialog = page.getByRole('dialog');
    const yes = dialog.getByRole('button', { name: '使 9 项变更生效' });
    assert.equal(await yes.isDisabled(), true);
    await dialog.getByRole('textbox').fill('1233');
    assert.equal(await yes.isDisabled(), true);
    await dialog.getByRole('textbox').fill('１，２３４');
    assert.deepEqual(await violations(page), []);
    await yes.click();
    await page.getByText('已生效').waitFor();
  });
});
