import assert from 'node:assert/strict';
import {
  canRun,
  openCourse,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
} from './fixture.ts';
import { messageTo } from './messages.ts';

/** The LMS knows her by an old number; the directory by this one. */
const student = { username: 's202300048', number: '202300048', old: '202200117' };

(canRun ? describe : describe.skip)('a student who is two people says who she is', function () {
  let fixture: Fixture;
  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  const account = () => {
    const { people, enrolments } = fixture.demo.campus;
    const person = [...people.values()].find(({ username }) => username === student.username);
    assert.ok(person);
    assert.deepEqual([person.idNumber, person.directoryNumber], [student.old, student.number]);
    const enrolment = enrolments.find(({ personId }) => personId === person.id);
    return { person, courseId: enrolment?.courseId ?? 0 };
  };

  /** The newest message to somebody, read where people of the demo read it. */
  const message = async (recipient: string, about: RegExp): Promise<string> => {
    const { text } = await messageTo(fixture, recipient, { about });
    const page = await (await fixture.browser.newContext()).newPage();
    const box = `${fixture.demo.addresses.campus}/mailbox?to=${encodeURIComponent(recipient)}`;
    await page.goto(box);
    assert.ok((await page.content()).includes(recipient));
    await page.context().close();
    return text;
  };

  it('from the course page, with a code that goes to the directory’s number, until she undoes it', async () => {
    const { person, courseId } = account();
    const visitor = await signIn(fixture, student.username);
    const frame = await openCourse(fixture, visitor.page, courseId);
    await frame.getByRole('button', { name: 'This is me' }).click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Your campus number/u }).fill(student.number);
    await dialog.getByRole('button', { name: 'Send the code' }).click();
    const sms = await message(person.phone, /code \d{6}|验证码 \d{6}/u);
    const code = /\b\d{6}\b/u.exec(sms)?.[0] ?? '';
    await dialog.getByRole('textbox', { name: 'Code' }).fill(code);
    await dialog.getByRole('button', { name: 'Yes, this is me' }).click();
    // She goes on in the course, as the one whom the directory knows, and nothing is offered any more.
    await dialog.waitFor({ state: 'detached' });
    await frame.getByText('The meeting has not started yet').waitFor();
    const again = await openCourse(fixture, visitor.page, courseId);
    await again.getByRole('button', { name: 'All my meetings' }).waitFor();
    assert.equal(await again.getByRole('button', { name: 'This is me' }).count(), 0);
    const home = await tabBy(visitor, () =>
      again.getByRole('button', { name: 'All my meetings' }).click(),
    );
    await home.getByRole('link', { name: 'Settings' }).click();
    await home.getByText(student.number, { exact: true }).waitFor();
    await home.close();
    const mail = await message(person.email, /\/notice#/u);
    const page = await (await fixture.browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(/https?:\/\/\S+\/notice#[\w.-]+/u.exec(mail)?.[0] ?? '');
    await page.getByRole('button', { name: 'That was not me' }).click();
    await page.getByText('It was undone').waitFor();
    const after = await openCourse(fixture, visitor.page, courseId);
    await after.getByRole('button', { name: 'This is me' }).waitFor();
  });
});
