import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import { canRun, openFixture, printTrouble, type Fixture } from './fixture.ts';
import { codeTo } from './messages.ts';

const phone = '+8613813000007';

(canRun ? describe : describe.skip)('what is kept about a student', function () {
  let fixture: Fixture;
  let student: Page;
  const at = (path: string): string => `${fixture.demo.addresses.bridge}${path}`;
  const aPage = async (locale: string): Promise<Page> =>
    (await fixture.browser.newContext({ locale, acceptDownloads: true })).newPage();

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('is downloaded by the student, who has just shown a code, and holds the own name', async () => {
    student = await aPage('zh-CN');
    await student.goto(at('/login?next=/settings'));
    await student.getByRole('textbox', { name: /手机号/u }).fill('138 1300 0007');
    await student.getByRole('button', { name: '获取验证码' }).click();
    const code = await codeTo(fixture, phone);
    await student.getByRole('textbox', { name: '验证码' }).fill(code);
    await student.keyboard.press('Enter');
    await student.getByRole('button', { name: '暂不设置' }).click();
    await student.getByRole('link', { name: '打开我的数据' }).click();
    await student.getByText('来源：校园目录、教学平台。').waitFor();
    await student.getByRole('button', { name: '下载我的数据' }).click();
    const download = student.waitForEvent('download');
    await student.getByRole('dialog').getByRole('button', { name: '下载我的数据' }).click();
    const zip = unzipSync(readFileSync(await (await download).path()));
    const page = strFromU8(zip['index.html'] ?? new Uint8Array());
    assert.match(page, /202300007/u);
    assert.match(strFromU8(zip['data.json'] ?? new Uint8Array()), /s202300007@/u);
    await student.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('is asked to be erased; campus IT sees the wish, who still lists the student, and the periods', async () => {
    await student.getByRole('button', { name: '申请删除…' }).click();
    await student.getByRole('button', { name: '申请删除', exact: true }).click();
    await student.getByText('您已申请删除。').waitFor();
    await student.getByText('校园目录或教学平台仍列有您').waitFor();
    const admin = await aPage('en-GB');
    await admin.goto(at('/login?next=/admin/privacy'));
    await admin.getByRole('radio', { name: 'Campus account' }).check();
    await admin.getByLabel('Name of your campus account').fill('admin');
    await admin.getByLabel('Campus password').fill(demoPassword);
    await admin.keyboard.press('Enter');
    await admin.getByText('202300007').waitFor();
    await admin.getByText(/Still listed by/u).waitFor();
    await admin.getByRole('table', { name: 'How long data is kept' }).waitFor();
    await admin.getByRole('button', { name: 'Change how long this is kept: Audit log' }).waitFor();
    await admin.getByRole('button', { name: /^Agree to erase/u }).click();
    await admin.getByText('Agreed', { exact: true }).waitFor();
    await student.reload();
    await student.getByRole('button', { name: '撤回申请' }).click();
    await student.getByRole('button', { name: '申请删除…' }).waitFor();
    await admin.reload();
    await admin.getByText('Nobody waits to be erased.').waitFor();
  });
});
