import type { Database } from '../../../kernel/database.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import type { GradeMeasure } from './contract.ts';

/** Where an LMS takes grades of a course. */
export interface GradeAddress {
  courseId: string;
  platformId: string;
  issuer: string;
  lineItemsUrl: string;
}

/** The one column of a course in the LMS's gradebook. */
export interface GradeColumn {
  courseId: string;
  isOn: boolean;
  measure: GradeMeasure;
  label: string;
  lineItemUrl: string | null;
  forgotten: number;
  dueAt: number | null;
  failure: string | null;
  failedAt: number | null;
  attempts: number;
}

interface AddressRow {
  course_id: string;
  platform_id: string;
  issuer: string;
  line_items_url: string;
  noted_at: number;
}

interface ColumnRow {
  course_id: string;
  is_on: boolean | number;
  measure: GradeMeasure;
  label: string;
  line_item_url: string | null;
  forgotten: number;
  due_at: number | null;
  computed_at: number | null;
  failure: string | null;
  failed_at: number | null;
  attempts: number;
}

const addresses = (db: Database) => db<AddressRow>('grade_addresses');
const columns = (db: Database) => db<ColumnRow>('grade_columns');

export async function saveAddress(db: Database, address: GradeAddress, now: number) {
  const row = {
    course_id: address.courseId,
    platform_id: address.platformId,
    issuer: address.issuer,
    line_items_url: address.lineItemsUrl,
    noted_at: now,
  };
  await addresses(db).insert(row).onConflict('course_id').merge();
}

export async function findAddress(db: Database, courseId: string): Promise<GradeAddress | null> {
  const row = await addresses(db).where({ course_id: courseId }).first();
  if (!row) return null;
  const { platform_id: platformId, issuer, line_items_url: lineItemsUrl } = row;
  return { courseId, platformId, issuer, lineItemsUrl };
}

export async function findColumn(db: Database, courseId: string): Promise<GradeColumn | null> {
  const row = await columns(db).where({ course_id: courseId }).first();
  return row ? fromRow(row) : null;
}

/** Switches a course's column on or off, made where there is none; it is computed anew. */
export async function saveColumn(
  db: Database,
  column: Pick<GradeColumn, 'courseId' | 'isOn' | 'measure' | 'label' | 'forgotten'>,
  now: number,
): Promise<void> {
  const { courseId: course_id, isOn: is_on, measure, label, forgotten } = column;
  const row = { course_id, is_on, measure, label, forgotten, due_at: now, failure: null };
  await columns(db)
    .insert({ ...row, line_item_url: null, computed_at: null, failed_at: null, attempts: 0 })
    .onConflict('course_id')
    .merge(['is_on', 'measure', 'label', 'forgotten', 'due_at', 'failure']);
}

/** What a course's attendance comes to may be another. */
export async function makeDue(db: Database, courseId: string, now: number): Promise<void> {
  await columns(db).where({ course_id: courseId, is_on: true }).update({ due_at: now });
}

/** Columns that have to be computed: something changed, or nobody looked since a moment. */
export async function dueColumns(db: Database, now: number, before: number) {
  const rows = await columns(db)
    .where({ is_on: true })
    .andWhere((due) => due.where('due_at', '<=', now).orWhere('computed_at', '<', before));
  return rows.map(fromRow);
}

/** It was computed: due no more, unless something changed meanwhile. */
export async function computed(db: Database, column: GradeColumn, now: number): Promise<void> {
  const own = () => columns(db).where({ course_id: column.courseId });
  await own().update({ computed_at: now });
  if (column.dueAt !== null) await own().where({ due_at: column.dueAt }).update({ due_at: null });
}

/** Where the column is at the LMS; null: it has to be found anew. */
export async function saveLineItem(db: Database, courseId: string, url: string | null) {
  await columns(db).where({ course_id: courseId }).update({ line_item_url: url });
}

/** The gradebook as a whole took nothing. */
export async function columnFailed(
  db: Database,
  courseId: string,
  { code, now }: { code: FailureCode; now: number },
): Promise<void> {
  await columns(db)
    .where({ course_id: courseId })
    .update({ failure: code, failed_at: now, attempts: db.raw('attempts + 1') });
}

/** The gradebook takes grades (again). */
export async function columnWorks(db: Database, courseId: string): Promise<void> {
  await columns(db).where({ course_id: courseId }).update({ failure: null, attempts: 0 });
}

const fromRow = (row: ColumnRow): GradeColumn => ({
  courseId: row.course_id,
  isOn: Boolean(row.is_on),
  measure: row.measure,
  label: row.label,
  lineItemUrl: row.line_item_url,
  forgotten: row.forgotten,
  dueAt: row.due_at,
  failure: row.failure,
  failedAt: row.failed_at,
  attempts: row.attempts,
});
