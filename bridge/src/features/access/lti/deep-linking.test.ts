import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { Database } from '../../../kernel/database.ts';
import { Browser, codeOf, fieldsOf, formFor, meetingId } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const instructor = {
  [`${lti}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
};

forEachDatabase('LTI deep linking', (open) => {
  let harness: Harness;
  let browser: Browser;
  let database: Database;
  beforeEach(async () => {
    database = await open();
    harness = await startHarness(database, true);
    browser = new Browser();
  });
  afterEach(() => harness.close());
  const post = (form: Record<string, string>, from = browser) =>
    from.ask(`${harness.root}/lti/launch`, form);

  const request = (change: Record<string, unknown> = {}) => ({
    [`${lti}message_type`]: 'LtiDeepLinkingRequest',
    [`${lti}resource_link`]: undefined,
    [`${dl}deep_linking_settings`]: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_multiple: true,
      deep_link_return_url: `${harness.fake.issuer}/contentitem_return?course=2&sesskey=FQADDlgrYa`,
      data: 'opaque',
    },
    ...instructor,
    ...change,
  });
  const answer = (form: Record<string, string>) =>
    browser.ask(`${harness.root}/lti/deep-linking/answer`, form);

  it('lets a teacher choose a meeting and sends the signed answer back', async () => {
    const page = await post(await formFor(harness, browser, request()));
    assert.equal(page.status, 200);
    assert.match(page.text, /Lecture 3 &lt;b&gt;/u);
    assert.doesNotMatch(page.text, /sesskey/u);
    const form = { ...fieldsOf(page.text), item: meetingId, title: ' 第3讲 <b> & Q ' };
    const reply = await answer(form);
    assert.match(reply.text, /action="[^"]*contentitem_return\?course=2&amp;sesskey=FQADDlgrYa"/u);
    const policy = reply.headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes(`form-action 'self' ${harness.fake.issuer}`), policy);
    const jwks = JSON.parse((await browser.ask(`${harness.root}/lti/jwks.json`)).text) as never;
    const { payload } = await jwtVerify(
      fieldsOf(reply.text)['JWT'] ?? '',
      createLocalJWKSet(jwks),
      {
        issuer: harness.fake.clientId,
        audience: harness.fake.issuer,
      },
    );
    assert.deepEqual(payload[`${dl}content_items`], [
      {
        type: 'ltiResourceLink',
        title: '第3讲 <b> & Q',
        url: `${harness.root}/lti/launch?meeting=${meetingId}`,
        custom: { meeting: meetingId },
        window: { targetName: '_blank' },
      },
    ]);
    assert.equal(payload[`${dl}data`], 'opaque');
    assert.equal(codeOf(await answer(form)), 'lti/state-used');
  });
  it('keeps the platform’s return address sealed', async () => {
    await post(await formFor(harness, browser, request()));
    const rows = await database('lti_selections').select();
    assert.equal(rows.length, 1);
    assert.doesNotMatch(JSON.stringify(rows), /sesskey|contentitem/u);
  });
  it('offers the room, and nothing that was not offered', async () => {
    const page = await post(await formFor(harness, browser, request()));
    const form = fieldsOf(page.text);
    assert.equal(form['item'], 'room');
    assert.equal(form['title'], '数据结构');
    assert.equal(codeOf(await answer({ ...form, title: ' ' })), 'lti/login-invalid');
    assert.equal(codeOf(await answer({ ...form, ticket: 'x'.repeat(43) })), 'lti/state-unknown');
    assert.equal(codeOf(await answer({ ...form, item: 'other' })), 'lti/login-invalid');
  });
  it('refuses students, and platforms that want something else', async () => {
    const student = {
      [`${lti}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    };
    const page = await post(await formFor(harness, browser, request(student)));
    assert.equal(page.status, 403);
    assert.equal(codeOf(page), 'lti/not-instructor');
    const files = { accept_types: ['file'], deep_link_return_url: `${harness.fake.issuer}/x` };
    const other = await formFor(
      harness,
      browser,
      request({ [`${dl}deep_linking_settings`]: files }),
    );
    assert.equal(codeOf(await post(other)), 'lti/message-unsupported');
    const none = await formFor(
      harness,
      browser,
      request({ [`${dl}deep_linking_settings`]: undefined }),
    );
    assert.equal(codeOf(await post(none)), 'lti/token-claims');
  });
});
