import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { Database } from '../../../kernel/database.ts';
import { beginAt, Browser, codeOf } from '../../../../test/lti-browser.ts';
import { courseId, formFor, meetingId, seriesId } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

forEachDatabase('LTI launch', (open) => {
  let harness: Harness;
  let browser: Browser;
  let database: Database;
  const post = (form: Record<string, string>, from = browser, headers = {}) =>
    from.ask(`${harness.root}/lti/launch`, form, headers);

  beforeEach(async () => {
    database = await open();
    harness = await startHarness(database);
    browser = new Browser();
  });
  afterEach(() => harness.close());

  it('asks the platform who it is', async () => {
    const { status, location } = await beginAt(harness, browser);
    assert.equal(status, 302);
    const url = new URL(location ?? '');
    assert.equal(url.origin + url.pathname, `${harness.fake.issuer}/auth`);
    const { state, nonce, ...asked } = Object.fromEntries(url.searchParams);
    assert.ok((state ?? '').length >= 43 && (nonce ?? '').length >= 43 && state !== nonce);
    assert.deepEqual(asked, {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: 'client-1',
      redirect_uri: `${harness.root}/lti/launch`,
      login_hint: '523',
      lti_message_hint: '{"cmid":13,"launchid":"ltilaunch1_1448282586"}',
    });
    assert.equal(browser.cookies.size, 1);
  });

  it('tells where grades are taken, of a platform that lets us make a column and give some', async () => {
    const scope = (name: string) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`;
    const endpoint = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
    const { issuer } = harness.fake;
    const launchWith = async (lineitems: string, names: string[]) => {
      harness.fake.claims = { [endpoint]: { lineitems, scope: names.map(scope) } };
      await post(await formFor(harness, browser));
    };
    await launchWith(`${issuer}/lineitems?type_id=1`, ['score']);
    await launchWith('https://elsewhere.test/lineitems', ['lineitem', 'score']);
    assert.deepEqual(harness.offered, []);
    await launchWith(`${issuer}/lineitems?type_id=1`, ['lineitem', 'score']);
    const { platformId } = harness;
    const lineItemsUrl = `${issuer}/lineitems?type_id=1`;
    const link = { linkId: '1', title: 'Video class', seriesId: null, lineItemUrl: null };
    const offered = { courseId, platformId, issuer, lineItemsUrl, readsResults: false, link };
    assert.deepEqual(harness.offered, [offered]);
  });

  it('takes a login by GET too, and one without a client id', async () => {
    const query = new URLSearchParams({
      iss: harness.fake.issuer,
      target_link_uri: `${harness.root}/lti/launch`,
      login_hint: '5',
    });
    const { status } = await browser.ask(`${harness.root}/lti/login?${query.toString()}`);
    assert.equal(status, 302);
  });

  it('leads into the panel, with what the launch said', async () => {
    const form = await formFor(harness, browser);
    const { status, location } = await post(form);
    assert.equal(status, 303);
    assert.equal(location, `/course/${courseId}#ticket=ticket-1`);
    assert.equal(browser.cookies.size, 0);
    const [facts] = harness.told.facts;
    assert.deepEqual(facts, {
      source: `lti:${harness.platformId}`,
      platformId: harness.platformId,
      person: {
        subject: '523',
        givenName: '芳',
        familyName: '林',
        name: '林芳',
        email: 'lin.fang@uni.test',
        campusNumber: null,
        locale: 'zh_cn',
        timezone: 'Asia/Shanghai',
      },
      course: { externalId: '2', label: 'CS101', title: '数据结构', sourcedId: null },
      resourceLink: { id: '1', title: 'Video class', moduleId: '13' },
      role: 'learner',
      roles: ['learner'],
      groups: ['4', '9'],
      services: {
        membershipsUrl: `${harness.fake.issuer}/members`,
        groupsUrl: null,
        lineItemsUrl: null,
        lineItemUrl: null,
        scopes: [],
      },
      at: harness.clock.now(),
    });
    const nrpsUrl = `${harness.fake.issuer}/members`;
    assert.deepEqual(harness.told.syncService, [
      { courseId, nrpsUrl, groupsUrl: null, platformId: harness.platformId },
    ]);
    assert.equal(harness.told.tickets[0]?.locale, 'zh_cn');
  });

  it('keeps no return address and no secret as it is', async () => {
    const form = await formFor(harness, browser);
    const [cookie] = [...browser.cookies.values()];
    await post(form);
    const rows = JSON.stringify(await database('lti_logins').select());
    assert.doesNotMatch(rows, /VerySecret/u);
    assert.ok(!rows.includes(form['state'] ?? '') && !rows.includes(cookie ?? ''));
  });

  it('opens the meeting that a deep link names, and nothing that is not an id', async () => {
    const custom = `${lti}custom`;
    const { location } = await post(
      await formFor(harness, browser, { [custom]: { meeting: meetingId } }),
    );
    assert.equal(location, `/course/${courseId}?meeting=${meetingId}#ticket=ticket-1`);
    const target = `${harness.root}/lti/launch?meeting=//evil.test`;
    const other = await post(
      await formFor(harness, browser, { [`${lti}target_link_uri`]: target }),
    );
    assert.equal(other.location, `/course/${courseId}#ticket=ticket-2`);
  });

  it('opens the meeting of the plan that a deep link names; of another course’s it is the course’s room', async () => {
    const open = async (series: string) => {
      const change = { [`${lti}custom`]: { series } };
      return (await post(await formFor(harness, browser, change))).location;
    };
    assert.match(
      (await open(seriesId)) ?? '',
      new RegExp(`^/course/${courseId}\\?meeting=${meetingId}#`, 'u'),
    );
    for (const strange of ['7a7a7a7a-0000-4d8f-8f3b-1c7a4d0f2a22', '//evil.test', '']) {
      assert.match((await open(strange)) ?? '', new RegExp(`^/course/${courseId}#`, 'u'));
    }
  });

  it('leads to the attendance where a submission is to be reviewed, and names its line item', async () => {
    const endpoint = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
    const review = {
      [`${lti}message_type`]: 'LtiSubmissionReviewRequest',
      [`${lti}for_user`]: { user_id: '7' },
      [endpoint]: { lineitem: `${harness.fake.issuer}/lineitems/1`, scope: [] },
    };
    const { location } = await post(await formFor(harness, browser, review));
    assert.equal(location, `/course/${courseId}/attendance#ticket=ticket-1`);
    const none = await post(await formFor(harness, browser, { ...review, [endpoint]: {} }));
    assert.equal(codeOf(none), 'lti/token-claims');
  });

  it('lets launches in parallel tabs be', async () => {
    const forms = [await formFor(harness, browser), await formFor(harness, browser)];
    assert.equal(browser.cookies.size, 2);
    for (const form of forms.reverse()) assert.equal((await post(form)).status, 303);
  });

  it('teaches only those who teach', async () => {
    const roles = `${lti}roles`;
    await post(await formFor(harness, browser, { [roles]: [`${membership}#Instructor`] }));
    const assistant = [`${membership}#Instructor`, `${membership}/Instructor#TeachingAssistant`];
    await post(await formFor(harness, browser, { [roles]: assistant }));
    assert.deepEqual(
      harness.told.facts.map(({ role }) => role),
      ['instructor', 'assistant'],
    );
  });
});
