import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { Database } from '../../../kernel/database.ts';
import { Browser, codeOf, fieldsOf } from '../../../../test/lti-browser.ts';
import { courseId, formFor, newSeriesId, seriesId } from './harness.test.ts';
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

  const payloadOf = async (reply: { text: string }) => {
    const jwks = JSON.parse((await browser.ask(`${harness.root}/lti/jwks.json`)).text) as never;
    const jwt = fieldsOf(reply.text)['JWT'] ?? '';
    const expected = { issuer: harness.fake.clientId, audience: harness.fake.issuer };
    return (await jwtVerify(jwt, createLocalJWKSet(jwks), expected)).payload;
  };
  const itemsOf = async (reply: { text: string }) =>
    (await payloadOf(reply))[`${dl}content_items`] as Record<string, unknown>[];
  const settings = (change: object) => ({
    [`${dl}deep_linking_settings`]: {
      accept_types: ['ltiResourceLink'],
      accept_multiple: true,
      deep_link_return_url: `${harness.fake.issuer}/return`,
      ...change,
    },
  });
  const chooser = async (change: Record<string, unknown> = {}): Promise<Record<string, string>> =>
    fieldsOf((await post(await formFor(harness, browser, request(change)))).text);
  const aPlan = {
    newTitle: ' 实验课 <i> ',
    newDate: '2027-03-01',
    newTime: '08:00',
    newMinutes: '100',
    newRepeats: 'biweekly',
    newUntil: '2027-06-30',
  };

  it('lets a teacher choose a meeting and sends the signed answer back', async () => {
    const page = await post(await formFor(harness, browser, request()));
    assert.equal(page.status, 200);
    assert.match(page.text, /Lecture 3 &lt;b&gt;/u);
    assert.doesNotMatch(page.text, /sesskey/u);
    const form = { ...fieldsOf(page.text), item: seriesId, title: ' 第3讲 <b> & Q ' };
    const reply = await answer(form);
    assert.match(reply.text, /action="[^"]*contentitem_return\?course=2&amp;sesskey=FQADDlgrYa"/u);
    const policy = reply.headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes(`form-action 'self' ${harness.fake.issuer}`), policy);
    const payload = await payloadOf(reply);
    assert.deepEqual(payload[`${dl}content_items`], [
      {
        type: 'ltiResourceLink',
        title: '第3讲 <b> & Q',
        url: `${harness.root}/lti/launch?series=${seriesId}`,
        custom: { series: seriesId },
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
    assert.equal(form['item:room'], 'on');
    assert.equal(form['title'], '数据结构');
    assert.equal(codeOf(await answer({ ...form, title: ' ' })), 'lti/login-invalid');
    assert.equal(codeOf(await answer({ ...form, ticket: 'x'.repeat(43) })), 'lti/state-unknown');
    assert.equal(codeOf(await answer({ ...form, item: 'other' })), 'lti/login-invalid');
  });
  it('adds several at once where the platform takes several, each under its own name', async () => {
    const form = { ...(await chooser()), [`item:${seriesId}`]: 'on', 'item:new': 'on', ...aPlan };
    const items = await itemsOf(await answer(form));
    assert.deepEqual(
      items.map(({ title, custom }) => [title, custom]),
      [
        ['数据结构', undefined],
        ['Lecture 3 <b>', { series: seriesId }],
        ['实验课 <i>', { series: newSeriesId }],
      ],
    );
    const one = await chooser(settings({ accept_multiple: false }));
    assert.equal(one['item'], 'room', 'a button where it takes one');
    const twice = { ...one, item: seriesId, [`item:new`]: 'on' };
    assert.equal((await itemsOf(await answer(twice))).length, 1);
    assert.equal(harness.told.plans.length, 1);
  });
  it('plans several new meetings at once, all or none', async () => {
    const second = Object.fromEntries(
      Object.entries(aPlan).map(([name, value]) => [name.replace('new', 'new2'), value]),
    );
    const wanted = {
      'item:new': 'on',
      'item:new2': 'on',
      ...aPlan,
      ...second,
      new2Title: '讨论课',
    };
    const form: Record<string, string> = { ...(await chooser()), ...wanted };
    delete form['item:room'];
    const wrong = await answer({ ...form, new2Title: '' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /name="new2Title"[^>]*aria-invalid="true"/u);
    assert.doesNotMatch(wrong.text, /name="newTitle"[^>]*aria-invalid/u);
    assert.equal(harness.told.plans.length, 0, 'not the first one alone');
    const items = await itemsOf(await answer(form));
    assert.deepEqual(
      items.map(({ title }) => title),
      ['实验课 <i>', '讨论课'],
    );
    assert.equal(new Set(items.map(({ url }) => url)).size, 2);
    const one = await chooser(settings({ accept_multiple: false }));
    assert.ok(!('new2Title' in one), 'one, where the platform takes one');
  });
  it('names days and times in the language of the page, also after a mistake, whatever the browser’s is', async () => {
    const page = await post(await formFor(harness, browser, request()));
    assert.match(page.text, /<option value="\d{4}-\d\d-\d\d" ?>\d{4}年\d+月\d+日周.<\/option>/u);
    assert.match(page.text, /<option value="13:35" ?>13:35<\/option>/u);
    assert.doesNotMatch(page.text, /type="(date|time)"/u, 'a browser shows these in its own way');
    const form = { ...fieldsOf(page.text), item: 'new' };
    const headers = { 'accept-language': 'en' };
    const address = `${harness.root}/lti/deep-linking/answer`;
    const again = await browser.ask(address, form, headers);
    assert.match(again.text, /<html lang="zh-CN">[^]*年\d+月/u);
    const english = await formFor(
      harness,
      browser,
      request({ [`${lti}launch_presentation`]: { locale: 'en' } }),
    );
    assert.match((await post(english)).text, /<option value="[\d-]+" ?>\w{3}, \w+ \d+, \d{4}</u);
  });
  it('plans a new meeting of the course: once, every week or every second week', async () => {
    const form = { ...(await chooser()), ...aPlan, item: 'new' };
    const [item] = await itemsOf(await answer(form));
    assert.equal(item?.['url'], `${harness.root}/lti/launch?series=${newSeriesId}`);
    const again = { ...(await chooser()), ...aPlan, item: 'new', newRepeats: 'once' };
    await answer(again);
    const schedule = {
      startsAt: '2027-03-01T08:00',
      timezone: 'Asia/Shanghai',
      durationMinutes: 100,
    };
    const by = { courseId, personId: 'person-523', title: '实验课 <i>' };
    assert.deepEqual(harness.told.plans, [
      { ...by, schedule: { ...schedule, weekly: { until: '2027-06-30', interval: 2 } } },
      { ...by, schedule: { ...schedule, weekly: null } },
    ]);
  });
  it('says what is wrong with a plan, keeps what was typed, and takes it put right', async () => {
    const form: Record<string, string> = { ...(await chooser()), ...aPlan, item: 'new' };
    const wrongs = [
      { newTitle: ' ' },
      { newDate: 'tomorrow' },
      { newTime: '25:00' },
      { newMinutes: '4' },
      { newUntil: '' },
      { newRepeats: 'daily' },
    ];
    for (const wrong of wrongs) {
      const page = await answer({ ...form, ...wrong });
      assert.equal(page.status, 400, JSON.stringify(wrong));
      assert.match(page.text, /role="alert"/u);
      assert.ok(page.text.includes('value="2027-03-01"') || 'newDate' in wrong);
      assert.doesNotMatch(page.text, /name="JWT"/u);
    }
    const { ticket = '' } = form;
    const none = await answer({ ticket, title: 'x', target: 'window' });
    assert.equal(none.status, 400, 'nothing chosen');
    assert.equal(harness.told.plans.length, 0);
    assert.equal((await itemsOf(await answer(form))).length, 1);
    assert.equal(codeOf(await answer(form)), 'lti/state-used', 'and not once more');
    assert.equal(harness.told.plans.length, 1);
  });
  it('adds a column to the gradebook where that is wished and the platform does not refuse it', async () => {
    const form = { ...(await chooser()), item: seriesId };
    const [without] = await itemsOf(await answer(form));
    assert.equal(without?.['lineItem'], undefined);
    assert.deepEqual(harness.columns, []);
    const column = { ...(await chooser()), item: seriesId, grade: 'on' };
    const [item] = await itemsOf(await answer(column));
    assert.deepEqual(harness.columns, [{ courseId, personId: 'person-523' }]);
    assert.deepEqual(item?.['lineItem'], {
      label: 'Lecture 3 <b>',
      scoreMaximum: 100,
      resourceId: `campus-meet-attendance-${seriesId}`,
      tag: 'attendance',
    });
    const page = (accept: boolean | undefined) =>
      formFor(harness, browser, request(settings({ accept_lineitem: accept }))).then((asked) =>
        post(asked),
      );
    assert.match((await page(undefined)).text, /name="grade"/u);
    assert.match((await page(true)).text, /name="grade"/u);
    assert.doesNotMatch((await page(false)).text, /name="grade"/u);
  });
  it('takes one answer of several at once, and plans one meeting', async () => {
    const form = { ...(await chooser()), ...aPlan, item: 'new' };
    const replies = await Promise.all([answer(form), answer(form), answer(form)]);
    const codes = replies.map(codeOf).filter((code) => code !== undefined);
    assert.deepEqual(codes, ['lti/state-used', 'lti/state-used']);
    assert.equal(harness.told.plans.length, 1);
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
