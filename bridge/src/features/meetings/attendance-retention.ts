import type { Database } from '../../kernel/database.ts';
import { attendanceKept, forgetAttendance } from './attendance-repository.ts';

/** A meeting has up to some thousand rows: few meetings make a batch. */
const meetingsAtOnce = 5;

/** Who was in which meeting goes after a while. */
export const attendanceSweeper = (db: Database) => ({
  name: 'attendance' as const,
  kind: 'attendance' as const,
  days: 730,
  least: 30,
  most: 3650,
  kept: (before: number) => attendanceKept(db, before),
  sweep: (before: number) => forgetAttendance(db, before, meetingsAtOnce),
});
