import assert from 'node:assert/strict';
import { migrations } from '../migrations/index.ts';
import { openDatabase, takesAway, type Database, type Migration } from '../src/kernel/database.ts';
import { shapesAfter, takenAway } from './expanding.ts';

/** Before the first version that is upgraded while another serves. */
const first = '0056-maintenance';

async function inMemory<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ kind: 'sqlite', file: ':memory:' });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** What each of these steps takes away, after all that are there. */
const takenBy = (up: Migration['up']): Promise<string[]> =>
  inMemory(async (db) => {
    const shapes = await shapesAfter(db, [...migrations, { name: '9999-next', up }]);
    const [before, after] = [...shapes.values()].slice(-2);
    return takenAway(before ?? new Map(), after ?? new Map());
  });

describe('A migration', () => {
  it('leaves the version before all that it reads and writes, or is called a contraction', () =>
    inMemory(async (db) => {
      const shapes = [...(await shapesAfter(db, migrations))];
      const from = shapes.findIndex(([name]) => name === first);
      assert.ok(from > 0);
      for (const [at, [name, after]] of shapes.entries()) {
        if (at <= from || takesAway(name)) continue;
        assert.deepEqual(takenAway(shapes[at - 1]?.[1] ?? new Map(), after), [], name);
      }
    }));

  it('may add tables, indexes, and columns that nobody has to write', async () => {
    const taken = await takenBy(async (db) => {
      await db.schema.createTable('later', (table) => table.string('id', 36).primary());
      await db.schema.alterTable('meetings', (table) => {
        table.string('later', 10);
        table.integer('later_count').notNullable().defaultTo(0);
        table.index(['later']);
      });
    });
    assert.deepEqual(taken, []);
  });

  const wrong: [string, string, Migration['up']][] = [
    ['a table goes', 'maintenance is gone', (db) => db.schema.dropTable('maintenance')],
    [
      'a table is called otherwise',
      'outbox is gone',
      (db) => db.schema.renameTable('outbox', 'mails'),
    ],
    [
      'a column goes',
      'seats.waited_ms is gone',
      (db) => db.schema.alterTable('seats', (table) => table.dropColumn('waited_ms')),
    ],
    [
      'a column is called otherwise',
      'seats.role is gone',
      (db) => db.schema.alterTable('seats', (table) => table.renameColumn('role', 'part')),
    ],
    [
      'what nobody knows of must be written',
      'job_leases.later must be written now',
      async (db) => {
        await db('job_leases').delete();
        await db.schema.alterTable('job_leases', (table) => {
          table.dropPrimary();
        });
        await db.schema.dropTable('job_leases');
        await db.schema.createTable('job_leases', (table) => {
          table.string('name', 64).primary();
          table.string('owner', 191).notNullable();
          table.bigInteger('lease_until').notNullable();
          table.string('later', 10).notNullable();
        });
      },
    ],
    [
      'what was allowed is forbidden',
      'meetings (title) must be unique now',
      (db) => db.schema.alterTable('meetings', (table) => table.unique(['title'])),
    ],
  ];
  for (const [title, said, up] of wrong) {
    it(`is found out where ${title}`, async () => {
      assert.ok((await takenBy(up)).includes(said), (await takenBy(up)).join('; '));
    });
  }
});
