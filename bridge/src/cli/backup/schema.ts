import { migrations } from '../../../migrations/index.ts';
import { migrate, openDatabase, type Database, type Migration } from '../../kernel/database.ts';
import { BackupError } from './format.ts';

/** Tables by name, each with its columns in alphabetical order. */
export type Schema = ReadonlyMap<string, readonly string[]>;

/** The migrations of these names. @throws BackupError where a later version has applied some that are not known here */
export function migrationsNamed(names: readonly string[]): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new BackupError(
      `It is of a later version of Campus Meet, which has ${unknown.join(', ')}: use that version.`,
    );
  }
  const wanted = new Set(names);
  return migrations.filter(({ name }) => wanted.has(name));
}

/** What these migrations make: found out on an empty database in memory. */
export async function schemaOf(steps: readonly Migration[]): Promise<Schema> {
  const db = openDatabase({ kind: 'sqlite', file: ':memory:' });
  try {
    await migrate(db, steps);
    const schema = new Map<string, string[]>();
    for (const table of await tableNames(db)) {
      schema.set(table, Object.keys(await db(table).columnInfo()).sort());
    }
    return schema;
  } finally {
    await db.destroy();
  }
}

/** Of an SQLite database, without those of SQLite itself and of the migrations. */
async function tableNames(db: Database): Promise<string[]> {
  const rows = await db('sqlite_master')
    .where({ type: 'table' })
    .andWhereNot('name', 'like', 'sqlite_%')
    .andWhereNot('name', 'like', 'knex_%')
    .orderBy('name')
    .select<{ name: string }[]>('name');
  return rows.map(({ name }) => name);
}
