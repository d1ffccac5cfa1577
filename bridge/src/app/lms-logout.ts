import type { Live } from '../features/live/index.ts';
import type { Courses } from '../features/directory/courses/index.ts';
import type { LogoutReader } from '../features/access/lti/index.ts';
import type { People } from '../features/directory/people/index.ts';
import type { Sessions } from '../features/access/sessions/index.ts';
import type { Piece } from './piece.ts';

interface Parts {
  registry: {
    people: Pick<People, 'withAccount'>;
    courses: Pick<Courses, 'coursesOfRealm'>;
    tellLogouts: (reader: LogoutReader) => void;
  };
  sessions: Pick<Sessions, 'endInCourses'>;
}

/**
 * Whoever signs out at the LMS signs out of what its launches opened: their sessions in its courses end, and with
 * them the open panels. Those that were opened at /login, or by another portal, go on.
 */
export function composeLmsLogout({ registry, sessions }: Parts): Piece {
  const late: { live?: Pick<Live, 'endSessions'> } = {};
  registry.tellLogouts(async ({ issuer, subject, at }) => {
    const personId = await registry.people.withAccount(issuer, subject);
    if (personId === null) return;
    const courses = await registry.courses.coursesOfRealm(issuer);
    const courseIds = new Set(courses.map(({ id }) => id));
    // Tokens tell whole seconds.
    const ended = await sessions.endInCourses(personId, { courseIds, openedBy: at + 999 });
    if (ended.length > 0) late.live?.endSessions(ended, 'session/ended');
  });
  return {
    to: (live) => {
      late.live = live;
    },
  };
}
