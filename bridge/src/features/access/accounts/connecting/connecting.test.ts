import assert from 'node:assert/strict';
import { codeIn, connectingFixture, tokenIn } from '../../../../../test/connecting-fixture.ts';
import { guestOf } from '../../../../../test/raw-bridge.ts';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { aCourse, aDirectory, anAccount, moodle } from '../../../../../test/roster-fixtures.ts';
import type { Database } from '../../../../kernel/database.ts';
import { newId } from '../../../../kernel/ids.ts';

const lms = `moodle:${moodle}`;
const lin = anAccount('l', {
  displayName: '林芳',
  email: 'lin@uni.test',
  phone: '13800001111',
  campusNumber: 'S1',
});
/** The LMS knows her by an old number. */
const old = anAccount('77', {
  displayName: '林芳',
  email: 'lin@uni.test',
  campusNumber: 'S-OLD',
});
const mate = anAccount('78', { campusNumber: 'S-NOBODY', email: 'mate@else.test' });

type Fixture = Awaited<ReturnType<typeof fixture>>;

async function fixture(db: Database) {
  const at = await connectingFixture(db);
  await at.tells(aDirectory([lin]));
  await at.tells(aCourse([old, mate]));
  const known = await at.personOf('ldap:campus', 'l');
  const own = await at.personOf(lms, '77');
  assert.notEqual(known, own);
  const matePerson = await at.personOf(lms, '78');
  return {
    ...at,
    known,
    own,
    student: await at.signedIn(own),
    other: await at.signedIn(matePerson),
  };
}

const asked = async (at: Fixture, identifier = 'S1', who = at.student) => {
  const { reply, code } = await at.send(who, 'POST account/connection/codes', {
    identifier,
    via: 'sms',
  });
  await at.delivered();
  return { codeId: String(reply?.['codeId']), refusal: code };
};

/** Asks for a code and shows it. */
const connected = async (at: Fixture) => {
  const { codeId } = await asked(at);
  const code = codeIn((await at.told('connect-code')).at(-1));
  const done = await at.send(at.student, `POST account/connection/codes/${codeId}`, { code });
  return { codeId, code, done };
};

const waiting = (db: Database) => db<{ reason: string }>('person_conflicts');

forEachDatabase('"This is me"', (open) => {
  it('goes on as opened by the same portal, with which it ends', async () => {
    const at = await fixture(await open());
    const portalId = newId();
    await at.db('sessions').where({ person_id: at.own }).update({ portal_id: portalId });
    const { done } = await connected(at);
    assert.equal(done.status, 200, done.text);
    const now = await at.db('sessions').where({ person_id: at.known }).pluck('portal_id');
    assert.deepEqual(now, [portalId]);
  });

  it('makes a student of the LMS the person whom the campus knows, told at every contact', async () => {
    const at = await fixture(await open());
    const offer = await at.send(at.student, 'GET account/connection');
    assert.equal(offer.reply?.['isOpen'], true);
    const { codeId, code, done } = await connected(at);
    const [sms] = await at.told('connect-code');
    assert.equal(sms?.to, '+8613800001111');
    assert.equal(done.status, 200, done.text);
    const reply = done.reply as unknown as {
      person: { id: string };
      session: { accessToken: string };
    };
    assert.equal(reply.person.id, at.known);
    assert.equal(await at.personOf(lms, '77'), at.known);
    assert.deepEqual(await waiting(at.db), [], 'what was in conflict is settled');
    const goesOn = { ...at.student, token: reply.session.accessToken };
    assert.equal((await at.send(goesOn, 'GET account')).reply?.['campusNumber'], 'S1');
    assert.equal((await at.send(goesOn, 'GET account/connection')).reply?.['isOpen'], false);
    assert.equal((await at.send(at.student, 'GET account')).code, 'session/ended');
    const told = await at.told('account-connected', 2);
    assert.deepEqual(told.map(({ to }) => to).sort(), ['+8613800001111', 'lin@uni.test']);
    const audit = await at.db<{ action: string }>('audit_entries').where({
      action: 'identity.connect',
    });
    assert.equal(audit.length, 1);
    const again = await at.send(goesOn, `POST account/connection/codes/${codeId}`, { code });
    assert.equal(again.code, 'account/connect-closed');
    // The next runs of both sources keep to it.
    await at.tells(aCourse([old, mate]));
    await at.tells(aDirectory([lin]));
    assert.equal(await at.personOf(lms, '77'), at.known);
    assert.deepEqual(await waiting(at.db), []);
  });

  it('is undone by whoever was told, for good: all are signed out, and it is not offered again', async () => {
    const at = await fixture(await open());
    const { done } = await connected(at);
    const { session } = done.reply as unknown as { session: { accessToken: string } };
    const token = tokenIn((await at.told('account-connected', 2))[0]);
    const read = () => at.send(null, 'POST account-links/read', { token });
    assert.deepEqual((await read()).reply, { kind: 'connected', contact: null, state: 'open' });
    const answer = (isMine: boolean) =>
      at.send(null, 'POST account-links/answer', { token, isMine });
    const forged = { token: `${newId()}.${'x'.repeat(43)}` };
    assert.equal(
      (await at.send(null, 'POST account-links/read', forged)).code,
      'account/link-unknown',
    );
    assert.equal((await answer(false)).status, 200);
    assert.equal((await read()).reply?.['state'], 'not-mine');
    assert.equal((await answer(true)).code, 'account/contact-over');
    assert.equal(await at.personOf(lms, '77'), at.own);
    assert.equal((await at.registry.people.find(at.own))?.status, 'active');
    const goesOn = { ...at.student, token: session.accessToken };
    assert.equal((await at.send(goesOn, 'GET account')).code, 'session/ended');
    at.clock.move(600_000);
    const anew = { ...at, student: await at.signedIn(at.own) };
    const second = await connected(anew);
    assert.equal(second.done.code, 'account/connect-refused');
    assert.equal(await at.personOf(lms, '77'), at.own);
  });

  it('gives nobody what the account was given to log in with', async () => {
    const at = await fixture(await open());
    await at.db('person_passwords').insert({ person_id: at.own, set_at: 5, hash: 'x' });
    const contact = { contact_key: 'thief@else.test', person_id: at.own, confirmed_at: 5 };
    await at.db('login_contacts').insert(contact);
    assert.equal((await connected(at)).done.status, 200);
    for (const table of ['person_passwords', 'login_contacts']) {
      assert.deepEqual(await at.db(table).where({ person_id: at.known }), [], table);
    }
    const told = await at.told('account-connected', 3);
    assert.ok(told.some(({ to }) => to === 'thief@else.test'));
  });

  it('takes a code in the session that asked for it, once, and nobody else’s', async () => {
    const at = await fixture(await open());
    const { codeId } = await asked(at);
    const code = codeIn((await at.told('connect-code')).at(-1));
    const elsewhere = await at.signedIn(at.own);
    const show = (who: typeof elsewhere, given: string) =>
      at.send(who, `POST account/connection/codes/${codeId}`, { code: given });
    for (const who of [elsewhere, at.other]) {
      assert.equal((await show(who, code)).code, 'account/code-wrong');
    }
    const forged = code === '000000' ? '000001' : '000000';
    assert.equal((await show(at.student, forged)).code, 'account/code-wrong');
    // Nor does it log in, or change one's own account.
    const path = { login: `login/codes/${codeId}`, own: `account/codes/${codeId}` };
    assert.equal((await at.send(null, `POST ${path.login}`, { code })).code, 'account/code-wrong');
    at.clock.move(1);
    const own = await at.send(at.student, `POST ${path.own}`, { code });
    assert.equal(own.code, 'account/code-wrong');
    assert.equal(await at.personOf(lms, '77'), at.own);
  });

  it('answers the same for people, strangers and who is known by an LMS only; sends to the first alone', async () => {
    const at = await fixture(await open());
    await at.tells(
      aDirectory([lin, anAccount('g', { campusNumber: 'GONE', phone: '13800002222' })]),
    );
    await at.db('people').where({ campus_number: 'GONE' }).update({ status: 'deactivated' });
    const answers = [];
    const sent: string[] = [];
    for (const identifier of ['S1', 'S-UNKNOWN', 'S-NOBODY', 'GONE']) {
      const answer = await at.send(at.student, 'POST account/connection/codes', {
        identifier,
        via: 'sms',
      });
      const { expiresAt, nextAt } = answer.reply as { expiresAt: number; nextAt: number };
      answers.push([answer.status, expiresAt - at.clock.now(), nextAt - at.clock.now()]);
      await at.delivered();
      sent.push(...(await at.messages()).map(({ to }) => to));
      at.clock.move(3_600_000);
    }
    assert.equal(new Set(answers.map(String)).size, 1, JSON.stringify(answers));
    // The notice by mail that an account came with somebody's number is another thing, and comes when it comes.
    const phones = new Set(sent.filter((to) => to.startsWith('+')));
    assert.deepEqual([...phones], ['+8613800001111']);
  });

  it('is for nobody whom the campus knows already, for no guest and for no admin', async () => {
    const at = await fixture(await open());
    const known = await at.signedIn(at.known);
    assert.equal((await asked(at, 'S-NOBODY', known)).refusal, 'account/connect-closed');
    const token = await guestOf(at.db, await at.bridge.meetingOf(at.root), at.clock);
    const guest = { ...at.student, token };
    assert.equal((await asked(at, 'S1', guest)).refusal, 'session/guest');
    await at.give({ ...at.other }, null);
    assert.equal((await asked(at, 'S1', at.other)).refusal, 'account/connect-closed');
    assert.equal((await at.send(null, 'GET account/connection')).code, 'session/missing');
  });

  it('makes nobody an administrator by a code, nor by a password: it takes both', async () => {
    const at = await fixture(await open());
    const chief = await at.signedIn(at.known);
    const asks = await at.send(chief, 'POST account/codes', { via: 'sms' });
    await at.delivered();
    const mine = codeIn((await at.told('login-code')).at(-1));
    await at.send(chief, `POST account/codes/${String(asks.reply?.['codeId'])}`, { code: mine });
    const password = 'seven quiet lighthouses';
    assert.equal((await at.send(chief, 'PUT account/password', { password })).status, 200);
    await at.give(chief, at.sciences.id);
    const byPassword = (given: string) =>
      at.send(at.student, 'POST account/connection/password', {
        identifier: 'S1',
        password: given,
      });
    assert.equal((await byPassword('wrong wrong wrong')).code, 'account/login-wrong');
    assert.equal((await byPassword(password)).code, 'account/connect-code');
    const { codeId, code, done } = await connected(at);
    assert.equal(done.code, 'account/connect-password');
    const both = (given: string) =>
      at.send(at.student, `POST account/connection/codes/${codeId}`, { code, password: given });
    assert.equal((await both('wrong wrong wrong')).code, 'account/login-wrong');
    assert.equal(await at.personOf(lms, '77'), at.own);
    assert.equal((await both(password)).status, 200);
    assert.equal(await at.personOf(lms, '77'), at.known);
  });

  it('ties no second account of one system: administrators are asked, whatever runs say', async () => {
    const at = await fixture(await open());
    await connected(at);
    at.clock.move(3_600_000);
    // A classmate has got hold of a code for her.
    const { codeId } = await asked(at, 'S1', at.other);
    const code = codeIn((await at.told('connect-code', 1)).at(-1));
    const path = `POST account/connection/codes/${codeId}`;
    const done = await at.send(at.other, path, { code });
    assert.equal(done.code, 'account/connect-conflict');
    assert.equal(await at.personOf(lms, '78'), at.other.id);
    const reasons = async () => (await waiting(at.db)).map(({ reason }) => reason);
    assert.deepEqual(await reasons(), ['account/claimed']);
    await at.tells(aCourse([old, mate]));
    assert.deepEqual(await reasons(), ['account/claimed']);
    const listed = await at.ask(at.root, 'GET conflicts');
    const { conflicts } = listed.reply as unknown as { conflicts: { candidates: object[] }[] };
    assert.equal(conflicts[0]?.candidates.length, 1);
  });
});
