import type { Database } from '../../../kernel/database.ts';
import type { GradeMeasure, GradePer } from './contract.ts';

/** What a course's teachers have set of its grades. */
export interface GradeSettings {
  courseId: string;
  isOn: boolean;
  measure: GradeMeasure;
  per: GradePer;
  /** What the course's line item is called. */
  label: string;
  /** How many meetings were forgotten when it was set: grades are not made of what is left. */
  forgotten: number;
  /** When grades have to be computed anew; null: nothing has changed. */
  dueAt: number | null;
}

interface SettingsRow {
  course_id: string;
  is_on: boolean | number;
  measure: GradeMeasure;
  per: GradePer;
  label: string;
  forgotten: number;
  due_at: number | null;
  computed_at: number | null;
  attempts: number;
}

const table = (db: Database) => db<SettingsRow>('grade_columns');

/** Null where no teacher has ever switched grades on; `isOn` is false once they are off again. */
export async function findSettings(db: Database, courseId: string): Promise<GradeSettings | null> {
  const row = await table(db).where({ course_id: courseId }).first();
  return row ? fromRow(row) : null;
}

/** Keeps what teachers set; grades are computed anew. */
export async function saveSettings(
  db: Database,
  settings: Omit<GradeSettings, 'dueAt'>,
  now: number,
): Promise<void> {
  const row = {
    course_id: settings.courseId,
    is_on: settings.isOn,
    measure: settings.measure,
    per: settings.per,
    label: settings.label,
    forgotten: settings.forgotten,
    due_at: now,
  };
  await table(db)
    .insert({ ...row, computed_at: null, attempts: 0 })
    .onConflict('course_id')
    .merge(['is_on', 'measure', 'per', 'label', 'forgotten', 'due_at']);
}

/** What a course's attendance comes to may be another. */
export async function makeDue(db: Database, courseId: string, now: number): Promise<void> {
  await table(db).where({ course_id: courseId, is_on: true }).update({ due_at: now });
}

/** Courses whose grades have to be computed: something changed, or nobody looked since a moment. */
export async function dueSettings(
  db: Database,
  now: number,
  before: number,
): Promise<GradeSettings[]> {
  const rows = await table(db)
    .where({ is_on: true })
    .andWhere((due) => due.where('due_at', '<=', now).orWhere('computed_at', '<', before));
  return rows.map(fromRow);
}

/** It was computed: due no more, unless something changed meanwhile. */
export async function computed(db: Database, settings: GradeSettings, now: number): Promise<void> {
  const own = () => table(db).where({ course_id: settings.courseId });
  await own().update({ computed_at: now });
  if (settings.dueAt !== null) {
    await own().where({ due_at: settings.dueAt }).update({ due_at: null });
  }
}

const fromRow = (row: SettingsRow): GradeSettings => ({
  courseId: row.course_id,
  isOn: Boolean(row.is_on),
  measure: row.measure,
  per: row.per,
  label: row.label,
  forgotten: row.forgotten,
  dueAt: row.due_at,
});
