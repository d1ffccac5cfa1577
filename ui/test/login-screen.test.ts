import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage, type Stage } from './stage.ts';
import { violations } from './violations.ts';

const program = chromiumAt();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const type = (page: Page, name: string | RegExp, text: string) =>
  page.getByRole('textbox', { name }).fill(text);
const choose = (page: Page, name: string) => page.getByRole('radio', { name }).check();

(program ? describe : describe.skip)('the login page', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(program ?? '');
  });

  it('asks for a code, says the same to everybody, and lets in with the right one', async () => {
    const { page, complaints } = await stage.show('login');
    await press(page, 'Send me a code');
    await page.getByText('Say who you are first.').waitFor();
    await type(page, /Phone number/u, '138 1234 5678');
    await press(page, 'Send me a code');
    await page.getByText('If you are registered here').waitFor();
    const again = page.getByRole('button', { name: /Another code in \d+ s/u });
    assert.equal(await again.isDisabled(), true);
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('autocomplete')),
      'one-time-code',
    );
    await type(page, 'Code', '000000');
    await page.keyboard.press('Enter');
    await page.getByText('This code is not right').waitFor();
    assert.deepEqual(await violations(page), []);
    await type(page, 'Code', '２７１ 828');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('logs in with a password, and leads back to the code who has forgotten it', async () => {
    const { page } = await stage.show('login-campus', { width: 375, height: 740, dark: true });
    await choose(page, 'Password');
    await type(page, /Phone number/u, 'T2019044');
    await press(page, /Forgotten/u);
    assert.equal(
      await page.getByRole('textbox', { name: /Phone number/u }).inputValue(),
      'T2019044',
    );
    await choose(page, 'Campus account');
    await page.getByText('other services of the campus').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('Campus password').fill('x');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();
  });

  it('in settings, an account is claimed with a phone number, and sessions are ended', async () => {
    const { page } = await stage.show('settings-claim');
    await press(page, 'Sign out: WeChat on HarmonyOS');
    await page.getByText('WeChat on HarmonyOS').waitFor({ state: 'detached' });
    await press(page, 'Set a password');
    await type(page, 'Your phone number', '139 0000 1111');
    await press(page, 'Send me a code');
    await page.getByText('on its way to 139 0000 1111').waitFor();
    await type(page, 'Code', '271828');
    await press(page, 'Confirm');
    await page.getByLabel('New password').fill('short');
    await press(page, 'Set password');
    await page.locator('.bad', { hasText: 'At least 10 characters.' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('New password').fill('Password2024');
    await page.getByText('Easily guessed').waitFor();
    await page.getByLabel('New password').fill('seven quiet lighthouses');
    await page.getByText('Very good').waitFor();
    await press(page, 'Set password');
    await page.getByText('The password is set.').waitFor();
    await page.getByText('Unknown browser').waitFor({ state: 'detached' });
    await press(page, 'Sign out here');
    await page.getByText('Join a meeting').waitFor();
  });
});
