import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { messageTo } from './messages.ts';

const heads = '姓名,身份,工号/学号,院系,邮箱,手机号';
const unit = '软件工程系 Software Engineering';
const own = 'Welcome to Lakeside, {name}';

(canRun ? describe : describe.skip)(
  'campus IT gives a message template its own words',
  function () {
    let fixture: Fixture;
    let page: Page;

    const at = (path: string): string => `${fixture.demo.addresses.bridge}${path}`;
    const subject = () => page.getByLabel(/^(Subject|主题)$/u);
    const press = (name: RegExp) => page.getByRole('button', { name }).click();
    /** The newest mail to somebody, once there are so many, as the demo's mailbox shows it. */
    const mail = async (to: string, count = 1): Promise<string> => {
      await messageTo(fixture, to, { count });
      const reader = await fixture.browser.newPage();
      await reader.goto(`${fixture.demo.addresses.campus}/mailbox?to=${encodeURIComponent(to)}`);
      const shown = await reader.locator('.mailbox-subject').first().innerText();
      await reader.close();
      return shown;
    };
    /** Registers somebody by a sheet; answers the subject of the mail that they get. */
    const newcomer = async (name: string, number: string): Promise<string> => {
      const email = `${number.toLowerCase()}@lakeside.test`;
      const sheet = `${heads}\n${name},教师,${number},${unit},${email},`;
      await page.goto(at('/admin/registration'));
      await page.locator('input[type=file]').setInputFiles({
        name: `${number}.csv`,
        mimeType: 'text/csv',
        buffer: Buffer.from(sheet),
      });
      await page.locator('tbody tr').first().waitFor();
      await page.getByRole('button', { name: /1/u }).first().click();
      await page.getByRole('dialog').getByRole('button').last().click();
      return mail(email);
    };

    before(async () => {
      fixture = await openFixture();
      const context = await fixture.browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 900 },
      });
      page = await context.newPage();
      await page.goto(at('/login?next=/admin/letters'));
      await page.getByRole('radio', { name: 'Campus account' }).check();
      await page.getByLabel('Name of your campus account').fill('admin');
      await page.getByLabel('Campus password').fill(demoPassword);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/admin\/letters$/u);
    });
    after(() => fixture.close());
    afterEach(function () {
      return printTrouble(fixture, this.currentTest);
    });

    it('looks at it with a hostile name, sends a test, sees it in the mailbox', async () => {
      await page.getByRole('link', { name: /^(Newly registered|新登记人员)$/u }).click();
      await page.getByRole('radio', { name: 'English' }).check();
      await page
        .getByRole('textbox', { name: /^(Text|正文)$/u })
        .and(page.locator('[lang=en]'))
        .waitFor();
      await subject().fill(own);
      await page.getByLabel(/^(Written to|收件人示例)$/u).selectOption('hostile');
      const frame = page.frameLocator('iframe');
      await frame.getByText('<script>alert("name")</script> {link}').first().waitFor();
      // The template's own styles come through the policy; scripts do not get through anything.
      const bold = await frame
        .locator('a')
        .first()
        .evaluate((a) => getComputedStyle(a).fontWeight);
      assert.equal(bold, '700');
      await page.getByLabel(/^(Written to|收件人示例)$/u).selectOption('usual');
      await page.getByText('Welcome to Lakeside, Anna Müller').first().waitFor();
      await press(/^(Send a test to me|发一份给我)$/u);
      const sent = await page.getByText(/^(Sent to|已发送到)/u).innerText();
      const me = /\S+@[\w.-]*\w/u.exec(sent)?.[0] ?? '';
      assert.match(
        await mail(me.replace(/^已发送到\s*/u, '')),
        /Welcome to Lakeside, Anna Müller/u,
      );
      await press(/^(Save|保存)$/u);
      await page.getByText(/^(Saved\.|已保存)/u).waitFor();
    });

    it('somebody who is registered now gets the new words; reset brings the shipped ones back', async () => {
      assert.match(
        await newcomer('新一位', 'T9301'),
        /您已登记使用 .* \/ Welcome to Lakeside, 新一位/u,
      );
      await page.goto(at('/admin/letters/registered'));
      await page.getByRole('radio', { name: 'English' }).check();
      await page.getByText(own).first().waitFor();
      assert.equal(await subject().inputValue(), own);
      await press(/^(Back to the shipped text|恢复系统默认)$/u);
      await page.getByText(/^(The shipped text holds again|已恢复系统默认内容)/u).waitFor();
      assert.match(await newcomer('又一位', 'T9302'), /\/ You are registered with /u);
    });

    it('a stranger who was invited wants no more of it; whoever invites them again is told', async () => {
      const stranger = 'fremd@elsewhere.test';
      const invite = async (): Promise<void> => {
        await page.goto(at('/'));
        await page
          .getByRole('button', { name: /^(Invite|邀请)$/u })
          .first()
          .click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('radio', { name: /^(Mail|邮件)$/u }).check();
        await dialog.getByLabel(/^(Mail addresses|邮箱地址)$/u).fill(stranger);
        await dialog.getByRole('button', { name: /^(Send invitations|发送邀请)$/u }).click();
      };
      await invite();
      await mail(stranger);
      const [received] = fixture.demo.mail.mailbox.list(stranger);
      const link = /\S+\/notices\/stop\/\S+/u.exec(received?.text ?? '')?.[0] ?? '';
      // Somebody who has no account and is nowhere signed in.
      const reader = await (await fixture.browser.newContext()).newPage();
      await reader.goto(link);
      await reader.getByRole('button', { name: 'No invitations of this campus' }).click();
      await reader.getByRole('button', { name: 'Undo' }).waitFor();
      await reader.context().close();
      await invite();
      await page.getByText(/asked for no invitations.*fremd@|不接收此处的邀请.*fremd@/u).waitFor();
      assert.equal(fixture.demo.mail.mailbox.list(stranger).length, 1);
    });
  },
);
