import type { Server } from 'socket.io';
import type { Sessions } from '../access/sessions/index.ts';
import type { Courses } from '../directory/courses/index.ts';
import type { CourseRole, Meetings } from '../meetings/index.ts';

/** Whose sockets they are, and what each of them may hear. */
export interface LiveReaders {
  sessions: Pick<Sessions, 'authenticate' | 'over'>;
  courses: Pick<Courses, 'marks'> & {
    /** What somebody is in a course; null when it may not be watched. */
    membership: (courseId: string, personId: string) => Promise<CourseRole | null>;
  };
  meetings: Pick<Meetings, 'courseOf'> & {
    /** The caller's own view of a meeting. @throws Failure meeting/… */
    get: (meetingId: string, personId: string) => Promise<{ mayHost: boolean }>;
  };
}

/** What joins the sockets of several bridges. */
export type BridgeJoin = NonNullable<Parameters<Server['adapter']>[0]>;
