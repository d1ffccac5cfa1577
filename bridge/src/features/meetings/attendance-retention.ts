import type { Database } from '../../kernel/database.ts';
import { attendanceKept, forgetAttendance, type Over } from './attendance-repository.ts';

/** A meeting has up to some thousand rows: few meetings make a batch. */
const meetingsAtOnce = 5;

/** Who was in which meeting goes after a while. */
export function attendanceSweeper(db: Database) {
  /** How far this round has come. */
  let after: Over | null = null;
  return {
    name: 'attendance' as const,
    kind: 'attendance' as const,
    days: 730,
    least: 30,
    most: 3650,
    kept: (before: number) => attendanceKept(db, before),
    sweep: async (before: number): Promise<number> => {
      const { removed, last } = await forgetAttendance(db, {
        before,
        after,
        limit: meetingsAtOnce,
      });
      after = last;
      return removed;
    },
  };
}
