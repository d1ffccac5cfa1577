import assert from 'node:assert/strict';
import { sheetWriter } from '../../../adapters/sheets/index.ts';
import { adminFixture } from '../../../../test/admin-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aCampus,
  aCourse,
  aDirectory,
  anAccount,
  fakeSource,
  quietLog,
} from '../../../../test/roster-fixtures.ts';
import type { RosterRun } from './contract.ts';
import { createSync } from './index.ts';

forEachDatabase('checking a directory', (open) => {
  it('changes nothing, says how much would change, and is applied or dropped afterwards', async () => {
    const { db, clock, registry, root } = await adminFixture(await open());
    const source = fakeSource('ldap', aDirectory([anAccount('a'), anAccount('b')]));
    const syncService = createSync({ ...registry, db, clock, log: quietLog, sources: [source] });
    const count = async () => (await db('person_records').where({ source: 'ldap:campus' })).length;
    const before = await count();
    const [held] = await syncService.run('ldap', { ask: true });
    assert.deepEqual([held?.state, held?.counts.people?.added], ['needs-confirmation', 2]);
    assert.equal(await count(), before);
    await syncService.reject(held?.id ?? '');
    const [again] = await syncService.run('ldap', { ask: true });
    assert.equal((await syncService.confirm(again?.id ?? '')).state, 'applied');
    const [nothing] = await syncService.run('ldap', { ask: true });
    assert.equal(nothing?.state, 'unchanged');
    assert.notEqual(root.id, '');
  });
});

forEachDatabase('the latest runs', (open) => {
  it('say what their course is called', async () => {
    const source = fakeSource('moodle', aCourse([anAccount('a')]));
    const { syncService, roles } = await aCampus(await open(), [source]);
    await syncService.run('moodle');
    await syncService.run('moodle', { scope: '99' });
    const requireSystem = () => Promise.resolve();
    const [list] = syncService.routes({ roles: { ...roles, requireSystem }, writer: sheetWriter });
    const reply = await list?.handle({ caller: { personId: 'p' } } as never);
    const { runs } = reply as { runs: RosterRun[] };
    const titles = runs.map(({ scope, title }) => [scope, title]);
    assert.deepEqual(Object.fromEntries(titles), { 7: '数据结构 <b>&</b> 🎓', 99: null });
  });
});
