import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aCampus,
  anAccount,
  believesAll,
  moodle,
  stateOf,
} from '../../../../test/roster-fixtures.ts';
import type { Database } from '../../../kernel/database.ts';
import { diffPeople } from './diff.ts';
import type { People, PersonFacts } from './index.ts';
import { resolve, statusOf, type PersonRecord } from './precedence.ts';
import { originsOf, statusAndReason } from './provenance.ts';
import { inTransaction } from '../../../kernel/sql.ts';

const record = (source: string, more: Partial<PersonRecord> = {}): PersonRecord => ({
  id: source,
  personId: 'P',
  source,
  realm: source,
  externalId: '1',
  facts: anAccount('1'),
  hash: '',
  seenAt: 100,
  changedAt: 100,
  goneAt: null,
  ...more,
});

describe("what follows from the sources' records of a person", () => {
  it('believes the directory for names and addresses, the launch for language and zone', () => {
    const ldap = anAccount('1', { displayName: 'From LDAP', email: null, locale: 'en' });
    const lti = anAccount('1', { displayName: 'From LTI', email: 'lti@uni.test', locale: 'zh-cn' });
    const person = resolve([record('lti:x', { facts: lti }), record('ldap:x', { facts: ldap })]);
    assert.equal(person.displayName, 'From LDAP');
    assert.equal(person.email, 'lti@uni.test');
    assert.equal(person.locale, 'zh-cn');
  });

  it('of two launches the later one says the language, be it an LMS’s or a portal’s', () => {
    const said = (source: string, locale: string, seenAt: number) =>
      record(source, { seenAt, facts: anAccount('1', { locale }) });
    const lms = [said('moodle:x', 'zh-cn', 9), said('lti:x', 'zh-cn', 1)];
    assert.equal(resolve([...lms, said('portal:x', 'en', 2)]).locale, 'en');
    assert.equal(resolve([...lms, said('portal:x', 'en', 0)]).locale, 'zh-cn');
  });

  it('never puts a name together from two systems', () => {
    const ldap = anAccount('1', { displayName: 'L', givenName: '', familyName: '' });
    const person = resolve([record('ldap:x', { facts: ldap }), record('moodle:x')]);
    assert.deepEqual([person.displayName, person.givenName, person.familyName], ['L', '', '']);
  });

  it('keeps what a source said when no other says anything any more', () => {
    const person = resolve([
      record('ldap:x', { goneAt: 5, facts: anAccount('1', { displayName: 'L' }) }),
    ]);
    assert.equal(person.displayName, 'L');
    assert.equal(person.status, 'deactivated');
  });

  it('a leaver of the directory stays while the LMS has an open account, and not by an old launch', () => {
    const gone = record('ldap:x', { goneAt: 500, changedAt: 500 });
    assert.equal(statusOf([gone, record('moodle:x')]), 'active');
    assert.equal(statusOf([gone, record('lti:x', { seenAt: 499 })]), 'deactivated');
    assert.equal(statusOf([gone, record('lti:x', { seenAt: 501 })]), 'active');
    const suspended = record('moodle:x', { facts: anAccount('1', { suspended: true }) });
    assert.equal(statusOf([suspended]), 'deactivated');
  });

  it('is explained field by field, by the very records that count', () => {
    const ldap = anAccount('1', { displayName: 'L', givenName: '', phone: null, locale: null });
    const moodle_ = anAccount('1', {
      displayName: 'M',
      phone: '1',
      email: 'L@uni.test',
      locale: 'en',
    });
    const records = [
      record('ldap:x', { facts: { ...ldap, email: 'L@uni.test' } }),
      record('moodle:x', { facts: moodle_ }),
      record('lti:x', { goneAt: 5, facts: anAccount('1', { timezone: 'Asia/Shanghai' }) }),
    ];
    const told = originsOf(records, believesAll).map(({ field, value, recordId, why }) => [
      field,
      ...[value, recordId, why],
    ]);
    assert.deepEqual(told, [
      ['displayName', 'L', 'ldap:x', 'rank'],
      ['familyName', '林1', 'ldap:x', 'name'],
      ['givenName', null, 'ldap:x', 'name'],
      ['email', 'L@uni.test', 'ldap:x', 'agreed'],
      ['campusNumber', null, null, 'nobody'],
      ['phone', '1', 'moodle:x', 'only'],
      ['locale', 'en', 'moodle:x', 'only'],
      ['timezone', null, null, 'nobody'],
    ]);
    const resolved = resolve(records, believesAll);
    for (const { field, value } of originsOf(records, believesAll))
      assert.equal(resolved[field] || null, value);
  });

  it('is what somebody decided by hand, for being active only', () => {
    const held = record('hand', { facts: { ...anAccount('P', { suspended: true }), email: null } });
    const listed = record('ldap:x');
    assert.deepEqual(statusAndReason([held, listed]), { status: 'deactivated', why: 'by-hand' });
    assert.equal(resolve([held, listed]).email, listed.facts.email);
    const taken = { ...held, goneAt: 7 };
    assert.deepEqual(statusAndReason([taken, listed]), { status: 'active', why: 'listed' });
    assert.equal(statusAndReason([{ ...listed, goneAt: 9 }, taken]).why, 'left');
  });

  it('does not depend on the order of the records', () => {
    const sources = ['ldap:a', 'moodle:b', 'lti:c', 'lti:d', 'nrps:e'];
    fc.assert(
      fc.property(fc.shuffledSubarray(sources, { minLength: 1 }), (order) => {
        const all = order.map((source) =>
          record(source, { facts: anAccount('1', { displayName: source, email: `${source}@x` }) }),
        );
        assert.deepEqual(resolve(all), resolve([...all].reverse()));
      }),
    );
  });
});

describe('the diff of people', () => {
  it('of what was just said is nothing', () => {
    const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 5 }), { nil: null });
    const facts = fc.record({
      email: text,
      campusNumber: text,
      phone: text,
      suspended: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 5 }), (list) => {
        const incoming = list.map((one, n) => anAccount(`a${n}`, one));
        const from = { source: 'ldap:x', realm: 'ldap:x' };
        const known = { candidates: [], accounts: new Map<string, string>(), countryCode: '86' };
        let ids = 0;
        const newId = () => `id${ids++}`;
        const first = diffPeople({ from, incoming, records: [], known, complete: true, newId });
        const records = first.created.map((one) =>
          record('ldap:x', { ...one, externalId: one.facts.externalId }),
        );
        const second = diffPeople({ from, incoming, records, known, complete: true, newId });
        assert.equal(second.unchanged.length, incoming.length);
        assert.deepEqual(
          [second.created, second.attached, second.changed, second.removed],
          [[], [], [], []],
        );
        const none = diffPeople({ from, incoming: [], records, known, complete: true, newId });
        assert.equal(none.removed.length, incoming.length);
      }),
    );
  });
});

const tell = (
  campus: { db: Database; people: People },
  from: { source: string; realm: string },
  people: PersonFacts[],
) =>
  inTransaction(campus.db, async (trx) => {
    const diff = await campus.people.diff(trx, { from, people, complete: false });
    await campus.people.apply(trx, diff);
    return diff;
  });

forEachDatabase('people from several sources', (open) => {
  it('a Moodle and its own LTI launches speak of the same accounts', async () => {
    const campus = await aCampus(await open());
    const ws = await tell(campus, { source: `moodle:${moodle}`, realm: moodle }, [
      anAccount('524', { email: null }),
    ]);
    const lti = await tell(campus, { source: 'lti:p1', realm: `${moodle}/` }, [
      anAccount('524', { email: 'other@uni.test', locale: 'zh-cn' }),
    ]);
    assert.equal(lti.attached[0]?.by, 'account');
    assert.equal(lti.personIds.get('524'), ws.personIds.get('524'));
    const person = await campus.people.find(ws.personIds.get('524')!);
    assert.equal(person?.locale, 'zh-cn');
    assert.equal(person.email, 'other@uni.test');
  });

  it('another platform with the same account number is somebody else', async () => {
    const campus = await aCampus(await open());
    const a = await tell(campus, { source: 'lti:a', realm: 'https://a.test' }, [
      anAccount('2', { email: null }),
    ]);
    const b = await tell(campus, { source: 'lti:b', realm: 'https://b.test' }, [
      anAccount('2', { email: null }),
    ]);
    assert.notEqual(a.personIds.get('2'), b.personIds.get('2'));
  });

  it('the directory and the LMS meet in the campus number; each keeps its own record', async () => {
    const campus = await aCampus(await open(), [], { trust: believesAll });
    await tell(campus, { source: 'ldap:c', realm: 'ldap:c' }, [
      anAccount('uuid', {
        displayName: '林芳',
        email: null,
        campusNumber: 'T1',
        phone: '13800007919',
      }),
    ]);
    const lms = await tell(campus, { source: `moodle:${moodle}`, realm: moodle }, [
      anAccount('7', { displayName: 'Fang Lin', campusNumber: 'T1', email: 'f@uni.test' }),
    ]);
    const person = await campus.people.find(lms.personIds.get('7')!);
    assert.equal(person?.displayName, '林芳');
    assert.equal(person.email, 'f@uni.test');
    assert.equal(person.phone, '13800007919');
    assert.equal((await campus.db('person_records')).length, 2);
  });

  it('an ambiguous account gets a person of its own, and is listed once', async () => {
    const campus = await aCampus(await open(), [], { trust: believesAll });
    const twice = [
      anAccount('1', { email: 'x@uni.test' }),
      anAccount('2', { email: 'x@uni.test' }),
    ];
    await tell(campus, { source: 'ldap:c', realm: 'ldap:c' }, twice);
    const lms = () =>
      tell(campus, { source: `moodle:${moodle}`, realm: moodle }, [
        anAccount('7', { email: 'x@uni.test' }),
      ]);
    const first = await lms();
    assert.equal(first.created.length, 1);
    const before = await stateOf(campus.db);
    await lms();
    assert.deepEqual(await stateOf(campus.db), before);
    const conflicts = await campus
      .db('person_conflicts')
      .select<{ external_id: string; reason: string }[]>('external_id', 'reason');
    const listed = conflicts.map(({ external_id, reason }) => [external_id, reason]);
    assert.deepEqual(listed.sort(), [
      ['1', 'email/shared-in-source'],
      ['2', 'email/shared-in-source'],
      ['7', 'email/several-people'],
    ]);
  });
});
