import assert from 'node:assert/strict';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();

(program ? describe : describe.skip)('applying for an account', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('is filled in, mended by field, confirmed by the code, and waits', async () => {
    const { page, complaints } = await stage.show('register', { width: 375, height: 812 });
    await page.getByRole('button', { name: 'Go on' }).click();
    assert.equal(await page.getByText('Fill this in.').count(), 3);
    await page.getByText('Choose your department from the list.').waitFor();
    await page.getByText('Without this nobody may look').waitFor();
    assert.ok(
      await page.getByLabel('Name', { exact: true }).evaluate((it) => it.matches(':focus')),
    );
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('Name', { exact: true }).fill('李雷');
    await page.getByLabel('Campus number').fill('T2026101');
    await page.getByLabel('Find your department').fill('理工 物理');
    await page.getByRole('radio', { name: /^物理与光电工程系/u }).check();
    await page.getByLabel('Campus mail address').fill('li.lei@gmail.com');
    await page.getByLabel(/I agree/u).check();
    await page.keyboard.press('Enter');
    await page.getByText('An address of the campus is needed').waitFor();
    await page.getByText('This is no phone number').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('Campus mail address').fill('li.lei@lakeside.test');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    await page.getByRole('button', { name: /Another code in \d+ s/u }).waitFor();
    await page.getByLabel('Code').fill('123456');
    await page.keyboard.press('Enter');
    await page.getByText('This code is not right').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('Code').fill('271 828');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your application waits' }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('is confirmed by the mail’s link only when somebody presses; its secret leaves the address', async () => {
    const { page } = await stage.show('register-link', { locale: 'zh-CN', dark: true });
    await page.getByRole('heading', { name: '确认您的邮箱' }).waitFor();
    assert.doesNotMatch(page.url(), /9TqZ/u);
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('heading', { name: '申请已提交，等待审核' }).waitFor();
    assert.deepEqual(await violations(page), []);
  });
});
