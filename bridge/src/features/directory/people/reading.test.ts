import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { settableClock } from '../../../kernel/clock.ts';
import { createPeople, type PersonFacts } from './index.ts';
import { readFacts } from './reading.ts';

const facts = (more: Partial<PersonFacts> = {}): PersonFacts => ({
  externalId: 'x',
  displayName: '',
  givenName: '',
  familyName: '',
  email: null,
  campusNumber: null,
  phone: null,
  locale: null,
  timezone: null,
  suspended: false,
  ...more,
});

describe('what a source says of somebody', () => {
  it('is read alike: no value is no value, names have no marks, one spelling of numbers', () => {
    const { facts: read, unusable } = readFacts(
      facts({
        displayName: '\u202d测一\u202c',
        givenName: '$Person.name.given',
        familyName: '#N/A',
        email: 'N/A',
        campusNumber: ' lc３１ 01x',
        phone: '暂无',
        locale: '$User.locale',
        timezone: '\u0000Asia/Shanghai',
      }),
    );
    assert.deepEqual(
      read,
      facts({ displayName: '测一', campusNumber: 'LC3101X', timezone: 'Asia/Shanghai' }),
    );
    assert.deepEqual(unusable, []);
    assert.deepEqual(readFacts(read).facts, read);
  });
  it('is kept and told where it cannot be a key', () => {
    const { facts: read, unusable } = readFacts(facts({ email: 'not@', phone: '1391234' }));
    assert.deepEqual([read.email, read.phone], ['not@', '1391234']);
    assert.deepEqual(
      unusable.map(({ field }) => field),
      ['email', 'phone'],
    );
  });
});

forEachDatabase('people whom sources spell differently', (open) => {
  it('are one by one number, and nobody by no value', async () => {
    const db = await open();
    const people = createPeople({ db, clock: settableClock() });
    const tell = async (source: string, told: PersonFacts) =>
      db.transaction(async (trx) => {
        const report = { from: { source, realm: source }, people: [told], complete: false };
        const diff = await people.diff(trx, report);
        await people.apply(trx, diff);
        return diff.personIds.get(told.externalId);
      });
    const named = (externalId: string, campusNumber: string) =>
      facts({ externalId, displayName: 'Case Lower', campusNumber });
    const first = await tell('ldap:x', named('a', 'lc31010033x'));
    assert.equal(await tell('sheet', named('b', 'ＬＣ３１０１ 0033X')), first);
    const none = ['$Person.sourcedId', 'N/A', '-', '0', '无', '#N/A', 'null', 'None'];
    const others = await Promise.all(none.map((value) => tell('ldap:x', named(value, value))));
    assert.equal(new Set(others).size, none.length);
    const found = await people.named('lc3101 0033x');
    assert.deepEqual(
      found.map(({ id }) => id),
      [first],
    );
    for (const value of none) assert.deepEqual(await people.named(value), [], value);
  });
});
