import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { codeTo, messageTo } from './messages.ts';

const applicant = 'xin.jiaoshi@lakeside.test';

(canRun ? describe : describe.skip)('a teacher applies for an account', function () {
  let fixture: Fixture;
  let page: Page;

  const aPage = async (width: number, locale: string) =>
    (await fixture.browser.newContext({ locale, viewport: { width, height: 900 } })).newPage();
  const at = (path: string): string => `${fixture.demo.addresses.bridge}${path}`;
  /** Waits until the applicant has so many mails; answers the newest, as the demo's mailbox shows it. */
  const mail = async (count: number): Promise<string> => {
    await messageTo(fixture, applicant, { count });
    const reader = await aPage(1280, 'zh-CN');
    await reader.goto(
      `${fixture.demo.addresses.campus}/mailbox?to=${encodeURIComponent(applicant)}`,
    );
    await reader.locator('a:has(.mailbox-subject)').first().click();
    const text = await reader.locator('.mailbox-text').innerText();
    await reader.context().close();
    return text;
  };

  before(async () => {
    fixture = await openFixture();
    page = await aPage(375, 'zh-CN');
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('from the login page, at a telephone, and confirms the address by the code in the mail', async () => {
    await page.goto(at('/login'));
    await page.getByRole('link', { name: '申请账号' }).click();
    await page.getByLabel('姓名').fill('辛教师');
    await page.getByLabel('工号/学号').fill('T9101');
    await page.getByLabel('查找院系').fill('软件工程');
    await page.getByRole('radio', { name: /软件工程系/u }).check();
    await page.getByLabel('校园邮箱').fill(applicant);
    await page.getByLabel('手机号').fill('139 0000 9101');
    await page.getByLabel(/我同意/u).check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '请查收邮件' }).waitFor();
    const code = /(?<![\w-])\d{6}(?![\w-])/u.exec(await mail(1))?.[0] ?? '';
    await page.getByLabel('验证码').fill(code);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '申请已提交，等待审核' }).waitFor();
  });

  it('the admin of the department accepts; one of another department does not see it', async () => {
    const signedIn = async (username: string): Promise<Page> => {
      const admin = await aPage(1280, 'en-GB');
      await admin.goto(at('/login?next=/admin/applications'));
      await admin.getByRole('radio', { name: 'Campus account' }).check();
      await admin.getByLabel('Name of your campus account').fill(username);
      await admin.getByLabel('Campus password').fill(demoPassword);
      await admin.keyboard.press('Enter');
      await admin.waitForURL(/\/admin\/applications$/u);
      return admin;
    };
    const other = await signedIn('admin-07');
    await other.getByText(/没有待审核的申请|Nobody waits/u).waitFor();
    await other.context().close();
    const admin = await signedIn('admin-03');
    await admin.getByRole('button', { name: /辛教师/u }).click();
    await admin.getByText(/目录中没有此工号|does not know this campus number/u).waitFor();
    await admin.getByRole('button', { name: /^(通过|Accept)$/u }).click();
    await admin
      .getByRole('dialog')
      .getByText(/^(已通过|Accepted)$/u)
      .waitFor();
    await admin.context().close();
  });

  it('the applicant gets the mail, and logs in with a code to the phone', async () => {
    const accepted = await mail(2);
    assert.match(accepted, /您的申请已通过/u);
    await page.goto(at('/login?next=/settings'));
    await page.getByRole('textbox', { name: /手机号/u }).fill('139 0000 9101');
    await page.getByRole('button', { name: '获取验证码' }).click();
    const code = await codeTo(fixture, '+8613900009101');
    await page.getByRole('textbox', { name: '验证码' }).fill(code);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '暂不设置' }).click();
    await page.waitForURL(/\/settings$/u);
  });
});
