import type { Courses } from '../features/directory/courses/index.ts';
import type { LogoutReader } from '../features/access/lti/index.ts';
import type { People } from '../features/directory/people/index.ts';
import type { Sessions } from '../features/access/sessions/index.ts';
import type { Events } from '../kernel/events.ts';

interface Parts {
  registry: {
    people: Pick<People, 'withAccount'>;
    courses: Pick<Courses, 'coursesOfRealm'>;
    tellLogouts: (reader: LogoutReader) => void;
  };
  sessions: Pick<Sessions, 'endInCourses'>;
  events: Events;
}

/**
 * Whoever signs out at the LMS signs out of what its launches opened: their sessions in its courses end, and with
 * them the open panels. Those that were opened at /login, or by another portal, go on.
 */
export function composeLmsLogout({ registry, sessions, events }: Parts): void {
  registry.tellLogouts(async ({ issuer, subject, at }) => {
    const personId = await registry.people.withAccount(issuer, subject);
    if (personId === null) return;
    const courses = await registry.courses.coursesOfRealm(issuer);
    const courseIds = new Set(courses.map(({ id }) => id));
    // Tokens tell whole seconds.
    const ended = await sessions.endInCourses(personId, { courseIds, openedBy: at + 999 });
    if (ended.length > 0) {
      events.emit('session.ended', { sessionIds: ended, code: 'session/ended' });
    }
  });
}
