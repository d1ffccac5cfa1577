import type { Database } from '../../src/kernel/database.ts';
import { dice } from '../campus.ts';

/** `BENCH_YEAR_SHARE=0.1` tries it with a tenth. */
const share = Number(process.env['BENCH_YEAR_SHARE'] ?? 1);
const part = (of: number): number => Math.ceil(of * share);

/** How much happens in a year of 10,000 people. */
export const yearOf = {
  people: part(10_000),
  courses: part(400),
  studentsOfCourse: 50,
  /** Meetings of each course, and of whoever has a personal one. */
  meetingsOfCourse: 40,
  personal: part(1_000),
  meetingsOfPersonal: 4,
  /** How many come to a class, and to a personal meeting. */
  inClass: 25,
  inPersonal: 4,
  sessions: part(300_000),
  calls: part(20_000),
  messages: part(200_000),
  audit: part(50_000),
  /** Minutes that were sampled, changes that the directory was asked for, rows of the reports of full syncs. */
  samples: part(525_600),
  changeRuns: part(20_000),
  reportRows: part(30_000),
};

export const dayMs = 86_400_000;

export interface Past {
  db: Database;
  people: readonly string[];
  /** The moment at which the year ends. */
  now: number;
}

export type Row = Record<string, string | number | boolean | null>;

/** The same numbers in every run. */
export const roll = dice(20_260_901);
export const some = <T>(all: readonly T[]): T => all[roll(all.length)] as T;
/** Some who follow each other, from a chance one on. */
export const distinct = (all: readonly string[], count: number): string[] => {
  const from = roll(all.length);
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, at) => all[(from + at) % all.length] ?? '',
  );
};
export const list = (length: number, row: (at: number) => Row): Row[] =>
  Array.from({ length }, (_, at) => row(at));

/** Milliseconds of a moment of the year, by day: of so many the `at`th. */
export function moment(now: number, at: number, of: number): number {
  const day = Math.floor((at / of) * 364) + 1;
  return now - 365 * dayMs + day * dayMs + 8 * 3_600_000 + roll(10 * 3_600_000) - dayMs;
}

/** Writes rows as the repositories do, many in one statement. */
export async function write(db: Database, table: string, rows: Iterable<Row>): Promise<void> {
  let chunk: Row[] = [];
  await db.transaction(async (trx) => {
    for (const row of rows) {
      chunk.push(row);
      if (chunk.length < 200) continue;
      await trx(table).insert(chunk);
      chunk = [];
    }
    if (chunk.length > 0) await trx(table).insert(chunk);
  });
}
