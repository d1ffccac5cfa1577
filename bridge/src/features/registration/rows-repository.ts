import type { Database } from '../../kernel/database.ts';
import { insertAll, upsert } from '../people/index.ts';
import type { BatchRow, Verdict } from './batch.ts';
import type { Cell } from './ports.ts';
import type { PersonRow } from './row.ts';

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
  verdict: Verdict | null;
  detail: string;
  person_id: string | null;
  before: string | null;
}

const table = (db: Database) => db<RowRecord>('registration_rows');

export const addRows = (trx: Database, rows: readonly BatchRow[]): Promise<void> =>
  insertAll(trx, 'registration_rows', rows.map(toRecord));

export const saveRows = (trx: Database, rows: readonly BatchRow[]): Promise<void> =>
  upsert(trx, { table: 'registration_rows', key: ['batch_id', 'number'] }, rows.map(toRecord));

/** A page of a batch's rows, from behind a row number. @param verdicts only these; null: all */
export async function rowsAfter(
  db: Database,
  batchId: string,
  { after, limit, verdicts }: { after: number; limit: number; verdicts: readonly Verdict[] | null },
): Promise<BatchRow[]> {
  const found = table(db).where({ batch_id: batchId }).where('number', '>', after);
  if (verdicts !== null) void found.whereIn('verdict', verdicts);
  return (await found.orderBy('number').limit(limit)).map(fromRecord);
}

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

/** How many rows have each verdict. */
export async function countVerdicts(
  db: Database,
  batchId: string,
): Promise<Record<Verdict, number>> {
  const rows = await table(db)
    .where({ batch_id: batchId })
    .groupBy('verdict')
    .select<{ verdict: Verdict | null; n: number }[]>('verdict', db.raw('count(*) as n'));
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

/** The batches, applied after this one and not undone, that speak of the same people. */
export async function newerOnSame(db: Database, batchId: string): Promise<string[]> {
  const rows = await db('registration_rows as mine')
    .join('registration_batches as this', 'this.id', 'mine.batch_id')
    .join('registration_rows as other', 'other.person_id', 'mine.person_id')
    .join('registration_batches as newer', 'newer.id', 'other.batch_id')
    .where({ 'mine.batch_id': batchId, 'newer.state': 'applied' })
    .whereNotNull('mine.before')
    .whereNotNull('other.before')
    .whereNot('newer.id', batchId)
    .whereRaw('newer.applied_at > this.applied_at')
    .distinct<{ name: string }[]>('newer.name')
    .limit(5);
  return rows.map(({ name }) => name);
}

/** Whether it is still known of some row what was there before: rows lose that after a while. */
export async function isRemembered(db: Database, batchId: string): Promise<boolean> {
  const row = await table(db).where({ batch_id: batchId }).whereNotNull('before').first('number');
  return row !== undefined;
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
