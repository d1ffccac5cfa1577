import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { addPerson, removePerson } from '../../plugin/demo-campus/data/changes.ts';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { messageTo } from './messages.ts';

const heads = '姓名,身份,工号/学号,院系,邮箱,手机号';
const unit = '软件工程系 Software Engineering';
const newcomer = 'xinlaide@lakeside.test';

(canRun ? describe : describe.skip)('a department admin registers people by a sheet', function () {
  let fixture: Fixture;
  let admin: Page;
  let newcomerPage: Page;

  const aPage = async (locale = 'en-GB') =>
    (
      await fixture.browser.newContext({ locale, viewport: { width: 1280, height: 900 } })
    ).newPage();
  /** Signs somebody in at the panel, by the campus account. */
  const signedIn = async (username: string): Promise<Page> => {
    const page = await aPage();
    await page.goto(`${fixture.demo.addresses.bridge}/login?next=/`);
    await page.getByRole('radio', { name: 'Campus account' }).check();
    await page.getByLabel('Name of your campus account').fill(username);
    await page.getByLabel('Campus password').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    return page;
  };

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('sees the own department’s people only', async () => {
    admin = await signedIn('admin-03');
    await admin.goto(`${fixture.demo.addresses.bridge}/admin/people`);
    await admin.locator('tbody tr').first().waitFor();
    const units = await admin.locator('tbody tr td:nth-child(3) .value').allInnerTexts();
    assert.ok(units.length > 5 && units.every((text) => text.includes('软件工程系')), units[0]);
  });

  it('uploads a sheet with errors, corrects it, applies it', async () => {
    const sheet = [
      heads,
      `新来的,教师,T9001,${unit},${newcomer},13900009001`,
      `小错误,教师,T9002,Sofware,cuowu@lakeside.test,`,
      `别的系,教师,T9003,会计系 Accounting,bie@lakeside.test,`,
    ].join('\n');
    await admin.goto(`${fixture.demo.addresses.bridge}/admin/registration`);
    await admin.locator('input[type=file]').setInputFiles({
      name: '新教师.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(sheet),
    });
    const rows = admin.locator('tbody tr');
    // What is wrong is shown first, and how many there are of each status.
    await rows.nth(1).waitFor();
    assert.equal(await rows.count(), 2);
    const tally = admin.getByRole('group', { name: /^(Verdict|结果)$/u });
    assert.match(await tally.innerText(), /2\s+(Error|错误)/u);
    const edit = rows.nth(0).getByRole('button').first();
    await edit.click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox').nth(3).fill(unit);
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'detached' });
    await admin.getByRole('button', { name: /2/u }).first().click();
    await admin.getByRole('dialog').getByRole('button').last().click();
    await admin.getByText(/^(applied|已生效)$/u).waitFor();
  });

  it('checks the directory: sees by name who joins and who leaves, and applies it', async () => {
    const sheet = admin.url();
    const { campus, addresses } = fixture.demo;
    const leaver = [...campus.people.values()].find(
      (one) => one.departmentId === 3 && one.kind === 'student' && !one.suspended,
    );
    assert.ok(leaver);
    removePerson(campus, leaver.id);
    const joiner = { username: 't9100', firstName: '乐', lastName: '欧阳', idNumber: 'T9100' };
    addPerson(campus, 'teacher', { ...joiner, email: 't9100@lakeside.test', departmentId: 3 });
    await admin.goto(`${addresses.bridge}/admin/directory`);
    await admin.getByRole('button', { name: /^(Check|检查)$/u }).click();
    const changes = admin.getByRole('table', { name: /^(Changes|变更)$/u });
    await changes.waitFor();
    const rows = await changes.locator('tbody tr').allInnerTexts();
    assert.equal(rows.length, 2, rows.join('\n'));
    assert.match(rows[0] ?? '', /(Joins|加入)[^]*欧阳乐[^]*T9100[^]*软件工程系/u);
    assert.match(rows[1] ?? '', new RegExp(`(Leaves|离开)[^]*${leaver.idNumber}`, 'u'));
    await admin.getByRole('button', { name: /2/u }).first().click();
    await admin.getByRole('dialog').getByRole('button').last().click();
    await admin.getByText(/^(Applied|已生效)$/u).waitFor();
    await admin.goto(`${addresses.bridge}/people`);
    await admin.getByRole('searchbox').fill('欧阳乐');
    await admin.getByText('欧阳乐').first().waitFor();
    await admin.goto(`${addresses.bridge}/admin/directory`);
    // Below the run by which everybody came in: of that too only the own department is told.
    const runs = admin.locator('tbody tr');
    await runs.nth(1).waitFor();
    assert.match(await runs.nth(0).innerText(), /(Joins|加入) 1 · (Leaves|离开) 1/u);
    assert.match(await runs.nth(1).innerText(), /(Joins|加入) \d\d\b/u);
    await admin.goto(sheet);
  });

  it('and cannot see what another department’s admin looked at', async () => {
    const other = await signedIn('admin-07');
    const sheet = admin.url();
    const { campus, addresses } = fixture.demo;
    addPerson(campus, 'teacher', {
      username: 't9101',
      firstName: '彤',
      lastName: '司徒',
      idNumber: 'T9101',
      email: 't9101@lakeside.test',
      departmentId: 7,
    });
    await other.goto(`${addresses.bridge}/admin/directory`);
    await other.getByRole('button', { name: /^(Check|检查)$/u }).click();
    await other.getByText('司徒彤').waitFor();
    const theirs = other.url();
    await admin.goto(theirs);
    await admin.getByRole('alert').waitFor();
    assert.equal(await admin.getByText('司徒彤').count(), 0);
    await admin.goto(`${addresses.bridge}/admin/directory`);
    await admin.getByRole('table').waitFor();
    assert.equal(await admin.locator('tbody tr').count(), 2, 'the own run and the first one');
    await admin.goto(sheet);
    await other.context().close();
  });

  it('the newcomer gets the mail, logs in with a code, sets a password, starts a meeting', async () => {
    await messageTo(fixture, newcomer);
    newcomerPage = await aPage('zh-CN');
    const page = newcomerPage;
    await page.goto(`${fixture.demo.addresses.bridge}/login?next=/`);
    await page.getByRole('textbox', { name: /手机号/u }).fill('139 0000 9001');
    await page.getByRole('button', { name: '获取验证码' }).click();
    const sms = '+8613900009001';
    await messageTo(fixture, sms);
    const reader = await aPage();
    await reader.goto(`${fixture.demo.addresses.campus}/mailbox?to=${encodeURIComponent(sms)}`);
    const words = await reader.locator('.mailbox-subject').first().innerText();
    await reader.context().close();
    await page.getByRole('textbox', { name: '验证码' }).fill(/\b\d{6}\b/u.exec(words)?.[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '设置密码' }).waitFor();
    await page.getByLabel('新密码').fill('seven quiet lighthouses');
    await page.getByRole('button', { name: '设置密码' }).click();
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await page.waitForURL(/\/meeting\//u);
    await page.getByRole('button', { name: '加入会议' }).click();
    await page.locator('[data-control=microphone]').waitFor();
  });

  it('and rings a colleague', async () => {
    await newcomerPage.goto(`${fixture.demo.addresses.bridge}/people`);
    await newcomerPage.getByLabel('搜索通讯录').fill('宋涛');
    await newcomerPage
      .getByRole('button', { name: /^呼叫宋涛/u })
      .first()
      .click();
    await admin.getByRole('alertdialog').waitFor();
    await admin.getByRole('alertdialog').getByRole('button').last().click();
  });

  it('undoing the sheet leaves who has logged in, and says so', async () => {
    await admin.getByRole('button', { name: /Undo|撤销/u }).click();
    await admin.getByRole('dialog').getByRole('button').last().click();
    const stays = admin.getByText(/(Have logged in since|已登录使用)[^]*新来的/u);
    await stays.waitFor();
    assert.doesNotMatch(await stays.innerText(), /小错误/u);
  });

  it('campus IT sees what is left of the whole directory', async () => {
    const it = await signedIn('admin');
    await it.goto(`${fixture.demo.addresses.bridge}/admin/directory`);
    await it.getByRole('button', { name: /^(Check|检查)$/u }).click();
    await it.getByText('司徒彤').waitFor();
    assert.equal(await it.locator('tbody tr').count(), 1);
    await it.context().close();
  });
});
