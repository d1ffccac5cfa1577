import { isSqlite, type Database } from '../../../kernel/database.ts';
import type { Batch, BatchState } from './batch.ts';

interface BatchRecord {
  id: string;
  name: string;
  submitter_id: string;
  locale: string | null;
  state: BatchState;
  form: string;
  head_row: number;
  headings: string;
  columns: string;
  total: number;
  done: number;
  failure: string | null;
  reviewer_id: string | null;
  reason: string | null;
  created_at: number;
  changed_at: number;
  applied_at: number | null;
  letters_after: number | null;
}

const table = (db: Database) => db<BatchRecord>('registration_batches');

/** The batch without its rows (`addRows`), which come as the sheet is read. */
export async function addBatch(db: Database, batch: Batch): Promise<void> {
  await table(db).insert(toRecord(batch));
}

/** In any state; null for an unknown id. Whose it is, is asked by the caller. */
export async function findBatch(db: Database, id: string): Promise<Batch | null> {
  const record = await table(db).where({ id }).first();
  return record ? fromRecord(record) : null;
}

/** The batch, held until the transaction ends. */
export async function lockBatch(trx: Database, id: string): Promise<Batch | null> {
  const record = await table(trx).where({ id }).forUpdate().first();
  return record ? fromRecord(record) : null;
}

/** Batches, the latest first. @param submitterId only this person's; null: everybody's */
export async function listBatches(
  db: Database,
  submitterId: string | null,
  { before, limit }: { before: number | null; limit: number },
): Promise<Batch[]> {
  const found = table(db).orderBy([
    { column: 'created_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
  if (submitterId !== null) void found.where({ submitter_id: submitterId });
  if (before !== null) void found.where('created_at', '<', before);
  return (await found.whereNot({ state: 'discarded' }).limit(limit)).map(fromRecord);
}

/** How many sheets of others wait to be looked at. */
export async function countForReview(db: Database, reviewerId: string): Promise<number> {
  const waiting = table(db).where({ state: 'waiting' }).whereNot({ submitter_id: reviewerId });
  const [found] = await waiting.count({ count: '*' });
  return Number(found?.count ?? 0);
}

/** How many sheets were given back to whoever submitted them. */
export async function countReturned(db: Database, submitterId: string): Promise<number> {
  const returned = table(db).where({ state: 'returned', submitter_id: submitterId });
  const [found] = await returned.count({ count: '*' });
  return Number(found?.count ?? 0);
}

/** Batches that are to be worked on, the oldest first. */
export const pendingIds = (db: Database): Promise<string[]> =>
  pending(db).orderBy('created_at').pluck<string[]>('id');

/** The batch, where there is still something to do for it. */
export async function findPending(db: Database, id: string): Promise<Batch | null> {
  const record = await pending(db).andWhere({ id }).first();
  return record ? fromRecord(record) : null;
}

const pending = (db: Database) =>
  table(db).where((any) => {
    void any.whereIn('state', ['judging', 'applying']);
    void any.orWhere((written) =>
      written.where({ state: 'applied' }).whereNotNull('letters_after'),
    );
  });

/** Changes a batch; of several at once who come from a state only one gets true. */
export async function moveBatch(
  db: Database,
  id: string,
  { from, to }: { from: readonly BatchState[]; to: Partial<Batch> },
): Promise<boolean> {
  return (await table(db).where({ id }).whereIn('state', from).update(someOf(to))) === 1;
}

/** Notes how many rows the present work has done. */
export async function noteDone(db: Database, id: string, done: number): Promise<void> {
  await table(db).where({ id }).update({ done });
}

const progress = (db: Database) => db<{ batch_id: string; done: number }>('registration_progress');

/**
 * Notes how many rows of a batch a transaction that still runs has applied. SQLite has one connection, which that
 * transaction holds: there nobody could read it meanwhile, and waiting to write it would be for ever.
 */
export async function noteApplied(db: Database, batchId: string, done: number): Promise<void> {
  if (isSqlite(db)) return;
  await progress(db).insert({ batch_id: batchId, done }).onConflict('batch_id').merge();
}

/** How many rows of batches that are being applied are done so far, by id. */
export async function appliedSoFar(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await progress(db).whereIn('batch_id', ids);
  return new Map(rows.map((row) => [row.batch_id, row.done]));
}

const toRecord = (batch: Batch): BatchRecord => ({
  id: batch.id,
  name: batch.name,
  submitter_id: batch.submitterId,
  locale: batch.locale,
  state: batch.state,
  form: JSON.stringify(batch.form),
  head_row: batch.headRow,
  headings: JSON.stringify(batch.headings),
  columns: JSON.stringify(batch.columns),
  total: batch.total,
  done: batch.done,
  failure: batch.failure,
  reviewer_id: batch.reviewerId,
  reason: batch.reason,
  created_at: batch.createdAt,
  changed_at: batch.changedAt,
  applied_at: batch.appliedAt,
  letters_after: batch.lettersAfter,
});

const columnOf = {
  state: 'state',
  done: 'done',
  failure: 'failure',
  reviewerId: 'reviewer_id',
  reason: 'reason',
  changedAt: 'changed_at',
  appliedAt: 'applied_at',
  lettersAfter: 'letters_after',
} as const;

function someOf(batch: Partial<Batch>): Partial<BatchRecord> {
  const plain = Object.entries(columnOf).flatMap(([key, column]) => {
    const value = batch[key as keyof typeof columnOf];
    return value === undefined ? [] : [[column, value]];
  });
  const columns = batch.columns === undefined ? {} : { columns: JSON.stringify(batch.columns) };
  return { ...(Object.fromEntries(plain) as Partial<BatchRecord>), ...columns };
}

const fromRecord = (record: BatchRecord): Batch => ({
  id: record.id,
  name: record.name,
  submitterId: record.submitter_id,
  locale: record.locale,
  state: record.state,
  form: JSON.parse(record.form) as Batch['form'],
  headRow: record.head_row,
  headings: JSON.parse(record.headings) as string[],
  columns: JSON.parse(record.columns) as Batch['columns'],
  total: record.total,
  done: record.done,
  failure: record.failure,
  reviewerId: record.reviewer_id,
  reason: record.reason,
  createdAt: record.created_at,
  changedAt: record.changed_at,
  appliedAt: record.applied_at,
  lettersAfter: record.letters_after,
});
