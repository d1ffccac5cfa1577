import { dayMs } from '../../src/kernel/clock.ts';
import type { Database } from '../../src/kernel/database.ts';
import { dice } from '../campus.ts';
import { part } from '../share.ts';

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
  /** One course is a lecture: so many study it, all come, and so often. */
  lecture: { students: 500, meetings: 30 },
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

export interface Past {
  db: Database;
  people: readonly string[];
  /** The moment at which the year ends. */
  now: number;
}

/** What the year is written with. */
export interface Seeding {
  people: readonly string[];
  now: number;
  load: Loader['load'];
}

export type Row = Record<string, string | number | boolean | null>;

/** Puts rows straight into a database, as many at once as it takes. */
export interface Loader {
  /** Rows of one table; all have the same columns. What they refer to need not be there yet. */
  load: (table: string, rows: Iterable<Row>) => Promise<void>;
  close: () => Promise<void>;
}

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
