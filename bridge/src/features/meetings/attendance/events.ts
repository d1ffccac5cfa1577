import type {} from '../../../kernel/events.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** What the attendance of a course comes to may be another: a rule, a correction, whether a meeting counts. */
    'attendance.changed': { courseId: string };
  }
}
