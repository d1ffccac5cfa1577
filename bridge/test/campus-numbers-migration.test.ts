import assert from 'node:assert/strict';
import { migrations } from '../migrations/index.ts';
import { createPeople, type PersonFacts } from '../src/features/directory/people/index.ts';
import { factsHash } from '../src/features/directory/people/diff.ts';
import { migrate, openDatabase } from '../src/kernel/database.ts';
import type { Database, DatabaseSettings } from '../src/kernel/database.ts';
import { itOnEmptyDatabases } from './databases.ts';

const until = migrations.findIndex(({ name }) => name.startsWith('0037'));
const times = { created_at: 1, updated_at: 1 };

const person = (id: string, number: string | null, more: Record<string, unknown> = {}) => ({
  id,
  display_name: id,
  given_name: '',
  family_name: '',
  campus_number: number,
  status: 'active',
  sort_name: id,
  search_name: id,
  ...times,
  ...more,
});
const factsOf = (externalId: string, campusNumber: string | null): PersonFacts => ({
  externalId,
  displayName: externalId,
  givenName: '',
  familyName: '',
  email: null,
  campusNumber,
  phone: null,
  locale: null,
  timezone: null,
  suspended: false,
});
const record = (personId: string, source: string, facts: PersonFacts) => ({
  id: `r-${personId}`,
  person_id: personId,
  source,
  realm: source,
  said: JSON.stringify(facts),
  external_id: facts.externalId,
  hash: factsHash(facts),
  seen_at: 1,
  changed_at: 1,
});

async function rules(settings: DatabaseSettings): Promise<void> {
  const db = openDatabase(settings);
  try {
    await migrate(db, migrations.slice(0, until));
    await db('people').insert([
      person('ldap', 'lc31010033x', { phone_key: '+4901711234567' }),
      person('sheet', 'LC31010033X', { created_at: 2, phone_key: '+861391234' }),
      person('wide', 'ｔ 0001', { phone_key: '+8613800007919' }),
      person('nobody', '$Person.sourcedId'),
      person('none', null),
    ]);
    await db('person_records').insert([
      record('ldap', 'ldap:x', factsOf('uid=lc', 'lc31010033x')),
      record('sheet', 'sheet', factsOf('LC31010033X', 'LC31010033X')),
      record('wide', 'moodle:y', factsOf('7', 'ｔ 0001')),
    ]);
    await migrate(db, migrations);
    await check(db);
  } finally {
    await db.destroy();
  }
}

async function check(db: Database): Promise<void> {
  const rows = await db('people').orderBy('id').select('id', 'campus_number', 'phone_key');
  assert.deepEqual(
    rows.map((row: Record<string, unknown>) => [row['id'], row['campus_number'], row['phone_key']]),
    [
      ['ldap', 'LC31010033X', '+491711234567'],
      ['nobody', null, null],
      ['none', null, null],
      ['sheet', 'LC31010033X', null],
      ['wide', 'T0001', '+8613800007919'],
    ],
  );
  const conflicts = await db('person_conflicts').select('source', 'external_id', 'reason', 'id');
  assert.equal(conflicts.length, 1);
  const [{ id, ...conflict }] = conflicts as [{ id: string }];
  const expected = { source: 'sheet', external_id: 'LC31010033X' };
  assert.deepEqual(conflict, { ...expected, reason: 'campus-number/several-people' });
  const candidates = await db('person_conflict_candidates').where({ conflict_id: id });
  assert.deepEqual(
    candidates.map((row: { person_id: string }) => row.person_id),
    ['ldap'],
  );
  // The source says the same again, in its own spelling: nothing changed, and the conflict waits on.
  const people = createPeople({ db, clock: { now: () => 5 } });
  const from = { source: 'moodle:y', realm: 'moodle:y' };
  const told = { from, people: [factsOf('7', 'ｔ 0001')], complete: true };
  const diff = await people.diff(db, told);
  assert.deepEqual([diff.unchanged.length, diff.changed.length], [1, 0]);
  await people.resolveAnew(db, ['ldap', 'sheet']);
  assert.equal((await db('person_conflicts')).length, 1);
}

describe('the migration of campus numbers', () => {
  itOnEmptyDatabases('folds what is stored, and lists people who have become one number', rules);
});
