import type { Caller } from '../../kernel/caller.ts';
import type { CourseStanding } from '../meetings/index.ts';

/** What the push of news needs of the others. */
export interface LiveDoor {
  /** @throws Failure session/… */
  authenticate: (accessToken: string) => Promise<Caller>;
  /** What the course says of the caller; null when it may not be watched. */
  courseStanding: (courseId: string, personId: string) => Promise<CourseStanding | null>;
  /** The caller's own view of a meeting. @throws Failure meeting/… */
  meetingStanding: (meetingId: string, personId: string) => Promise<{ mayHost: boolean }>;
  /** Which of these sessions are over, with the code that says why. */
  over: (sessionIds: readonly string[]) => Promise<{ id: string; code: string }[]>;
  /** By topic what is another whenever somebody's standing there may be; topics may be left out. */
  marks: (topics: readonly string[]) => Promise<Map<string, string>>;
}
