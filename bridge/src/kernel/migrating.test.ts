import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { startMariadb, type Mariadb } from '../../test/mariadb.ts';
import { partAt } from '../../test/parts.ts';
import { migrate, migrationState, openDatabase, type Database } from './database.ts';

const program = partAt('mariadbd');
const upToDate = { pending: [], unknown: [] };

/** What a process leaves that was killed while it migrated: the steps before are done, knex's lock is held. */
async function killMidway(db: Database): Promise<void> {
  await migrate(db, migrations.slice(0, 3));
  await db('knex_migrations_lock').update({ is_locked: 1 });
}

describe('a bridge whose predecessor was killed while it migrated an SQLite file', () => {
  it('waits for it, and brings the schema up to date', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'campus-meet-killed-'));
    const db = openDatabase({ kind: 'sqlite', file: join(folder, 'campus-meet.sqlite') });
    try {
      await killMidway(db);
      await migrate(db, migrations, 1);
      assert.deepEqual(await migrationState(db, migrations), upToDate);
    } finally {
      await db.destroy();
      rmSync(folder, { recursive: true });
    }
  });
});

(program ? describe : describe.skip)('bridges on MariaDB', () => {
  let mariadb: Mariadb;
  before(async () => {
    mariadb = await startMariadb(program ?? '');
  });
  after(() => mariadb.stop());

  it('that start together on an empty database bring it up to date once', async () => {
    const url = await mariadb.createDatabase();
    const bridges = [1, 2, 3].map(() => openDatabase({ kind: 'mariadb', url }));
    try {
      await Promise.all(bridges.map((db) => migrate(db, migrations)));
      for (const db of bridges) {
        assert.deepEqual(await migrationState(db, migrations), upToDate);
      }
    } finally {
      await Promise.all(bridges.map((db) => db.destroy()));
    }
  });

  it('bring it up to date after one was killed midway', async () => {
    const db = openDatabase({ kind: 'mariadb', url: await mariadb.createDatabase() });
    try {
      await killMidway(db);
      await migrate(db, migrations);
      assert.deepEqual(await migrationState(db, migrations), upToDate);
    } finally {
      await db.destroy();
    }
  });
});
