import assert from 'node:assert/strict';
import { chromium, type Browser as Chromium, type Page } from 'playwright-core';
import { migrations } from '../../../../migrations/index.ts';
import { chromiumAt } from '../../../../test/parts.ts';
import { migrate, openDatabase, type Database } from '../../../kernel/database.ts';
import { courseId, startHarness, type Harness } from './harness.test.ts';

const program = chromiumAt();
const flags =
  '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The platform's course page: a frame with our login, and platform storage unless it is `dumb`. */
const coursePage = (login: string, dumb: boolean) => `<!doctype html><title>Course</title>
<iframe name="tool" src="${login}"></iframe><script>
window.kept = {};
window.addEventListener('message', (event) => {
  const { subject, message_id, key, value } = event.data;
  if (${dumb} || !String(subject).startsWith('lti.')) return;
  if (subject === 'lti.put_data') window.kept[key] = value;
  event.source.postMessage(
    { subject: subject + '.response', message_id, key, value: window.kept[key] }, event.origin);
});</script>`;

(program ? describe : describe.skip)('LTI in a real browser', () => {
  let chrome: Chromium;
  let database: Database;
  let harness: Harness;
  let page: Page;

  before(async () => {
    chrome = await chromium.launch({ executablePath: program ?? '', args: flags.split(' ') });
  });
  after(() => chrome.close());
  beforeEach(async () => {
    database = openDatabase({ kind: 'sqlite', file: ':memory:' });
    await migrate(database, migrations);
    harness = await startHarness(database);
    page = await chrome.newPage();
  });
  afterEach(async () => {
    await page.close();
    await harness.close();
    await database.destroy();
  });

  /** Opens the course on `localhost`, another site than the bridge's `127.0.0.1`. */
  async function openCourse(options: { storage: boolean; dumb?: boolean }) {
    const site = harness.fake.issuer.replace('127.0.0.1', 'localhost');
    await harness.ltiLaunches.registerPlatform({
      issuer: harness.fake.issuer,
      clientId: harness.fake.clientId,
      deploymentIds: ['1'],
      authUrl: `${site}/auth`,
      tokenUrl: `${site}/token`,
      jwksUrl: `${harness.fake.issuer}/jwks`,
      productFamily: 'moodle',
      name: 'Fake campus',
    });
    const query = new URLSearchParams({
      iss: harness.fake.issuer,
      target_link_uri: `${harness.root}/lti/launch`,
      login_hint: '523',
      lti_message_hint: '{"cmid":13}',
      ...(options.storage ? { lti_storage_target: '_parent' } : {}),
    });
    const html = coursePage(`${harness.root}/lti/login?${query.toString()}`, options.dumb === true);
    harness.fake.misbehave('/course', () => ({
      headers: { 'content-type': 'text/html' },
      body: html,
    }));
    await page.goto(`${site}/course`);
    const frame = page.frame('tool');
    assert.ok(frame);
    // The fake's authentication page waits for its button, so that a test can do something before.
    await frame.waitForSelector('button#send');
    return frame;
  }

  it('binds a launch in a cross-site frame by its cookie', async () => {
    const frame = await openCourse({ storage: false });
    await frame.click('#send');
    await frame.waitForURL(`${harness.root}/course/${courseId}#ticket=ticket-1`);
  });

  it('binds it by the platform’s storage where the cookie is lost', async () => {
    const frame = await openCourse({ storage: true });
    await page.context().clearCookies();
    await frame.click('#send');
    await frame.waitForURL(`${harness.root}/course/${courseId}#ticket=ticket-1`);
  });

  it('shows the way on where both are lost', async () => {
    const frame = await openCourse({ storage: true, dumb: true });
    await page.context().clearCookies();
    await frame.click('#send');
    const way = frame.locator('a[target=_blank]');
    await way.waitFor();
    assert.match((await way.getAttribute('href')) ?? '', /\/mod\/lti\/launch\.php\?id=13/u);
    assert.equal(await frame.locator('code').first().textContent(), 'lti/state-not-bound');
  });

  it('sends a teacher’s choice back by itself', async () => {
    const claim = (name: string) => `https://purl.imsglobal.org/spec/lti/claim/${name}`;
    harness.fake.claims = {
      [claim('message_type')]: 'LtiDeepLinkingRequest',
      [claim('roles')]: ['Instructor'],
      'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
        accept_types: ['ltiResourceLink'],
        accept_multiple: false,
        deep_link_return_url: `${harness.fake.issuer}/contentitem_return?sesskey=x`,
      },
    };
    harness.fake.misbehave('/contentitem_return', () => ({ body: 'thanks' }));
    const frame = await openCourse({ storage: false });
    await frame.click('#send');
    await frame.locator('input[name=title]').fill('第3讲');
    await frame.locator('form[action$=answer] button').click();
    await frame.waitForURL(/contentitem_return/u);
    const sent = harness.fake.requests.find(({ path }) => path === '/contentitem_return');
    assert.match(sent?.body ?? '', /^JWT=ey/u);
  });
});
