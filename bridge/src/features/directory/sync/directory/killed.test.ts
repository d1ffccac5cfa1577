import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  aCampus,
  aDirectory,
  fakeSource,
  manyInDirectory,
  stateOf,
} from '../../../../../test/roster-fixtures.ts';
import { openDatabase, type Database } from '../../../../kernel/database.ts';

describe('a bridge that is killed while it applies what a directory says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-rosters-'));
  const file = join(folder, 'rosters.sqlite');
  let db: Database;
  before(() => {
    db = openDatabase({ kind: 'sqlite', file });
  });
  after(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  it('has changed nothing; started again it brings everybody in, each once', async () => {
    const source = fakeSource('ldap', aDirectory([]));
    const at = await aCampus(db, [source]);
    await at.syncService.run('ldap');
    source.says(manyInDirectory());
    at.clock.move(1_000);
    const [held] = await at.syncService.run('ldap', { ask: true });
    assert.equal(held?.state, 'needs-confirmation');
    const before = await stateOf(db);
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../../../../test/roster-process.ts')],
      {
        env: { ...process.env, ROSTER_FILE: file, ROSTER_RUN: held.id },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.deepEqual(await stateOf(db), before);
    const applied = () => db('audit_entries').where({ action: 'roster.apply' });
    assert.equal((await applied()).length, 1, 'of the run before');
    assert.equal(await at.syncService.recover(), 1);
    const broken = await at.syncService.find(held.id);
    assert.deepEqual([broken?.state, broken?.failure?.code], ['failed', 'internal']);
    at.clock.move(1_000);
    const [done] = await at.syncService.run('ldap');
    assert.deepEqual([done?.state, done?.counts.people?.added], ['applied', 2_000]);
    const people = await db('people').where('campus_number', 'like', 'K%');
    assert.equal(people.length, 2_000);
    assert.equal((await db('department_memberships').where({ status: 'active' })).length, 2_000);
    assert.equal((await db('roster_changes').where({ run_id: done?.id })).length, 2_000);
    assert.equal((await applied()).length, 2);
    at.clock.move(1_000);
    assert.equal((await at.syncService.run('ldap'))[0]?.state, 'unchanged');
  });
});
