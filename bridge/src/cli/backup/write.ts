import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Clock } from '../../kernel/clock.ts';
import { createTally, formatVersion, type Head, type Tally } from './format.ts';
import { migrationsNamed, schemaOf } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

/** What was written. */
export interface Written {
  tables: number;
  rows: number;
}

/**
 * Writes a backup. The file is its owner's only, and is there whole or not at all.
 * @throws NodeJS.ErrnoException EEXIST where something is in the way
 */
export async function writeBackup(
  file: string,
  snapshot: Snapshot,
  clock: Clock,
): Promise<Written> {
  const tallies: Record<string, Tally> = {};
  const part = `${file}.part`;
  // Taken before anything is read: whoever has no right to write here learns it at once.
  const handle = await open(part, 'wx', 0o600);
  try {
    const lines = Readable.from(linesOf(snapshot, clock, tallies));
    await pipeline(
      lines,
      createGzip(),
      createWriteStream(part, { fd: handle.fd, autoClose: false }),
    );
    await handle.sync();
    await handle.close();
    await moveNew(part, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
  const all = Object.values(tallies);
  return { tables: all.length, rows: all.reduce((sum, { rows }) => sum + rows, 0) };
}

/** Renames, but onto nothing that is there. */
async function moveNew(from: string, to: string): Promise<void> {
  const held = await open(to, 'wx', 0o600);
  await held.close();
  await rename(from, to);
}

async function* linesOf(
  snapshot: Snapshot,
  clock: Clock,
  tallies: Record<string, Tally>,
): AsyncGenerator<string> {
  const applied = await snapshot.migrations();
  const schema = await schemaOf(migrationsNamed(applied));
  const madeAt = new Date(clock.now()).toISOString();
  const head: Head = { 'campus-meet-backup': formatVersion, madeAt, migrations: applied };
  yield line(head);
  for (const [table, columns] of schema) {
    yield line({ table, columns });
    const tally = createTally();
    for await (const row of snapshot.rows(table, columns)) {
      tally.add(row);
      yield line(row);
    }
    tallies[table] = tally.result();
  }
  yield line({ end: tallies });
}

const line = (content: unknown): string => `${JSON.stringify(content)}\n`;
