import assert from 'node:assert/strict';
import pino from 'pino';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { templateFixture } from '../../../../../test/template-fixture.ts';
import { createMessageTemplates } from './message-templates.ts';
import { en } from './words-en.ts';

const code = { name: 'login-code', language: 'en' } as const;
const words = (subject: string, body = 'Take {code}, {name}.') => ({ subject, body });

forEachDatabase('message templates in the campus’s own words', (open) => {
  it('are edited, restored and reset by system admins, each change a version with its audit entry', async () => {
    const at = await templateFixture(await open());
    const root = at.as(at.root);
    assert.equal((await root.get(code)).reply.version, 0);
    await root.save(code, { ...words('One'), version: 0 });
    await root.save(code, { ...words('Two'), version: 1 });
    const restored = (await root.restore(code, { version: 2, number: 1 })).reply;
    assert.deepEqual(restored.own, words('One'));
    const { reply } = await root.reset(code, 3);
    assert.equal(reply.own, null);
    assert.deepEqual(
      reply.versions.map(({ number, change, by, words: said }) => [
        number,
        change,
        by,
        said?.subject,
      ]),
      [
        [4, 'reset', 'Root', undefined],
        [3, 'restore', 'Root', 'One'],
        [2, 'edit', 'Root', 'Two'],
        [1, 'edit', 'Root', 'One'],
      ],
    );
    const entries = await at.audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 4 });
    assert.deepEqual(
      entries.map(({ action, before, after }) => [
        action,
        ...[before, after].map((side) => (side as { subject: string }).subject),
      ]),
      [
        ['letter.reset', 'One', en['login-code'].subject],
        ['letter.restore', 'Two', 'One'],
        ['letter.edit', 'One', 'Two'],
        ['letter.edit', en['login-code'].subject, 'One'],
      ],
    );
  });

  it('tell the second of two admins, and keep nothing that cannot be used', async () => {
    const at = await templateFixture(await open());
    const root = at.as(at.root);
    const both = await Promise.all(
      ['Mine', 'Yours'].map((subject) => root.save(code, { ...words(subject), version: 0 })),
    );
    assert.deepEqual(both.map((answer) => answer.code).toSorted(), ['letter/changed', undefined]);
    for (const late of [root.reset(code, 0), root.restore(code, { version: 9, number: 1 })]) {
      assert.equal((await late).code, 'letter/changed');
    }
    const flawed = await root.save(code, { ...words('x', '{cod}'), version: 1 });
    assert.equal(flawed.code, 'letter/flawed');
    assert.deepEqual(
      flawed.problem.flaws?.map(({ message }) => message),
      ['line 1: unknown-placeholder cod', 'line 1: missing-placeholder code'],
    );
    const unknown = await root.restore(code, { version: 1, number: 7 });
    assert.equal(unknown.code, 'letter/version-not-found');
    assert.equal((await root.get(code)).reply.version, 1);
  });

  it('are nobody else’s business', async () => {
    const at = await templateFixture(await open());
    for (const who of [at.chief, at.plain]) {
      const they = at.as(who);
      const tried = { ...words('x'), sample: 'usual' };
      const settings = { product: { 'zh-CN': 'x', en: 'x' }, footer: { 'zh-CN': '', en: '' } };
      const answers = await Promise.all([
        ...[they.list(), they.get(code), they.save(code, { ...words('x'), version: 0 })],
        ...[they.reset(code, 0), they.restore(code, { version: 0, number: 1 })],
        ...[they.preview(code, tried), they.test(code, tried), they.settings(settings, 0)],
      ]);
      assert.deepEqual(
        new Set(answers.map((answer) => answer.code)),
        new Set(['admin/not-allowed']),
      );
    }
    assert.deepEqual(await at.db('letter_versions'), []);
    assert.deepEqual(await at.db('letter_settings'), []);
  });

  it('are tried out in one’s own mailbox; another bridge knows them, name and footer within seconds', async () => {
    const at = await templateFixture(await open());
    const other = await at.open();
    const root = at.as(at.root);
    await root.save(code, { ...words('Own: {product}'), version: 0 });
    const product = { 'zh-CN': '湖畔会议', en: 'Lakeside Meet' };
    const footer = { 'zh-CN': '', en: 'Imprint: Lake Road 1' };
    assert.deepEqual((await root.settings({ product, footer }, 0)).reply, { version: 1 });
    assert.equal((await root.settings({ product, footer }, 0)).code, 'letter/changed');
    const shown = async () => {
      const { reply } = await at
        .as(at.root, other)
        .preview(code, { ...words('{product}'), sample: 'hostile' });
      return reply;
    };
    while ((await shown()).subject !== 'Lakeside Meet')
      await new Promise((resolve) => setTimeout(resolve, 100));
    // The page for logging in says it to whoever comes.
    const anybody = at.as({ ...at.root, token: '' }, other);
    assert.deepEqual((await anybody.branding()).reply.product, product);
    const { html, text } = await shown();
    assert.match(text, /<script>alert\("name"\)<\/script> \{link\}/u);
    assert.doesNotMatch(html ?? '', /<script/u);
    const sent = await at
      .as(at.root, other)
      .test(code, { ...words('Try {code}'), sample: 'usual' });
    assert.deepEqual(sent.reply, { to: 'root@uni.test' });
    const [mail] = await at.received(1);
    assert.match(mail?.raw ?? '', /^From: Lakeside Meet <meetings@uni\.test>/mu);
    assert.match(mail?.text ?? '', /Take 271828, Anna Müller\.\n\nImprint: Lake Road 1$/u);
    await at.db('people').where({ id: at.root.id }).update({ email: null });
    const nowhere = await root.test(code, { ...words('x'), sample: 'usual' });
    assert.equal(nowhere.code, 'letter/no-address');
    const sms = { name: 'login-code-sms', language: 'en' } as const;
    assert.equal(
      (await root.test(sms, { ...words('', '{code}'), sample: 'usual' })).code,
      'account/no-way',
    );
  });

  it('give way to the shipped ones when an update made them unusable, which is logged once', async () => {
    const db = await open();
    const at = await templateFixture(db);
    const root = at.as(at.root);
    await root.save(code, { ...words('Own'), version: 0 });
    await db('letter_versions').update({ body: '{code} {gone}', shipped_body: 'as it was then' });
    const logged: { msg: string; name: string }[] = [];
    const log = pino(
      {},
      {
        write: (line: string) =>
          void logged.push(JSON.parse(line) as { msg: string; name: string }),
      },
    );
    const messageTemplates = createMessageTemplates({ db, log, product: 'P' });
    await messageTemplates.refresh();
    await db('letter_settings').insert({
      id: 1,
      version: 1,
      settings: JSON.stringify({
        product: { 'zh-CN': '', en: '' },
        footer: { 'zh-CN': '', en: '' },
      }),
      changed_at: 1,
    });
    await messageTemplates.refresh();
    const mail = { locale: 'en', valuesIn: () => ({ code: '1', minutes: '10' }) };
    assert.equal(messageTemplates.write.mail('login-code', mail).subject, 'Your code for P: 1');
    assert.deepEqual(
      logged.map(({ msg, name }) => [msg, name]),
      [['unusable message template: the shipped one is sent', 'login-code']],
    );
    const listed = (await root.list()).reply.letters.find(({ name }) => name === 'login-code');
    const [, state] = listed?.states ?? [];
    assert.deepEqual([state?.isOwn, state?.isUnusable, state?.isOlder], [true, true, true]);
    assert.equal((await root.get(code)).reply.shippedThen?.body, 'as it was then');
  });
});
