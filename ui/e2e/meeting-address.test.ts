import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../plugin/demo-campus/data/people.ts';
import {
  canRun,
  control,
  openCourse,
  openFixture,
  printTrouble,
  signIn,
  tabBy,
  type Fixture,
  type Visitor,
  dataStructures,
} from './fixture.ts';

(canRun ? describe : describe.skip)('the address of a meeting, opened in a new tab', function () {
  let fixture: Fixture;
  let teacher: Visitor;
  let meeting: Page;
  let address: string;

  before(async () => {
    fixture = await openFixture();
    teacher = await signIn(fixture, 't0001');
    const frame = await openCourse(fixture, teacher.page, dataStructures);
    const start = frame.getByRole('button', { name: 'Start meeting' });
    meeting = await tabBy(teacher, () => start.click());
    await meeting.getByRole('button', { name: 'Join meeting' }).click();
    await control(meeting, 'microphone').waitFor();
    address = meeting.url();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  const join = (page: Page) => page.getByRole('button', { name: 'Join meeting' });
  const aBrowser = async (): Promise<Page> => {
    const options = { locale: 'en-GB', permissions: ['camera', 'microphone'] };
    return (await fixture.browser.newContext(options)).newPage();
  };
  const byCampusAccount = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('radio', { name: 'Campus account' }).check();
    await page.getByLabel('Name of your campus account').fill(name);
    await page.getByLabel('Campus password').fill(demoPassword);
    await page.keyboard.press('Enter');
  };
  it('opens the meeting where one is signed in in another tab, and that tab stays signed in', async () => {
    const tab = await teacher.context.newPage();
    await tab.goto(address);
    await join(tab).waitFor();
    await tab.reload();
    await join(tab).waitFor();
    assert.equal(tab.url(), address);
    await tab.close();
    await meeting.reload();
    await control(meeting, 'microphone').waitFor();
  });

  it('leads through the login to the meeting in a browser where nobody is, in the language chosen there', async () => {
    const page = await aBrowser();
    await page.goto(address);
    await page.getByText('Then the meeting opens.').waitFor();
    await byCampusAccount(page, 's202300001');
    await join(page).waitFor();
    assert.equal(page.url(), address);
    const tab = await page.context().newPage();
    await tab.goto(address);
    await join(tab).waitFor();
    await page.context().close();
  });

  it('says to whom may not join that they may not, and shows nothing of the meeting', async () => {
    const page = await aBrowser();
    await page.goto(address);
    await byCampusAccount(page, 'admin-07');
    await page.getByText('You are not invited to this meeting.').waitFor();
    assert.doesNotMatch(await page.innerText('body'), /Data Structures|数据结构/u);
    const tab = await page.context().newPage();
    await tab.goto(address);
    await tab.getByText('You are not invited to this meeting.').waitFor();
    await tab.getByRole('link', { name: 'Join with an ID' }).click();
    await tab.getByLabel('Meeting ID').waitFor();
    await page.context().close();
  });

  it('shows guests their way, and a guest who is in gets into the same meeting only', async () => {
    const home = await teacher.context.newPage();
    await home.goto(`${fixture.demo.addresses.bridge}/`);
    const mine = home.locator('.mine');
    const number = await mine.locator('.number').innerText();
    const password = /password (\S+)/iu.exec(await mine.innerText())?.[1] ?? '';
    await mine.getByRole('button', { name: 'Start' }).click();
    await join(home).waitFor();

    const page = await aBrowser();
    await page.goto(home.url());
    await page.getByRole('link', { name: 'Join with an ID' }).click();
    await page.getByLabel('Meeting ID').fill(number);
    await page.getByLabel('Guest password').fill(password);
    await page.getByLabel('Your name').fill('Wei Li');
    await page.getByRole('button', { name: 'Continue' }).click();
    await join(page).waitFor();
    const tab = await page.context().newPage();
    await tab.goto(home.url());
    await join(tab).waitFor();
    await tab.goto(address);
    await tab.getByText('You are not invited to this meeting.').waitFor();
    await tab.goto(`${fixture.demo.addresses.bridge}/settings`);
    await tab.getByText('Do you study or work here?').waitFor();
    await page.context().close();
  });

  it('opens nothing after signing out: in this browser nobody is signed in any more', async () => {
    const page = await aBrowser();
    await page.goto(address);
    await byCampusAccount(page, 's202300002');
    await join(page).waitFor();
    const settings = await page.context().newPage();
    await settings.goto(`${fixture.demo.addresses.bridge}/settings`);
    await settings.getByRole('button', { name: 'Sign out here' }).click();
    await page.getByText('You are no longer logged in').waitFor();
    const tab = await page.context().newPage();
    await tab.goto(address);
    await tab.getByRole('radio', { name: 'Campus account' }).waitFor();
    await page.context().close();
  });
});
