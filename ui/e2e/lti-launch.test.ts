import assert from 'node:assert/strict';
import {
  canRun,
  frameOf,
  openActivity,
  openFixture,
  signIn,
  printTrouble,
  type Fixture,
  type Visitor,
} from './fixture.ts';

const circuits = 10;
/** The activity of that course whose frame grants all that a meeting needs. */
const inPlace = 23;
/** The activity of that course whose frame is as Moodle writes it. */
const asMoodle = 22;

(canRun ? describe : describe.skip)('LTI in a real browser', function () {
  let fixture: Fixture;
  const at = (path: string) => `${fixture.demo.addresses.campus}${path}`;

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  describe('registration', () => {
    let admin: Visitor;
    before(async () => {
      admin = await signIn(fixture, 'admin');
    });
    after(() => admin.context.close());

    it('happens by one address, and the platform’s list of tools shows us', async () => {
      const { page } = admin;
      await page.goto(at('/mod/lti/toolconfigure.php'));
      const address = await fixture.demo.command(['platforms', 'open-registration']);
      await page.fill('input[name=register]', address.split(/\s/u)[0] ?? '');
      await page.getByRole('button', { name: 'Add LTI Advantage' }).click();
      const frame = await frameOf(page, 'iframe[data-registration]');
      await frame.getByText('The platform knows us now').waitFor();
      await frame.getByRole('button', { name: 'Close and go back to the list' }).click();
      const ours = page.locator('.tool', { hasText: 'Pending' });
      await ours.getByRole('button', { name: 'Activate' }).click();
      await page.locator('.tool').nth(1).getByText('Active', { exact: true }).waitFor();
      const listed = await fixture.demo.command(['platforms']);
      const id = /(\S+) {2}pending/u.exec(listed)?.[1] ?? '';
      assert.match(await fixture.demo.command(['platforms', 'approve', id]), /active/u);
    });

    it('is refused when its address was used already, in words', async () => {
      const address = await fixture.demo.command(['platforms', 'open-registration']);
      const url = address.split(/\s/u)[0] ?? '';
      await admin.page.goto(`${url}?openid_configuration=${at('/nothing-here')}`);
      await admin.page.getByText('The registration did not succeed').waitFor();
      await admin.page.goto(`${fixture.demo.addresses.bridge}/lti/register/not-a-code`);
      await admin.page.getByText('Registration is not open').waitFor();
    });

    it('works by hand: what each side shows is typed into the other', async () => {
      const { page } = admin;
      const said = await fixture.demo.command(['platforms', 'addresses']);
      const shown = Object.fromEntries(
        said.split('\n').map((line) => line.trim().split(/:\s(.*)/u)),
      ) as Record<string, string>;
      await page.goto(at('/mod/lti/toolconfigure.php'));
      await page.fill('input[name=name]', 'By hand');
      await page.fill('input[name=toolUrl]', shown['launchUrl'] ?? '');
      await page.fill('input[name=loginUrl]', shown['loginUrl'] ?? '');
      await page.fill('textarea[name=redirectUris]', shown['launchUrl'] ?? '');
      await page.fill('input[name=jwksUrl]', shown['jwksUrl'] ?? '');
      await page.getByRole('button', { name: 'Save' }).click();
      const card = page.locator('.tool', { hasText: 'By hand' });
      const detail = async (name: string) =>
        (await card.locator(`dt:text-is("${name}") + dd`).innerText()).trim();
      const registered = await fixture.demo.command([
        ...['platforms', 'add', '--name', 'By hand'],
        ...['--issuer', await detail('Platform ID (issuer)')],
        ...['--client-id', await detail('Client ID')],
        ...['--deployment', await detail('Deployment ID')],
        ...['--auth', await detail('Authentication request URL')],
        ...['--token', await detail('Access token URL')],
        ...['--keys', await detail('Public keyset URL (platform)')],
      ]);
      assert.match(registered, /registered By hand as [0-9a-f-]{36}/u);
    });
  });

  describe('launches', () => {
    it('takes a round of deep linking for each tool, and the new links open', async () => {
      const teacher = await signIn(fixture, 't0016');
      const { page } = teacher;
      for (const tool of [1, 2, 3]) {
        await page.goto(at(`/course/modedit.php?add=lti&course=${circuits}`));
        await page
          .locator(`form:has(input[name=id][value="${tool}"])`)
          .getByRole('button', { name: 'Select content' })
          .click();
        const frame = await frameOf(page, 'iframe#contentitem');
        const title = `<i>Office hours</i> ${tool} 答疑`;
        await frame.getByLabel('Name of the link').fill(title);
        // By the keyboard: a frame that has just come moves, and a press by the mouse may miss.
        const inside = frame.getByLabel('Inside the course page');
        await inside.press(' ');
        assert.equal(await inside.isChecked(), true);
        await frame.getByRole('button', { name: 'Add to the course' }).click();
        await page.getByRole('button', { name: 'Save and return to course' }).click();
        await page.waitForURL(/course\/view\.php/u);
        const added = [...(fixture.demo.campus.courses.get(circuits)?.activities ?? [])].at(-1);
        assert.equal(added?.toolId, tool);
        const panel = await openActivity(fixture, page, added.cmid);
        await panel.getByRole('button', { name: 'Start meeting' }).waitFor();
      }
      await teacher.context.close();
    });

    it('keeps its place and its session over reload, Back and Forward in the frame', async () => {
      const { page, context } = await signIn(fixture, 't0016');
      const frame = await openActivity(fixture, page, inPlace);
      const start = frame.getByRole('button', { name: 'Start meeting' });
      await start.waitFor();
      const storage = await frame.evaluate(() => {
        try {
          return typeof window.sessionStorage;
        } catch (error) {
          return (error as Error).name;
        }
      });
      assert.equal(storage, 'SecurityError', 'the browser blocks the frame’s storage');
      const course = frame.url();
      await frame.evaluate(() => location.reload());
      await start.waitFor();
      assert.equal(frame.url(), course);
      await start.click();
      const join = frame.getByRole('button', { name: 'Join meeting' });
      await join.waitFor();
      const meeting = frame.url();
      await frame.evaluate(() => location.reload());
      await join.waitFor();
      await frame.evaluate(() => history.back());
      await frame.waitForURL(course);
      const live = frame.getByRole('button', { name: 'Join', exact: true });
      await live.waitFor();
      await frame.evaluate(() => location.reload());
      await live.waitFor();
      await frame.evaluate(() => history.forward());
      await frame.waitForURL(meeting);
      await join.waitFor();
      await page.goto(at('/my/'));
      await page.goBack();
      const back = await frameOf(page, 'iframe#contentframe');
      await back.getByRole('button', { name: /^Join/u }).first().waitFor();
      await context.close();
    });

    it('ends when one signs out at the LMS, in whatever tab', async () => {
      const { page, context } = await signIn(fixture, 't0016');
      const frame = await openActivity(fixture, page, asMoodle);
      await frame
        .getByRole('button', { name: /^(Start|Join)/u })
        .first()
        .waitFor();
      const other = await context.newPage();
      await other.goto(at('/my/'));
      await other.locator('form[action$="/login/logout.php"] button').click();
      await other.waitForURL(/\/login\/index\.php/u);
      await frame.getByText('Please come in again from your course').waitFor();
      await context.close();
    });

    it('needs no cookie of a third party: ours are kept apart for each portal', async () => {
      const visitor = await signIn(fixture, 't0016');
      const frame = await openActivity(fixture, visitor.page, asMoodle);
      await frame
        .getByRole('button', { name: /^(Start|Join)/u })
        .first()
        .waitFor();
      const ours = (await visitor.context.cookies()).filter(({ domain }) => domain === '127.0.0.1');
      assert.ok(ours.length > 0);
      for (const cookie of ours) assert.equal(cookie.partitionKey, 'http://localhost');
      await visitor.page.reload();
      const again = await frameOf(visitor.page, 'iframe#contentframe');
      await again
        .getByRole('button', { name: /^(Start|Join)/u })
        .first()
        .waitFor();
      await visitor.context.close();
    });
  });
});
