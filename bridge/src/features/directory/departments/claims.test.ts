import assert from 'node:assert/strict';
import { campus } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { migration as claims } from '../../../../migrations/0016-department-claims.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { createDepartments } from './index.ts';

async function fixture(db: Database) {
  const people = campus(db);
  const fang = await people.person('方');
  const lei = await people.person('雷');
  const departments = createDepartments({ db, clock: settableClock() });
  const facts = { externalId: 'u1', parentExternalId: null, name: 'Physics' };
  /** The directory tells that these people are in its one unit. */
  const told = (...ids: string[]) =>
    db.transaction(async (trx) => {
      const members = ids.map((personId) => ({ personId, departmentExternalId: 'u1' }));
      const report = { source: 'ldap:x', departments: [facts], members };
      await departments.apply(trx, 'ldap:x', await departments.diff(trx, report));
    });
  await told(fang.id);
  const unit = (await departments.tree())[0]?.id ?? '';
  const claim = (source: string, personId: string, status: 'active' | 'removed') =>
    db.transaction((trx) =>
      departments.claim(trx, source, [{ departmentId: unit, personId, status }]),
    );
  return { fang, lei, told, claim, unit, departments };
}

forEachDatabase('who is in a department by several sources', (open) => {
  it('stays when one source drops them and another still says so', async () => {
    const { fang, lei, told, claim, unit, departments } = await fixture(await open());
    await claim('sheet', fang.id, 'active');
    await claim('sheet', lei.id, 'active');
    await told();
    assert.deepEqual((await departments.members(unit)).sort(), [fang.id, lei.id].sort());
    await claim('sheet', fang.id, 'removed');
    assert.deepEqual(await departments.members(unit), [lei.id]);
    await told(lei.id);
    await claim('sheet', lei.id, 'removed');
    assert.deepEqual(await departments.members(unit), [lei.id]);
  });
  it('was the directory’s to say before: an upgrade keeps every membership as its claim', async () => {
    const db = await open();
    const { fang } = await fixture(db);
    await db.schema.dropTable('department_claims');
    await claims.up(db);
    const rows = await db('department_claims').select<object[]>('person_id', 'source', 'status');
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ person_id: fang.id, source: 'ldap:x', status: 'active' }],
    );
  });
});
