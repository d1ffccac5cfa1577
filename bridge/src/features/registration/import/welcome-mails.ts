import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../../kernel/database.ts';
import type { ApplyingDeps } from './applying.ts';
import { lockBatch, moveBatch } from './batches-repository.ts';
import { welcomePosting } from './postings.ts';
import { rowsAfter } from './rows-repository.ts';

const chunk = 500;

/**
 * Writes to everybody whom an applied batch made known, once each, however often this is begun: up to which row
 * is kept with the mails themselves. Ends early when the batch is undone meanwhile.
 */
export async function writeWelcomeMails(deps: ApplyingDeps, batchId: string): Promise<void> {
  while (await deps.db.transaction((trx) => writeSome(trx, deps, batchId))) await setImmediate();
}

async function writeSome(trx: Database, deps: ApplyingDeps, batchId: string): Promise<boolean> {
  const batch = await lockBatch(trx, batchId);
  if (batch?.state !== 'applied' || batch.lettersAfter === null) return false;
  const wanted = { after: batch.lettersAfter, limit: chunk, verdicts: ['new'] as const };
  const rows = await rowsAfter(trx, batchId, wanted);
  const mails = rows.flatMap(({ person: row, personId }) =>
    row === null || row.email === null || personId === null
      ? []
      : welcomePosting({ ...deps.mails, batch, personId, row, email: row.email }),
  );
  await deps.outbox.addAll(trx, mails);
  const lettersAfter = rows.at(-1)?.number ?? null;
  const to = { lettersAfter, done: batch.done + rows.length };
  await moveBatch(trx, batchId, { from: ['applied'], to });
  return lettersAfter !== null;
}
