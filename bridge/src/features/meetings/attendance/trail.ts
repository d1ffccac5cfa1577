import type { Clock } from '../../../kernel/clock.ts';
import type { AttendanceDeps } from './ports.ts';

/** What was done, to a meeting or a course. */
interface Looked {
  kind: 'meeting' | 'course';
  id: string;
  name: string;
}

/** Whoever looks again within this is in the audit once, milliseconds: a page that stays open asks again and again. */
const onceInMs = 15 * 60_000;

/** Keeps in the audit who looked at whose attendance, and who took it along. */
export function createLookTrail({
  db,
  audit,
  clock,
}: Pick<AttendanceDeps, 'db' | 'audit' | 'clock'>) {
  const looks = new Map<string, number>();
  return {
    looked: async (actorId: string, subject: Looked): Promise<void> => {
      const key = `${actorId} ${subject.id}`;
      const now = clock.now();
      if (now - (looks.get(key) ?? -Infinity) < onceInMs) return;
      forgetBefore(looks, now - onceInMs);
      looks.set(key, now);
      await record(actorId, { action: 'attendance.view', subject, after: null });
    },
    exported: (actorId: string, subject: Looked, form: string): Promise<void> =>
      record(actorId, { action: 'attendance.export', subject, after: { form } }),
  };

  function record(
    actorId: string,
    done: { action: string; subject: Looked; after: unknown },
  ): Promise<void> {
    return audit.record(db, { actorId, ...done, scopeDepartmentId: null, before: null });
  }
}

function forgetBefore(looks: Map<string, number>, moment: ReturnType<Clock['now']>): void {
  for (const [key, at] of looks) if (at < moment) looks.delete(key);
}
