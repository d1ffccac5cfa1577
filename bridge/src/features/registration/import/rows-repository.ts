import type { Database } from '../../../kernel/database.ts';
import type { BatchRow, RowStatus } from './batch.ts';
import type { Cell } from './ports.ts';
import type { PersonRow } from './row.ts';
import { insertAll, upsert } from '../../../kernel/sql.ts';

interface RowRecord {
  batch_id: string;
  number: number;
  hidden: boolean | number;
  cells: string;
  edits: string;
  person: string | null;
  flaws: string;
  campus_number: string | null;
  email: string | null;
  verdict: RowStatus | null;
  detail: string;
  person_id: string | null;
  before: string | null;
}

const table = (db: Database) => db<RowRecord>('registration_rows');

/** Fails where a row of the same number is there already. */
export const addRows = (trx: Database, rows: readonly BatchRow[]): Promise<void> =>
  insertAll(trx, 'registration_rows', rows.map(toRecord));

/** Replaces rows whole, by batch and number. */
export const saveRows = (trx: Database, rows: readonly BatchRow[]): Promise<void> =>
  upsert(trx, { table: 'registration_rows', key: ['batch_id', 'number'] }, rows.map(toRecord));

/** A page of a batch's rows, from behind a row number. @param statuses only these; null: all */
export async function rowsAfter(
  db: Database,
  batchId: string,
  {
    after,
    limit,
    verdicts,
  }: { after: number; limit: number; verdicts: readonly RowStatus[] | null },
): Promise<BatchRow[]> {
  const found = table(db).where({ batch_id: batchId }).where('number', '>', after);
  if (verdicts !== null) void found.whereIn('verdict', verdicts);
  return (await found.orderBy('number').limit(limit)).map(fromRecord);
}

/** By the number that it has in the sheet; null where the sheet has none there. */
export async function findRow(
  db: Database,
  batchId: string,
  number: number,
): Promise<BatchRow | null> {
  const record = await table(db).where({ batch_id: batchId, number }).first();
  return record ? fromRecord(record) : null;
}

/** The rows of a sheet that share a key with one of these people. */
export async function rowsWith(
  db: Database,
  batchId: string,
  people: readonly (PersonRow | null)[],
): Promise<BatchRow[]> {
  const numbers = people.flatMap((person) => person?.campusNumber ?? []);
  const emails = people.flatMap((person) => person?.email ?? []);
  const found = table(db)
    .where({ batch_id: batchId })
    .where((any) => void any.whereIn('campus_number', numbers).orWhereIn('email', emails));
  return (await found.limit(200)).map(fromRecord);
}

/** How many rows have each status. */
export async function countStatuses(
  db: Database,
  batchId: string,
): Promise<Record<RowStatus, number>> {
  const rows = await table(db)
    .where({ batch_id: batchId })
    .groupBy('verdict')
    .select<{ verdict: RowStatus | null; n: number }[]>('verdict', db.raw('count(*) as n'));
  const counts = { new: 0, update: 0, unchanged: 0, conflict: 0, error: 0 };
  for (const { verdict, n } of rows) if (verdict !== null) counts[verdict] = n;
  return counts;
}

/** The first row of a sheet with each of these campus numbers and mail addresses, by key. */
export async function firstWith(
  db: Database,
  batchId: string,
  column: 'campus_number' | 'email',
): Promise<Map<string, number>> {
  const rows = await table(db)
    .where({ batch_id: batchId })
    .whereNotNull(column)
    .groupBy(column)
    .havingRaw('count(*) > 1')
    .select<{ key: string; first: number }[]>(
      db.raw('?? as ??', [column, 'key']),
      db.raw('min(??) as ??', ['number', 'first']),
    );
  return new Map(rows.map(({ key, first }) => [key, first]));
}

/** People of a batch of whom batches speak that were applied after it and not taken back. */
export async function spokenOfLater(db: Database, batchId: string): Promise<Set<string>> {
  const rows = await db('registration_rows as mine')
    .join('registration_batches as this', 'this.id', 'mine.batch_id')
    .join('registration_rows as other', 'other.person_id', 'mine.person_id')
    .join('registration_batches as newer', 'newer.id', 'other.batch_id')
    .where({ 'mine.batch_id': batchId })
    .whereIn('newer.state', ['applied', 'undone'])
    .whereNotNull('mine.before')
    .whereNotNull('other.before')
    .whereNot('newer.id', batchId)
    .whereRaw('newer.applied_at > this.applied_at')
    .select<{ person_id: string; state: string; detail: string }[]>(
      ...['mine.person_id', 'newer.state', 'other.detail'],
    );
  const holds = rows.filter(({ state, detail }) => state === 'applied' || isKept(detail));
  return new Set(holds.map((row) => row.person_id));
}

const isKept = (detail: string): boolean =>
  (JSON.parse(detail) as BatchRow['detail']).kept !== undefined;

/** The rows of a sheet that was undone which were not taken back, in its order. */
export async function keptRows(db: Database, batchId: string, limit: number): Promise<BatchRow[]> {
  const found = table(db).where({ batch_id: batchId }).where('detail', 'like', '%"kept":"%');
  return (await found.orderBy('number').limit(limit)).map(fromRecord);
}

const isoOf = (cell: Cell): unknown => (cell instanceof Date ? { date: cell.toISOString() } : cell);
const cellOf = (kept: unknown): Cell =>
  typeof kept === 'object' && kept !== null && 'date' in kept
    ? new Date(String(kept.date))
    : (kept as Cell);

const toRecord = (row: BatchRow): RowRecord => ({
  batch_id: row.batchId,
  number: row.number,
  hidden: row.hidden,
  cells: JSON.stringify(row.cells.map(isoOf)),
  edits: JSON.stringify(row.edits),
  person: row.person === null ? null : JSON.stringify(row.person),
  flaws: JSON.stringify(row.flaws),
  campus_number: row.person?.campusNumber ?? null,
  email: row.person?.email ?? null,
  verdict: row.verdict,
  detail: JSON.stringify(row.detail),
  person_id: row.personId,
  before: row.before === null ? null : JSON.stringify(row.before),
});

const fromRecord = (record: RowRecord): BatchRow => ({
  batchId: record.batch_id,
  number: record.number,
  hidden: Boolean(record.hidden),
  cells: (JSON.parse(record.cells) as unknown[]).map(cellOf),
  edits: JSON.parse(record.edits) as BatchRow['edits'],
  person: record.person === null ? null : (JSON.parse(record.person) as BatchRow['person']),
  flaws: JSON.parse(record.flaws) as BatchRow['flaws'],
  verdict: record.verdict,
  detail: JSON.parse(record.detail) as BatchRow['detail'],
  personId: record.person_id,
  before: record.before === null ? null : (JSON.parse(record.before) as BatchRow['before']),
});
