import assert from 'node:assert/strict';
import {
  codeIn,
  connectingFixture,
  textOf,
  tokenIn,
} from '../../../../../test/connecting-fixture.ts';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { aCourse, aDirectory, anAccount, moodle } from '../../../../../test/roster-fixtures.ts';
import type { Database } from '../../../../kernel/database.ts';

const oldPhone = '+8613800001111';
const newPhone = '+8613900009999';
const lin = anAccount('l', {
  displayName: '林芳',
  email: 'lin@uni.test',
  phone: oldPhone,
  campusNumber: 'T1',
});
/** What the department's sheet says of her. */
const row = anAccount('T1', {
  displayName: '林芳',
  email: 'lin@uni.test',
  phone: newPhone,
  campusNumber: 'T1',
});

type Fixture = Awaited<ReturnType<typeof fixture>>;

async function fixture(db: Database) {
  const at = await connectingFixture(db);
  await at.tells(aDirectory([lin]));
  const known = await at.personOf('ldap:campus', 'l');
  return { ...at, known, teacher: await at.signedIn(known) };
}

/** To whom a login code goes; null for nobody. */
async function codeGoesTo(at: Fixture, identifier: string): Promise<string | null> {
  at.clock.move(3_600_000);
  await at.db('outbox').where({ about: 'login-code' }).delete();
  await at.send(null, 'POST login/codes', { identifier, via: 'sms' });
  await at.delivered();
  const [message] = (await at.messages()).filter(({ about }) => about === 'login-code');
  return message?.to ?? null;
}

const waiting = async (at: Fixture) =>
  (await at.send(at.teacher, 'GET account/contacts')).reply?.['waiting'] as { contact: string }[];

forEachDatabase('Another number for somebody who logs in', (open) => {
  it('by a department’s sheet gets no code; the old contacts are told, and she goes on with hers', async () => {
    const at = await fixture(await open());
    assert.equal(await codeGoesTo(at, oldPhone), oldPhone);
    await at.says('sheet', row);
    // The take-over: the admin who wrote it asks for a code.
    assert.equal(await codeGoesTo(at, newPhone), null);
    assert.equal(await codeGoesTo(at, oldPhone), oldPhone);
    assert.equal(await codeGoesTo(at, 'T1'), oldPhone);
    const told = await at.told('contact-changed', 2);
    assert.deepEqual(told.map(({ to }) => to).sort(), [oldPhone, 'lin@uni.test'].sort());
    for (const message of told) {
      assert.doesNotMatch(textOf(message), /13900009999/u);
      assert.match(textOf(message), /9999/u);
    }
    assert.deepEqual(
      (await waiting(at)).map(({ contact }) => contact),
      [newPhone],
    );
    // Told once, however often the sheet and the directory say it again.
    await at.says('sheet', { ...row, givenName: 'Fang' });
    await at.tells(aDirectory([lin]));
    assert.equal((await at.told('contact-changed', 3, 60)).length, 2);
  });

  it('logs in once she has proven herself and said that it is hers', async () => {
    const at = await fixture(await open());
    await at.says('sheet', row);
    await at.told('contact-changed', 2);
    const answer = (more: object = {}) =>
      at.send(at.teacher, 'POST account/contacts/phone', {
        contact: newPhone,
        isMine: true,
        ...more,
      });
    assert.equal((await answer()).code, 'account/proof-needed');
    assert.equal((await answer({ contact: oldPhone, isMine: false })).code, 'account/contact-over');
    const asked = await at.send(at.teacher, 'POST account/codes', { via: 'sms' });
    await at.delivered();
    const [message] = await at.told('login-code');
    assert.equal(message?.to, oldPhone);
    const codeId = String(asked.reply?.['codeId']);
    await at.send(at.teacher, `POST account/codes/${codeId}`, { code: codeIn(message) });
    assert.equal((await answer()).status, 200);
    assert.equal((await answer()).code, 'account/contact-over');
    assert.equal(await codeGoesTo(at, newPhone), newPhone);
    assert.equal(await codeGoesTo(at, oldPhone), null);
    const audit = await at.db<{ action: string }>('audit_entries').orderBy('at');
    const deeds = audit.map(({ action }) => action).filter((action) => /contact/u.test(action));
    assert.deepEqual(deeds, ['account.contact-waits', 'account.contact-confirmed']);
  });

  it('is answered by the link that went to the old contact: hers, or not, and then for good', async () => {
    const at = await fixture(await open());
    await at.says('sheet', row);
    const token = tokenIn((await at.told('contact-changed', 2))[0]);
    const read = async () => (await at.send(null, 'POST account-links/read', { token })).reply;
    assert.deepEqual(await read(), { kind: 'contact', contact: '••••••9999', state: 'open' });
    const answer = (isMine: boolean) =>
      at.send(null, 'POST account-links/answer', { token, isMine });
    assert.equal((await answer(false)).status, 200);
    assert.equal((await answer(true)).code, 'account/contact-over');
    await at.says('sheet', { ...row, givenName: 'Fang' });
    assert.deepEqual(await waiting(at), []);
    assert.equal(await codeGoesTo(at, newPhone), null);
    // Another one is asked about anew, and this time it is hers.
    await at.says('sheet', { ...row, phone: '+8613900008888' });
    const [last] = (await at.told('contact-changed', 4)).slice(2);
    const second = { token: tokenIn(last), isMine: true };
    assert.equal((await at.send(null, 'POST account-links/answer', second)).status, 200);
    assert.equal(await codeGoesTo(at, '+8613900008888'), '+8613900008888');
  });

  it('is confirmed in her place by a system admin, by nobody else', async () => {
    const at = await fixture(await open());
    await at.says('sheet', row);
    const path = `people/${at.known}/contacts`;
    const body = { contact: newPhone, isMine: true };
    for (const who of [at.chief, at.plain]) {
      assert.equal((await at.ask(who, `GET ${path}`)).code, 'admin/not-allowed');
      assert.equal((await at.ask(who, `POST ${path}/phone`, body)).code, 'admin/not-allowed');
    }
    const { reply } = await at.ask(at.root, `GET ${path}`);
    const { contacts } = reply as unknown as { contacts: { kind: string; contact: string }[] };
    assert.equal(contacts.find(({ kind }) => kind === 'phone')?.contact, oldPhone);
    assert.equal((await at.ask(at.root, `POST ${path}/phone`, body)).status, 200);
    assert.equal(await codeGoesTo(at, newPhone), newPhone);
  });

  it('by the directory waits as well; what goes away logs in no more and comes back at once', async () => {
    const at = await fixture(await open());
    await at.tells(aDirectory([{ ...lin, phone: newPhone }]));
    assert.equal(await codeGoesTo(at, newPhone), null);
    assert.equal(await codeGoesTo(at, oldPhone), oldPhone);
    await at.tells(aDirectory([lin]));
    assert.deepEqual(await waiting(at), []);
    await at.tells(aDirectory([{ ...lin, phone: null }]));
    assert.equal(await codeGoesTo(at, oldPhone), null);
    await at.tells(aDirectory([{ ...lin, phone: newPhone }]));
    assert.equal(await codeGoesTo(at, newPhone), null);
    await at.tells(aDirectory([lin]));
    assert.equal(await codeGoesTo(at, oldPhone), oldPhone);
  });
});

forEachDatabase('A first number or address', (open) => {
  it('of a sheet logs in at once; a typing error is mended as long as nobody logged in', async () => {
    const at = await fixture(await open());
    const newcomer = { ...row, externalId: 'N1', campusNumber: 'N1', email: null };
    await at.says('sheet', { ...newcomer, phone: '+8613700000001' });
    assert.equal(await codeGoesTo(at, '+8613700000001'), '+8613700000001');
    await at.says('sheet', { ...newcomer, phone: '+8613700000002' });
    assert.equal(await codeGoesTo(at, '+8613700000001'), null);
    at.clock.move(3_600_000);
    const asked = await at.send(null, 'POST login/codes', { identifier: 'N1', via: 'sms' });
    await at.delivered();
    const code = codeIn((await at.told('login-code')).at(-1));
    const path = `POST login/codes/${String(asked.reply?.['codeId'])}`;
    assert.equal((await at.send(null, path, { code })).status, 200);
    await at.says('sheet', { ...newcomer, phone: '+8613700000003' });
    assert.equal(await codeGoesTo(at, '+8613700000003'), null);
    assert.equal(await codeGoesTo(at, 'N1'), '+8613700000002');
  });

  it('that a sheet adds to somebody who logs in by another waits; the directory may add one', async () => {
    const at = await fixture(await open());
    await at.tells(aDirectory([lin, anAccount('b', { campusNumber: 'B1', email: 'b@uni.test' })]));
    const facts = anAccount('B1', { campusNumber: 'B1', email: 'b@uni.test', phone: newPhone });
    await at.says('sheet', facts);
    assert.equal(await codeGoesTo(at, newPhone), null);
    await at.tells(
      aDirectory([
        lin,
        anAccount('c', { campusNumber: 'D1', email: null, phone: '+8613600000001' }),
      ]),
    );
    await at.tells(
      aDirectory([
        lin,
        anAccount('c', { campusNumber: 'D1', email: 'd@uni.test', phone: '+8613600000001' }),
      ]),
    );
    assert.equal(await codeGoesTo(at, 'd@uni.test'), '+8613600000001');
  });

  it('that somebody writes into an LMS opens nothing, and keeps nobody else from logging in', async () => {
    const at = await fixture(await open());
    const thief = anAccount('13', { email: 'lin@uni.test', phone: oldPhone, campusNumber: 'X' });
    await at.tells(aCourse([thief]));
    assert.notEqual(await at.personOf(`moodle:${moodle}`, '13'), at.known);
    assert.equal(await codeGoesTo(at, 'lin@uni.test'), oldPhone);
    assert.equal(await codeGoesTo(at, oldPhone), oldPhone);
    assert.equal(await codeGoesTo(at, 'X'), null);
  });
});
