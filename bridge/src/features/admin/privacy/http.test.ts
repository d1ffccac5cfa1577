import assert from 'node:assert/strict';
import { hash } from '@node-rs/argon2';
import { strFromU8, unzipSync } from 'fflate';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { addRow, fill, privacyFixture } from '../../../../test/privacy-fixture.ts';
import { anAccount } from '../../../../test/roster-fixtures.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import { personalData } from '../../../app/personal-data.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';

const known = { email: 'a@uni.test', phone: '+8613912345678', campusNumber: 'S1' };

/** What only who has an office leaves behind. */
const offices = ['letter_settings', 'letter_versions'];

/** A running bridge, a student with everything there is, and everybody who might try something. */
async function fixture(db: Database) {
  const at = await privacyFixture(db);
  const student = await at.people.person('=HYPERLINK("x") <b>欧阳</b>');
  // Started before anything is made up: a start makes people out anew of what sources say of them.
  const bridge = await runRawBridge(db, at.clock);
  await fill(db, student, known);
  await db('occupants').update({ left_at: 5 });
  const facts = anAccount('filled', { displayName: student.name });
  await db('person_records').update({ gone_at: 5, said: JSON.stringify(facts) });
  await db('erasure_requests').update({ state: 'withdrawn', open_key: null });
  await db('person_passwords').update({
    hash: await hash('correct horse battery'),
  });
  // Everything is kept of them but what only an admin does.
  for (const table of offices) await db(table).delete();
  await db('grants').where({ person_id: student.id }).delete();
  /** @param what method and path */
  const ask = (who: Actor, what: string, body: unknown = {}) => {
    const [method = '', path = ''] = what.split(' ');
    return bridge.send({ method, path, token: who.token, body });
  };
  /** The files of an export; the code of the refusal where there is none. */
  const files = async (who: Actor, path: string, body: object = {}) => {
    const answer = await fetch(bridge.base + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${who.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ locale: 'zh-CN', ...body }),
    });
    if (!answer.ok) return ((await answer.json()) as { code: string }).code;
    const zip = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    return Object.fromEntries(Object.entries(zip).map(([name, file]) => [name, strFromU8(file)]));
  };
  const prove = (who: Actor) =>
    db('login_proofs')
      .insert({ session_id: who.sessionId, proven_at: at.clock.now() })
      .onConflict('session_id')
      .merge();
  return { ...at, student, bridge, ask, files, prove };
}

interface Data {
  data: { table: string; by: string; rows: Record<string, unknown>[] }[];
}

const ofPerson = (who: Actor, what: string) => `/api/admin/privacy/people/${who.id}/${what}`;

forEachDatabase('What is kept about somebody', (open) => {
  it('is handed out whole, without secrets, safe for spreadsheets and browsers', async () => {
    const db = await open();
    const at = await fixture(db);
    assert.equal(await at.files(at.student, '/api/me/data/export'), 'account/proof-needed');
    const wrong = { current: 'not my password' };
    assert.equal(await at.files(at.student, '/api/me/data/export', wrong), 'account/login-wrong');
    const right = { current: 'correct horse battery' };
    const zip = await at.files(at.student, '/api/me/data/export', right);
    assert.ok(typeof zip === 'object');
    const { data } = JSON.parse(zip['data.json'] ?? '') as Data;
    const there = new Set(data.map(({ table, by }) => `${table}.${by}`));
    const left = new Set([...offices, 'grants']);
    const declared = personalData
      .filter(({ shows, holds, table, column }) => {
        const isTheirs = holds !== 'guest' && column !== 'merged_into' && !left.has(table);
        return shows.length > 0 && isTheirs;
      })
      .map(({ table, column }) => `${table}.${column}`);
    assert.deepEqual(
      declared.filter((one) => !there.has(one)),
      [],
    );
    const all = Object.values(zip).join('\n');
    assert.doesNotMatch(all, /SECRET/u);
    assert.ok(zip['csv/people-id.csv']?.includes(`"'=HYPERLINK`), 'no formula');
    assert.ok(zip['index.html']?.includes('&lt;b&gt;欧阳'), 'no markup');
    assert.ok(zip['index.html']?.includes('姓名'));
    const [entry] = await at.audit.list({ isSystem: true, departmentIds: new Set() }, { limit: 1 });
    assert.equal(entry?.action, 'person.export');
  });

  it('is said in words, with periods and sources, and that a source still lists them', async () => {
    const db = await open();
    const at = await fixture(db);
    await db('person_records').update({ gone_at: null, source: 'ldap:campus' });
    const { text } = await at.ask(at.student, 'GET /api/me/data');
    const view = JSON.parse(text) as {
      kinds: { kind: string; periods: { name: string; days: number }[] }[];
      sources: string[];
      blockers: { code: string; sources: string[] }[];
    };
    assert.deepEqual(view.sources, ['ldap:campus']);
    assert.deepEqual(view.blockers[0], { code: 'erasure/listed', sources: ['ldap:campus'] });
    const calls = view.kinds.find(({ kind }) => kind === 'call');
    assert.deepEqual(calls?.periods, [{ name: 'calls', days: 30 }]);
  });

  it('goes to admins of the person’s unit only, without third parties; elsewhere nobody is there', async () => {
    const db = await open();
    const at = await fixture(db);
    const unit = { department_id: at.physics.id, person_id: at.student.id };
    await db('department_memberships').where({ person_id: at.student.id }).delete();
    await db('department_memberships').insert({ ...unit, status: 'active', changed_at: 1 });
    await db('department_claims')
      .where({ person_id: at.student.id })
      .update({ department_id: at.arts.id });
    await db('calls').update({ caller_name: 'Somebody else' });
    const own = await at.files(at.chief, ofPerson(at.student, 'export'));
    assert.ok(typeof own === 'object');
    const { data } = JSON.parse(own['data.json'] ?? '') as Data;
    const tables = data.map(({ table }) => table);
    assert.ok(tables.includes('people') && tables.includes('department_memberships'));
    assert.ok(!tables.includes('department_claims'), 'what another unit says');
    assert.ok(!tables.includes('audit_entries'));
    assert.doesNotMatch(own['data.json'] ?? '', /Somebody else|SECRET/u);
    const refusals = await Promise.all([
      at.files(at.other, ofPerson(at.student, 'export')),
      at.files(at.other, `/api/admin/privacy/people/${newId()}/export`),
      at.files(at.plain, ofPerson(at.student, 'export')),
      at.files(at.student, ofPerson(at.student, 'export')),
    ]);
    assert.deepEqual(refusals, [
      ...['person/not-found', 'person/not-found', 'admin/not-allowed', 'admin/not-allowed'],
    ]);
    assert.equal(typeof (await at.files(at.root, ofPerson(at.student, 'export'))), 'object');
  });

  it('goes to a guest by the session, and to no other guest; the admin’s pages are not for guests', async () => {
    const db = await open();
    const at = await fixture(db);
    const series = (await db('meeting_series').first()) as { id: string };
    const guest = await at.people.guest('Gast Müller', series.id);
    await at.people.guest('Another guest', series.id);
    const zip = await at.files(guest, '/api/me/data/export');
    assert.ok(typeof zip === 'object');
    assert.match(zip['data.json'] ?? '', /Gast Müller/u);
    assert.doesNotMatch(zip['data.json'] ?? '', /Another guest/u);
    assert.equal((await at.ask(guest, 'POST /api/me/erasure')).code, 'session/guest');
    assert.equal((await at.ask(guest, 'GET /api/admin/privacy/erasures')).code, 'session/guest');
    assert.equal(typeof (await at.files(at.root, ofPerson(guest, 'export'))), 'object');
    assert.equal(await at.files(at.chief, ofPerson(guest, 'export')), 'person/not-found');
  });

  it('is not handed out again and again', async () => {
    const at = await fixture(await open());
    const codes = [];
    for (let n = 0; n < 5; n += 1) {
      const answer = await at.files(at.plain, '/api/me/data/export');
      codes.push(typeof answer === 'string' ? answer : 'ok');
    }
    assert.deepEqual(codes, ['ok', 'ok', 'ok', 'ok', 'request/too-many']);
  });
});

forEachDatabase('Erasing and periods over HTTP', (open) => {
  it('are a system admin’s alone', async () => {
    const db = await open();
    const at = await fixture(db);
    await at.prove(at.student);
    const asked = await at.ask(at.student, 'POST /api/me/erasure');
    const { id } = JSON.parse(asked.text) as { id: string };
    const all = [
      ['GET', '/api/admin/privacy/erasures'],
      ['POST', `/api/admin/privacy/erasures/${id}/approval`],
      ['POST', `/api/admin/privacy/erasures/${id}/refusal`, { reason: 'no' }],
      ['GET', ofPerson(at.student, 'erasure')],
      ['POST', ofPerson(at.student, 'erasure'), { confirmed: true }],
      ['GET', '/api/admin/privacy/retention'],
      ['PUT', '/api/admin/privacy/retention/audit', { days: 365 }],
    ] as const;
    for (const who of [at.chief, at.other, at.plain, at.student]) {
      for (const [method, path, body] of all) {
        const { code } = await at.ask(who, `${method} ${path}`, body);
        assert.equal(code, 'admin/not-allowed', `${who.name}: ${method} ${path}`);
      }
    }
    const unknown = `/api/admin/privacy/people/${newId()}/erasure`;
    assert.equal((await at.ask(at.root, `GET ${unknown}`)).code, 'person/not-found');
    const forged = `/api/admin/privacy/erasures/${newId()}/approval`;
    assert.equal((await at.ask(at.root, `POST ${forged}`)).code, 'erasure/not-found');
    const unsure = await at.ask(at.root, `POST ${ofPerson(at.student, 'erasure')}`, {});
    assert.deepEqual([unsure.code, unsure.fields], ['request/invalid', ['body.confirmed']]);
    assert.notEqual(await at.registry.people.find(at.student.id), null);
  });

  it('need the person’s proof, and end sessions, mail that waits and all admission', async () => {
    const db = await open();
    const at = await fixture(db);
    const unproven = await at.ask(at.student, 'POST /api/me/erasure');
    assert.equal(unproven.code, 'account/proof-needed');
    const asked = await at.ask(at.plain, 'POST /api/me/erasure');
    assert.equal(asked.code, undefined, 'there is nothing to prove by but the session');
    await addRow(db, 'outbox', { person_id: at.student.id, state: 'waiting' });
    const done = await at.ask(at.root, `POST ${ofPerson(at.student, 'erasure')}`, {
      confirmed: true,
    });
    assert.equal(done.status, 200, done.text);
    assert.equal((await at.ask(at.student, 'GET /api/me/data')).code, 'session/expired');
    assert.deepEqual(await db('outbox').where({ person_id: at.student.id }), []);
    const list = await at.ask(at.root, 'GET /api/admin/privacy/erasures');
    assert.ok(!list.text.includes(at.student.id) && !list.text.includes('欧阳'));
    const twice = await at.ask(at.root, `POST ${ofPerson(at.student, 'erasure')}`, {
      confirmed: true,
    });
    assert.equal(twice.code, 'person/not-found');
    const page = await at.ask(at.root, 'GET /api/admin/people?limit=100');
    const { people } = JSON.parse(page.text) as { people: { name: string }[] };
    assert.ok(
      people.every(({ name }) => name !== ''),
      'no blank line in the list of people',
    );
  });

  it('set a period within its bounds only', async () => {
    const at = await fixture(await open());
    const set = (days: number | null) =>
      at.ask(at.root, 'PUT /api/admin/privacy/retention/audit', { days });
    const short = await set(179);
    assert.deepEqual([short.code, short.fields], ['request/invalid', ['body.days']]);
    const shown = async (days: number | null) =>
      (
        JSON.parse((await set(days)).text) as {
          periods: { name: string; days: number; usualDays: number }[];
        }
      ).periods.find(({ name }) => name === 'audit');
    assert.equal((await shown(200))?.days, 200);
    assert.equal((await shown(null))?.days, 1095);
    const strange = await at.ask(at.root, 'PUT /api/admin/privacy/retention/people', {
      days: 1,
    });
    assert.equal(strange.code, 'request/invalid');
  });

  it('count one sort when a system admin asks, and show it with the moment', async () => {
    const at = await fixture(await open());
    const periods = async (what: string) =>
      (
        JSON.parse((await at.ask(at.root, what)).text) as {
          periods: { name: string; counted: { rows: number; at: number } | null }[];
        }
      ).periods;
    const one = await periods('POST /api/admin/privacy/retention/audit/count');
    assert.deepEqual(
      one.map(({ name, counted }) => [name, counted?.at]),
      [['audit', at.clock.now()]],
    );
    const all = await periods('GET /api/admin/privacy/retention');
    const counted = all.filter((period) => period.counted !== null);
    assert.deepEqual(counted, one, 'and nothing else');
    const refused = await at.ask(at.plain, 'POST /api/admin/privacy/retention/audit/count');
    assert.equal(refused.code, 'admin/not-allowed');
  });
});
