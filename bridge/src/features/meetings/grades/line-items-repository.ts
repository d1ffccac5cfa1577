import type { Database } from '../../../kernel/database.ts';
import type { FailureCode } from '../../../kernel/codes.ts';

/** Which line item: of a whole course (`linkId` is empty), or of one of its activities. */
export interface LineKey {
  courseId: string;
  linkId: string;
}

/** A line item of the LMS's gradebook, and whether it takes grades. */
export interface KeptLine extends LineKey {
  /** Null: has to be found or made at the LMS. */
  url: string | null;
  failure: string | null;
  failedAt: number | null;
  attempts: number;
  /** When its results were last read back. */
  checkedAt: number | null;
}

interface LineRow {
  course_id: string;
  link_id: string;
  url: string | null;
  failure: string | null;
  failed_at: number | null;
  attempts: number;
  checked_at: number | null;
}

const table = (db: Database) => db<LineRow>('grade_line_items');

/** A line's columns of its key. */
export const keyOf = ({ courseId, linkId }: LineKey) => ({ course_id: courseId, link_id: linkId });

/** What is kept of a line item; of a new one that it has to be found. */
export async function findLine(db: Database, key: LineKey): Promise<KeptLine> {
  const row = await table(db).where(keyOf(key)).first();
  return row ? fromRow(row) : { ...fresh, courseId: key.courseId, linkId: key.linkId };
}

/** Line items that were not read back since a moment. */
export async function uncheckedLines(db: Database, before: number): Promise<KeptLine[]> {
  const rows = await table(db)
    .whereNotNull('url')
    .andWhere((old) => old.whereNull('checked_at').orWhere('checked_at', '<', before))
    .limit(20);
  return rows.map(fromRow);
}

/** Where it is at the LMS; null: it has to be found anew. */
export const saveUrl = (db: Database, key: LineKey, url: string | null): Promise<void> =>
  save(db, key, { url });

/** Noted before it is read back, so that one that cannot be read is not tried again at once. */
export const lineChecked = (db: Database, key: LineKey, now: number): Promise<void> =>
  save(db, key, { checked_at: now });

/** It takes grades (again). */
export const lineWorks = (db: Database, key: LineKey): Promise<void> =>
  save(db, key, { failure: null, attempts: 0 });

/** It took nothing. */
export const lineFailed = (
  db: Database,
  line: KeptLine,
  { code, now }: { code: FailureCode; now: number },
): Promise<void> => save(db, line, { failure: code, failed_at: now, attempts: line.attempts + 1 });

async function save(db: Database, key: LineKey, changes: Partial<LineRow>): Promise<void> {
  const { failed_at, checked_at, url, failure, attempts } = emptyRow;
  await table(db)
    .insert({ ...keyOf(key), url, failure, failed_at, attempts, checked_at, ...changes })
    .onConflict(['course_id', 'link_id'])
    .merge(Object.keys(changes) as (keyof LineRow)[]);
}

const emptyRow = { url: null, failure: null, failed_at: null, attempts: 0, checked_at: null };
const fresh = { url: null, failure: null, failedAt: null, attempts: 0, checkedAt: null };

const fromRow = (row: LineRow): KeptLine => ({
  courseId: row.course_id,
  linkId: row.link_id,
  url: row.url,
  failure: row.failure,
  failedAt: row.failed_at,
  attempts: row.attempts,
  checkedAt: row.checked_at,
});
