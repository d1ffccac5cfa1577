import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { addPerson } from '../../plugin/demo-campus/data/changes.ts';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
  dataStructures,
  studentName,
} from './fixture.ts';

(canRun ? describe : describe.skip)('campus IT decides who is who', function () {
  let fixture: Fixture;
  let admin: Page;
  /** Paused and began anew: another number in the LMS than in the directory. */
  const seeded = '黄秀英';
  const seededNumbers = ['202300048', '202200117'];
  const at = (path: string): string => `${fixture.demo.addresses.bridge}${path}`;
  const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).click();

  /** Somebody at the conflicts, logged in with the campus account. */
  const atConflicts = async (username: string): Promise<Page> => {
    const page = await (await fixture.browser.newContext({ locale: 'zh-CN' })).newPage();
    await page.goto(at('/login?next=/admin/conflicts'));
    await page.getByRole('radio', { name: '校园账号' }).check();
    await page.getByRole('textbox', { name: '校园账号', exact: true }).fill(username);
    await page.getByLabel('校园账号密码').fill(demoPassword);
    await page.keyboard.press('Enter');
    return page;
  };

  before(async () => {
    fixture = await openFixture();
    admin = await atConflicts('admin');
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  it('the demo has one to try: the department sees its side of it, campus IT decides', async () => {
    const it = admin.getByRole('article');
    const department = await atConflicts('admin-03');
    for (const number of seededNumbers) await it.getByText(number, { exact: true }).waitFor();
    const seen = department.getByRole('article');
    await seen.getByText('可由系统管理员处理：沈晓峰').waitFor();
    assert.match(await seen.innerText(), new RegExp(`${seeded}[^]*202300048`, 'u'));
    assert.equal(await department.getByText('202200117').count(), 0);
    assert.equal(await seen.getByRole('button').count(), 0);
    await department.context().close();
    await press(admin, /^是同一人/u);
    await press(admin, /^合并为一人$/u);
    await admin.getByText(`${seeded}现在是一个人。`).waitFor();
    await admin.getByText('没有待处理的冲突').waitFor();
    // The LMS goes on saying the old number, and nothing is asked again.
    await fixture.demo.command(['sync', 'moodle']);
    await admin.reload();
    await admin.getByText('没有待处理的冲突').waitFor();
  });

  it('an account with a teacher’s mail address and another number: seen, made one, made two again', async () => {
    const { campus } = fixture.demo;
    const teacher = [...campus.people.values()].find(({ username }) => username === 't0001');
    assert.ok(teacher);
    const again = {
      username: 't9001',
      idNumber: 'T9001',
      email: teacher.email,
      lang: 'zh_cn',
    } as const;
    addPerson(campus, 'teacher', { ...again, firstName: '杰', lastName: '唐（外聘）' });
    await fixture.demo.command(['sync', 'ldap']);
    await admin.reload();
    const conflict = admin.getByRole('article');
    await conflict.getByText('T9001', { exact: true }).waitFor();
    await conflict.getByText(teacher.idNumber, { exact: true }).waitFor();
    await press(admin, /^是同一人/u);
    await press(admin, /^合并为一人$/u);
    await admin.getByText(/现在是一个人/u).waitFor();
    await admin.getByText('没有待处理的冲突').waitFor();
    // A run in between does not ask again.
    await fixture.demo.command(['sync', 'ldap']);
    await admin.getByRole('radio', { name: '已处理' }).check();
    await admin.getByRole('link', { name: /并入唐杰/u }).click();
    const records = admin.getByRole('table', { name: '各来源的说法' });
    await records.getByText('校园目录').nth(1).waitFor();
    await admin.goBack();
    await admin.getByRole('radio', { name: '已处理' }).check();
    const decided = admin.getByRole('listitem').filter({ hasText: '并入唐杰' });
    await decided.getByRole('button', { name: '撤销' }).click();
    await admin.getByText('已撤销。').waitFor();
    await admin.getByRole('radio', { name: '待处理' }).check();
    await admin.getByRole('article').getByText('T9001', { exact: true }).waitFor();
  });

  it('somebody in a meeting is deactivated and is out at once; restored, they come in again', async () => {
    const teacher = await signIn(fixture, 't0001');
    const student = await signIn(fixture, 's202300001');
    const frame = await openCourse(fixture, teacher.page, dataStructures);
    const room = await tabBy(teacher, () =>
      frame.getByRole('button', { name: 'Start meeting' }).click(),
    );
    await room.getByRole('button', { name: 'Join meeting' }).click();
    await control(room, 'microphone').waitFor();
    const course = await openCourse(fixture, student.page, dataStructures);
    const inside = await tabBy(student, () =>
      course.getByRole('button', { name: 'Join', exact: true }).click(),
    );
    await inside.getByRole('button', { name: 'Join meeting' }).click();
    await control(inside, 'microphone').waitFor();
    await admin.goto(at('/admin/people'));
    await admin.getByLabel('搜索').fill('202300001');
    await admin.getByRole('link', { name: studentName }).click();
    await press(admin, /^停用…$/u);
    await admin.getByLabel('原因').fill('听证之前不得进入');
    await press(admin, /^停用$/u);
    await admin.getByText('原因: 听证之前不得进入').waitFor();
    await control(inside, 'microphone').waitFor({ state: 'detached' });
    // The directory and the LMS still list the student, and a run changes nothing.
    await admin.getByText(/仍在列于：.*校园目录/u).waitFor();
    await fixture.demo.command(['sync', 'ldap']);
    await admin.reload();
    await press(admin, /^恢复$/u);
    await admin.getByText(/重新由各来源决定/u).waitFor();
    const back = await openCourse(fixture, student.page, dataStructures);
    await back.getByText('Live now').waitFor();
  });
});
