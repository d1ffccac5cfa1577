import type { Knex } from 'knex';

/**
 * Makes a table compare texts byte by byte, as SQLite does. MariaDB's default collation folds case and
 * takes all rare Han and all emoji for one character, so that two accounts would be one key.
 */
export function exact(db: Knex, table: Knex.CreateTableBuilder): void {
  const { config } = db.client as { config: { client: unknown } };
  if (config.client === 'mysql2') table.collate('utf8mb4_bin');
}
