import type { Events } from '../../../kernel/events.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { LogoutReader } from './ports.ts';

/** What ends with somebody's signing out at the LMS. */
export interface SigningOutDeps {
  people: Pick<People, 'withAccount'>;
  courses: Pick<Courses, 'coursesOfRealm'>;
  sessions: Pick<Sessions, 'endAllInCourses' | 'endInCourses'>;
  events: Pick<Events, 'emit'>;
}

/**
 * Whoever signs out at the LMS signs out of what its launches opened: their sessions in its courses end, and with
 * them the open panels. Those that were opened at /login, or by another portal, go on.
 */
export const signingOut =
  ({ people, courses, sessions, events }: SigningOutDeps): LogoutReader =>
  async ({ issuer, subject, at }) => {
    const personId = await people.withAccount(issuer, subject);
    if (personId === null) return;
    const courseIds = new Set((await courses.coursesOfRealm(issuer)).map(({ id }) => id));
    // Tokens tell whole seconds.
    const ended = await sessions.endInCourses(personId, { courseIds, openedBy: at + 999 });
    if (ended.length > 0)
      events.emit('session.ended', { sessionIds: ended, code: 'session/ended' });
  };

/** Ends what the launches of an issuer have opened, for everybody: its platform was suspended or removed. */
export const endingSessions =
  ({ courses, sessions, events }: Omit<SigningOutDeps, 'people'>) =>
  async (issuer: string): Promise<void> => {
    const courseIds = (await courses.coursesOfRealm(issuer)).map(({ id }) => id);
    const sessionIds = await sessions.endAllInCourses(courseIds);
    if (sessionIds.length > 0) events.emit('session.ended', { sessionIds, code: 'session/ended' });
  };
