import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../../kernel/database.ts';
import type { BatchRow, RowStatus } from './batch.ts';
import { rowsAfter } from './rows-repository.ts';

const chunk = 200;

/**
 * Works on a batch's rows a piece at a time: memory stays flat however long the sheet is, and others get their
 * turn in between (SQLite answers without ever giving the process a pause). @param statuses only these; null: all
 */
export async function eachChunk(
  db: Database,
  { batchId, verdicts }: { batchId: string; verdicts: readonly RowStatus[] | null },
  work: (rows: BatchRow[]) => Promise<void>,
): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await rowsAfter(db, batchId, { after, limit: chunk, verdicts });
    const last = rows.at(-1);
    if (!last) return;
    await work(rows);
    after = last.number;
    await setImmediate();
  }
}
