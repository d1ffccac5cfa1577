import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { becomes } from '../../test/becomes.ts';
import { openDatabase, type Database } from './database.ts';
import { isFailure } from './failure.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an SQLite file', () => {
  let folder: string;
  let file: string;
  let db: Database;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-sqlite-'));
    file = join(folder, 'test.sqlite');
    db = openDatabase({ kind: 'sqlite', file });
    await db.schema.createTable('notes', (table) => {
      table.integer('id').primary();
      table.integer('n');
    });
    await db('notes').insert({ id: 1, n: 0 });
  });
  afterEach(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const count = async () => ((await db('notes').where({ id: 1 }).first()) as { n: number }).n;

  it('that another process writes is read on; who writes waits without anybody standing still', async () => {
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE; UPDATE notes SET n = 5');
    let ticks = 0;
    const beat = setInterval(() => (ticks += 1), 5);
    const write = db('notes').where({ id: 1 }).increment('n', 1);
    const written = Promise.resolve(write);
    assert.equal(await count(), 0, 'as it was before the other began');
    // Where everything stood still until the turn is over, the write would be refused by then.
    await becomes(() => Promise.resolve(ticks > 10), true);
    other.exec('COMMIT');
    await written;
    clearInterval(beat);
    assert.equal(await count(), 6);
    other.close();
  });

  it('that stays locked is told with a code, and works again afterwards', async () => {
    const other = new Sqlite(file);
    other.exec('BEGIN EXCLUSIVE');
    const both = await Promise.allSettled([
      db('notes').insert({ id: 2, n: 0 }),
      db.transaction((trx) => trx('notes').insert({ id: 3, n: 0 })),
    ]);
    for (const one of both) {
      assert.ok(one.status === 'rejected' && isFailure(one.reason, 'database/busy'));
      assert.equal(one.reason.status, 503);
    }
    assert.equal(await count(), 0);
    other.exec('ROLLBACK');
    other.close();
    await db('notes').insert({ id: 2, n: 0 });
  });

  it('lets others read while a long transaction writes, and loses none of many writers', async () => {
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    const long = db.transaction(async (trx) => {
      await trx('notes').where({ id: 1 }).update({ n: 100 });
      await held;
    });
    await pause(20);
    assert.equal(await count(), 0);
    const writers = Array.from({ length: 30 }, (_, index) =>
      index % 2 === 0
        ? db('notes').where({ id: 1 }).increment('n', 1)
        : db.transaction(async (trx) => {
            const row = (await trx('notes').where({ id: 1 }).first()) as { n: number };
            await pause(1);
            await trx('notes')
              .where({ id: 1 })
              .update({ n: row.n + 1 });
          }),
    );
    end();
    await long;
    await Promise.all(writers);
    assert.equal(await count(), 130);
  });

  it('gives the turn on when a transaction fails', async () => {
    await assert.rejects(
      db.transaction(async (trx) => {
        await trx('notes').insert({ id: 4, n: 0 });
        await trx('notes').insert({ id: 4, n: 0 });
      }),
    );
    await db('notes').insert({ id: 4, n: 0 });
    assert.equal((await db('notes')).length, 2);
  });

  it('answers with the columns that there are now, though statements are kept', async () => {
    const all = () => db('notes').select();
    assert.deepEqual(await all(), [{ id: 1, n: 0 }]);
    await db.schema.alterTable('notes', (table) => void table.string('text'));
    assert.deepEqual(await all(), [{ id: 1, n: 0, text: null }]);
    const other = new Sqlite(file);
    other.exec('ALTER TABLE notes DROP COLUMN n');
    other.close();
    assert.deepEqual(await all(), [{ id: 1, text: null }]);
  });
});
