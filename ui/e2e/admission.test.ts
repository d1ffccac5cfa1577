import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import {
  canRun,
  control,
  frameOf,
  openCourse,
  openFixture,
  signIn,
  tabBy,
  printTrouble,
  type Fixture,
  type Visitor,
  type VisitorOptions,
  dataStructures,
  teacherName,
} from './fixture.ts';
import { advancingPicture } from './media.ts';

interface Guest extends Visitor {
  /** What the bridge refused because it is not for guests. */
  refused: string[];
}

/** Somebody without an account, at a browser of their own. */
async function aGuest(fixture: Fixture, options: VisitorOptions = {}): Promise<Guest> {
  const { locale = 'en-GB', width = 1280, height = 800, dark = false } = options;
  const context = await fixture.browser.newContext({
    locale,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['camera', 'microphone'],
  });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(answer.url());
  });
  return { context, page, refused };
}

const overflow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

(canRun ? describe : describe.skip)('admission, from the home page', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let home: Page;
  let guest: Guest;
  let number: string;
  let password: string;
  let link: string;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001');
    guest = await aGuest(fixture);
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });
  const bridge = (path: string): string => `${fixture.demo.addresses.bridge}${path}`;
  const waits = (many: string) => home.getByText(`${many} to come in`);

  it('leads from the course page to the home page, signed in, with one’s own meeting ID', async () => {
    const frame = await openCourse(fixture, teacher.page, dataStructures);
    const press = frame.getByRole('button', { name: 'All my meetings' });
    home = await tabBy(teacher, () => press.click());
    await home.getByText('Your personal meeting ID').waitFor();
    assert.match(await home.locator('.mine .number').innerText(), /^\d{3} \d{3} \d{4}$/u);
    assert.equal(new URL(home.url()).hash, '', 'the ticket is not left in the address');
    await home.reload();
    await home.getByText('Your personal meeting ID').waitFor();
  });

  it('starts a meeting with a new ID, a proposed password and a lobby', async () => {
    await home.getByRole('button', { name: 'Start a meeting' }).click();
    const form = home.getByRole('dialog');
    const field = form.getByRole('textbox', { name: 'Guest password' });
    await form.getByRole('switch', { name: 'Lobby' }).check();
    await home.waitForFunction(
      () => (document.querySelector<HTMLInputElement>('.secret')?.value.length ?? 0) >= 6,
    );
    password = await field.inputValue();
    await form.getByRole('button', { name: 'Start now' }).click();
    await home.getByRole('button', { name: 'Join meeting' }).click();
    await control(home, 'microphone').waitFor();
    await control(home, 'people').click();
    await control(home, 'invite').click();
    const text = await home.getByRole('region', { name: 'Invitation' }).innerText();
    assert.ok(text.includes(`Password: ${password}`), text);
    number = /Meeting ID: (\d{3} \d{3} \d{3})$/mu.exec(text)?.[1] ?? '';
    assert.notEqual(number, '', text);
    await home.keyboard.press('Escape');
  });

  it('gives a wrong password and a wrong number the same answer', async () => {
    const { page } = guest;
    await page.goto(bridge('/'));
    const say = async (id: string, secret: string): Promise<void> => {
      await page.getByLabel('Meeting ID').fill(id);
      await page.getByLabel('Guest password').fill(secret);
      await page.getByLabel('Your name').fill('Wei Li (guest)');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('alert').waitFor();
    };
    await say(number, 'not-this-one');
    const wrongPassword = await page.getByRole('alert').innerText();
    await say('123 456 789', password);
    const wrongNumber = await page.getByRole('alert').innerText();
    const plain = (text: string): string => text.split('\n')[0] ?? '';
    assert.equal(plain(wrongPassword), plain(wrongNumber));
    assert.match(wrongPassword, /Meeting ID or password is wrong/u);
  });

  it('takes the guest by number and password into the lobby, and the host lets them in', async () => {
    const { page, refused } = guest;
    // Until now it was the password.
    refused.length = 0;
    await page.getByLabel('Meeting ID').fill(number.replaceAll(' ', '-'));
    await page.getByLabel('Guest password').fill(password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Join meeting' }).click();
    await page.getByText('The host will let you in').waitFor();
    await waits('1 person waits').waitFor();
    await home.getByRole('button', { name: 'Let in: Wei Li (guest)' }).click();
    await control(page, 'microphone').waitFor();
    await advancingPicture(page, teacherName);
    await advancingPicture(home, 'Wei Li (guest)');
    await waits('1 person waits').waitFor({ state: 'detached' });
  });

  it('knows the guest again after a reload, without asking anybody', async () => {
    await guest.page.reload();
    await control(guest.page, 'microphone').waitFor();
    await advancingPicture(guest.page, teacherName);
    assert.deepEqual(guest.refused, [], 'a guest asks for nothing that is not for guests');
    await guest.context.close();
  });

  it('makes a link that a phone opens without a password, and the hosts refuse or admit', async () => {
    await control(home, 'invite').click();
    const form = home.getByRole('dialog');
    await form.getByRole('radio', { name: 'Links' }).check();
    await form.getByRole('button', { name: 'Make link' }).click();
    link = await form.getByLabel('Address of the link').inputValue();
    await home.keyboard.press('Escape');

    const phone = await aGuest(fixture, { locale: 'zh-CN', width: 375, height: 667, dark: true });
    const { page } = phone;
    await page.goto(link);
    await page.getByText('会议正在进行。').waitFor();
    assert.equal(await overflow(page), false);
    await page.getByLabel('您的姓名').fill('阿依古丽·买买提');
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByRole('button', { name: '加入会议' }).click();
    await page.getByText('请等候主持人允许您加入').waitFor();
    assert.equal(await overflow(page), false);
    await home.getByRole('button', { name: 'Send away: 阿依古丽·买买提' }).click();
    await page.getByText('主持人未允许您加入').waitFor();
    await phone.context.close();
  });

  it('gives a link a new address, withdraws it for good, and says to who comes late that it is dead', async () => {
    const form = home.getByRole('dialog');
    const late = await aGuest(fixture);
    await control(home, 'invite').click();
    await form.getByRole('radio', { name: 'Links' }).check();
    await form.getByRole('button', { name: 'New address: For everybody who has it' }).click();
    const field = form.getByLabel('Address of the link');
    const renewed = await field.inputValue();
    assert.notEqual(renewed, link);
    await late.page.goto(link);
    await late.page.getByText('This invitation no longer works').waitFor();
    await late.page.goto(renewed);
    await late.page.getByText('The meeting is running now.').waitFor();

    await form.getByRole('button', { name: 'Withdraw: For everybody who has it' }).click();
    await form.getByText('the link leads nowhere').waitFor();
    await late.page.goto(renewed);
    await late.page.getByText('This invitation no longer works').waitFor();
    await late.page.getByText('The host withdrew this invitation link').waitFor();
    await late.context.close();
  });

  it('lets in guests of Moodle by a link of their own, until the course lets guests in no more', async () => {
    const { addresses, campus, plugin } = fixture.demo;
    const host = await signIn(fixture, 't0006');
    await host.page.goto(`${addresses.campus}/mod/campusmeet/view.php?id=203`);
    const frame = await frameOf(host.page, 'campus-meet[panel=course] iframe');
    await frame.getByRole('button', { name: 'Start meeting', exact: true }).click();
    await frame.getByRole('button', { name: 'Join meeting', exact: true }).click();
    await control(frame, 'microphone').waitFor();

    const visitor = await aGuest(fixture);
    const { page, refused } = visitor;
    await page.goto(`${addresses.campus}/login/index.php`);
    await page.getByRole('button', { name: 'Log in as a guest' }).click();
    await page.getByRole('link', { name: /Introduction to AI/u }).click();
    assert.equal(await page.getByRole('link', { name: 'Participants' }).count(), 0);
    await page.getByRole('link', { name: /Open lecture/u }).click();
    await page.getByRole('button', { name: 'Join as a guest' }).click();
    await page.getByLabel('Your name').fill('李雷');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Join meeting' }).click();
    await control(page, 'microphone').waitFor();
    await control(page, 'people').click();
    await page.getByText('李雷').first().waitFor();
    assert.equal(await control(page, 'add-people').count(), 0);
    assert.deepEqual(refused, [], 'a guest asks for nothing that is not for guests');

    const course = campus.courses.get(5);
    assert.ok(course);
    course.guestAccess = false;
    await plugin.cron();
    await page.getByText('Guests can no longer take part').waitFor();
    const back = page.getByRole('link', { name: 'To the course' });
    assert.equal(await back.count(), 0, 'a course’s page is for its members');
    await visitor.context.close();
    await host.context.close();
  });

  it('is opened to a whole department, whose people find it at home', async () => {
    const form = home.getByRole('dialog');
    await form.getByRole('radio', { name: 'Mail' }).check();
    await form.getByRole('button', { name: 'Choose in the address book' }).click();
    await form.getByRole('button', { name: 'Browse' }).click();
    await form.getByRole('treeitem', { name: /^计算机学院/u }).click();
    await form.getByRole('button', { name: /^All \d+$/u }).click();
    await form.getByRole('button', { name: 'Send invitations' }).click();
    await form.getByText('Departments that this meeting is for').waitFor();
    assert.match(await form.locator('.invited').innerText(), /计算机学院/u);

    // The Department of Software Engineering lies below that college.
    const member = await signIn(fixture, 'admin-03');
    await member.page.goto(bridge('/login?next=/'));
    await member.page.getByRole('radio').nth(2).check();
    await member.page.locator('input:not([type]), input[type=text]').first().fill('admin-03');
    await member.page.locator('input[type=password]').fill(demoPassword);
    await member.page.keyboard.press('Enter');
    const lets = `Join: Meeting with ${teacherName}`;
    await member.page.getByRole('button', { name: lets }).waitFor();
    await member.context.close();
  });
});
