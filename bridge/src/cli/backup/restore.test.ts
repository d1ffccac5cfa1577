import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../../migrations/index.ts';
import { contentOf, doubled, filled, run, withDatabase } from '../../../test/backup-fixture.ts';
import { itOnEmptyDatabases } from '../../../test/databases.ts';
import { migrate, type DatabaseSettings } from '../../kernel/database.ts';
import { backupCommand, restoreCommand } from './index.ts';

describe('npm run campus -- restore', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const sqlite = (name: string): DatabaseSettings => ({ kind: 'sqlite', file: path(name) });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-restore-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** In-memory databases have no address: a file stands for them. */
  const reachable = (given: DatabaseSettings): DatabaseSettings =>
    given.kind === 'sqlite' ? sqlite('source.sqlite') : given;

  itOnEmptyDatabases(
    'bring a backup of an earlier version to this version’s schema, over what is there as well',
    async (given) => {
      const earlier = migrations.slice(0, -6);
      await withDatabase(sqlite('old'), async (db) => {
        await migrate(db, earlier);
        await db('job_leases').insert({ name: 'x', owner: 'o', lease_until: 1 });
      });
      await run(backupCommand, sqlite('old'), [path('backup')]);
      const where = reachable(given);
      for (const args of [[], ['--replace']]) {
        const done = await run(restoreCommand, where, [path('backup'), ...args]);
        assert.equal(done.code, 0, done.said);
        await withDatabase(where, async (db) => {
          assert.equal((await db('knex_migrations')).length, migrations.length);
          assert.deepEqual(await db('job_leases').pluck('name'), ['x']);
        });
      }
    },
  );

  itOnEmptyDatabases('lose nothing of what is there when a restore fails midway', async (given) => {
    const where = reachable(given);
    await filled(where);
    await run(backupCommand, where, [path('backup')]);
    const later = await withDatabase(where, async (db) => {
      await db('job_leases').insert({ name: 'since then', owner: '', lease_until: 1 });
      return contentOf(db);
    });
    writeFileSync(path('doubled'), doubled(readFileSync(path('backup')), 'job 449'));
    const failed = await run(restoreCommand, where, [path('doubled'), '--replace']);
    assert.equal(failed.code, 73, failed.said);
    assert.deepEqual(await withDatabase(where, contentOf), later);
  });
});
