import assert from 'node:assert/strict';
import { adminHouse } from '../../../test/admin-house.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { aDirectory, anAccount, fakeSource, quietLog } from '../../../test/roster-fixtures.ts';
import { createCourses } from '../courses/index.ts';
import { createRosters } from './index.ts';

forEachDatabase('checking a directory', (open) => {
  it('changes nothing, says how much would change, and is applied or dropped afterwards', async () => {
    const { db, clock, registry, root } = await adminHouse(await open());
    const source = fakeSource('ldap', aDirectory([anAccount('a'), anAccount('b')]));
    const { people, departments } = registry;
    const courses = createCourses({ db, clock, people });
    const rosters = createRosters({
      ...{ db, clock, log: quietLog, sources: [source], people, courses, departments },
      audit: registry.audit,
    });
    const count = async () => (await db('person_records').where({ source: 'ldap:campus' })).length;
    const before = await count();
    const [held] = await rosters.run('ldap', { ask: true });
    assert.deepEqual([held?.state, held?.counts.people?.added], ['needs-confirmation', 2]);
    assert.equal(await count(), before);
    await rosters.reject(held?.id ?? '');
    const [again] = await rosters.run('ldap', { ask: true });
    assert.equal((await rosters.confirm(again?.id ?? '')).state, 'applied');
    const [nothing] = await rosters.run('ldap', { ask: true });
    assert.equal(nothing?.state, 'unchanged');
    assert.notEqual(root.id, '');
  });
});
