import assert from 'node:assert/strict';
import type { Database } from '../src/kernel/database.ts';
import {
  usualTrust,
  vouchesForAll,
  type PersonFacts,
  type VouchesOf,
} from '../src/features/directory/people/index.ts';
import { aCampus, aCourse, aDirectory, anAccount, fakeSource, moodle } from './roster-fixtures.ts';
import { inTransaction } from '../src/kernel/sql.ts';

/** A directory and an LMS, each saying what it is told to say; the LMS is believed as `trust` has it. */
export async function trustFixture(db: Database, trust: VouchesOf = usualTrust) {
  const directory = fakeSource('ldap', aDirectory([]));
  const lms = fakeSource('moodle', aCourse([]));
  const at = await aCampus(db, [directory, lms], { trust });
  const run = async (source: typeof directory, says: Parameters<typeof directory.says>[0]) => {
    at.clock.move(1_000);
    source.says(says);
    const [done] = await at.syncService.run(source.name, { confirm: true });
    assert.equal(done?.failure, null, done?.failure?.reason);
  };
  const personOf = async (source: string, externalId: string) => {
    const row = await db<{ person_id: string; source: string; external_id: string }>(
      'person_records',
    )
      .where({ source, external_id: externalId })
      .first();
    return row?.person_id ?? 'nobody';
  };
  return {
    ...at,
    inDirectory: (...people: PersonFacts[]) => run(directory, aDirectory(people)),
    changesInDirectory: (...people: PersonFacts[]) =>
      run(directory, aDirectory(people, { extent: 'changes' })),
    inCourse: (...people: PersonFacts[]) => run(lms, aCourse(people)),
    personOf,
    grant: (personId: string) =>
      db('grants').insert({
        id: personId,
        person_id: personId,
        role: 'system',
        department_id: '',
        created_at: 1,
      }),
    tells: (from: { source: string; realm: string }, people: PersonFacts[]) =>
      inTransaction(db, async (trx) => {
        const diff = await at.people.diff(trx, { from, people, complete: false });
        await at.people.apply(trx, diff);
        return people.map(({ externalId }) => diff.personIds.get(externalId) ?? '');
      }),
    ltiLaunches: async (subject: string, told: Partial<PersonFacts>, sourceKey = 'lti:p1') => {
      const { givenName, familyName, displayName, email, campusNumber } = anAccount(subject, told);
      const names = { givenName, familyName, displayName, email, campusNumber };
      const course = { externalId: '7', label: null, title: null };
      const { personId } = await at.courses.registerLaunch({
        sourceKey,
        issuer: moodle,
        subject,
        ...names,
        course,
        locale: null,
        timezone: null,
        role: 'student',
        groupExternalIds: null,
      });
      return personId;
    },
    conflicts: async () =>
      (
        await db<{ external_id: string; reason: string }>('person_conflicts')
          .orderBy(['external_id', 'reason'])
          .select('external_id', 'reason')
      ).map((row) => `${row.external_id} ${row.reason}`),
    holders: async (campusNumber: string) =>
      (
        await db<{ id: string; campus_number: string }>('people').where({
          campus_number: campusNumber,
        })
      ).map(({ id }) => id),
  };
}

/** Somebody who administers, as the directory has them; `claim` is what is theirs alone. */
export const admin = anAccount('root', {
  displayName: 'Root',
  campusNumber: 'A1',
  email: 'root@uni.test',
});
export const claim = { campusNumber: 'A1', email: 'root@uni.test' };
export const believingLms: VouchesOf = () => vouchesForAll;
