import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { messageTo } from './messages.ts';

const phone = '139 1000 0001';
const password = 'seven quiet lighthouses';

(canRun ? describe : describe.skip)('logging in without the portal', function () {
  let fixture: Fixture;
  let page: Page;

  const aBrowser = async (width = 1280, locale = 'en-GB') =>
    (await fixture.browser.newContext({ locale, viewport: { width, height: 800 } })).newPage();
  const login = (next = ''): string =>
    `${fixture.demo.addresses.bridge}/login${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`;
  /** The code of the newest message, read where people of the demo read it. */
  const codeFor = async (recipient: string): Promise<string> => {
    await messageTo(fixture, recipient);
    const reader = await aBrowser();
    await reader.goto(
      `${fixture.demo.addresses.campus}/mailbox?to=${encodeURIComponent(recipient)}`,
    );
    const words = await reader.locator('.mailbox-subject').first().innerText();
    await reader.context().close();
    return /\b\d{6}\b/u.exec(words)?.[0] ?? '';
  };

  before(async () => {
    fixture = await openFixture();
    page = await aBrowser();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('is done with a code on the phone; a password is set; the wanted page follows', async () => {
    await page.goto(login('/settings'));
    await page.getByRole('textbox', { name: /Phone number/u }).fill(phone);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByRole('textbox', { name: 'Code' }).fill(await codeFor('+8613910000001'));
    await page.keyboard.press('Enter');
    // The panel goes on in the language that it was opened in.
    await page.getByRole('heading', { name: 'Set a password' }).waitFor();
    await page.getByLabel('New password').fill('lakeside-T0001-lakeside');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Leave your name').waitFor();
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.waitForURL(/\/settings$/u);
    await page.getByText('••••••0001').waitFor();
    await page.getByText('This one').waitFor();
  });

  it('gives a session like any other: one’s own meeting can be started', async () => {
    await page.getByRole('link', { name: 'Meetings', exact: true }).click();
    await page.locator('.mine button.primary').click();
    await page.waitForURL(/\/meeting\//u);
    await page.getByRole('button', { name: 'Join meeting' }).waitFor();
    await page.goto(`${fixture.demo.addresses.bridge}/settings`);
  });

  it('later is done with the password, by mail address, at a telephone, in Chinese', async () => {
    const mobile = await aBrowser(375, 'zh-CN');
    await mobile.goto(login('//evil.test/'));
    await mobile.getByRole('radio', { name: '密码' }).check();
    await mobile.getByRole('textbox', { name: /手机号/u }).fill('t0001@lakeside.test');
    await mobile.getByLabel('密码', { exact: true }).last().fill('wrong');
    await mobile.keyboard.press('Enter');
    await mobile.getByText('账号与密码不匹配').waitFor();
    await mobile.getByLabel('密码', { exact: true }).last().fill(password);
    await mobile.keyboard.press('Enter');
    await mobile.getByRole('navigation').waitFor();
    assert.equal(mobile.url(), `${fixture.demo.addresses.bridge}/`);
    await mobile.reload();
    await mobile.getByRole('navigation').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await mobile.getByRole('link', { name: '登录', exact: true }).waitFor();
    await mobile.context().close();
  });

  it('with the campus account the directory is asked', async () => {
    const other = await aBrowser();
    await other.goto(login());
    await other.getByRole('radio', { name: 'Campus account' }).check();
    await other.getByLabel('Name of your campus account').fill('t0002');
    await other.getByLabel('Campus password').fill('not this one');
    await other.keyboard.press('Enter');
    await other.getByText('That does not fit together').waitFor();
    await other.getByLabel('Campus password').fill(demoPassword);
    await other.keyboard.press('Enter');
    await other.getByRole('navigation').waitFor();
    await other.context().close();
  });

  it('ends with signing out: the page is nobody’s, also after a reload', async () => {
    await page.goto(`${fixture.demo.addresses.bridge}/settings`);
    await page.getByRole('button', { name: 'Sign out here' }).click();
    await page.getByRole('heading', { name: 'Join a meeting' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.waitForURL(/\/login\?next=\/settings$/u);
  });
});
