/** The public interface of Moodles that the activity plugin connects. */
import { dayMs, type Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Route } from '../../../kernel/route.ts';
import type { Audit } from '../../audit/index.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Roles } from '../../directory/roles/index.ts';
import type { Sync } from '../../directory/sync/index.ts';
import type { Portals } from '../portal/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { createMoodleAdmin } from './admin/service.ts';
import { moodleAdminRoutes } from './admin/routes.ts';
import { createMoodleAttendance } from './attendance.ts';
import { createConnecting, type MoodleDeclared } from './connecting.ts';
import { keepsGradesOf } from './grades.ts';
import { createMoodleRepository } from './repository.ts';
import { createPushed } from './pushed.ts';
import { createMoodleNotifications } from './notifications.ts';
import { moodleRoutes } from './routes.ts';
import { createMessages, type LiveMeetings, type MessagesDeps } from './service.ts';

export type { MoodleDeclared } from './connecting.ts';

/** What connected Moodles are made with. */
export interface MoodlesDeps {
  db: Database;
  clock: Clock;
  portals: Portals;
  courses: Pick<Courses, 'audience' | 'course' | 'courseInRealm' | 'coursesOfRealm' | 'groups'>;
  people: Pick<People, 'accountsIn' | 'withAccount'>;
  events: Pick<Events, 'subscribe' | 'emit'>;
  sessions: Pick<Sessions, 'endAllInCourses' | 'endAllOfPortal'>;
  roles: Pick<Roles, 'requireSystem'>;
  audit: Pick<Audit, 'record'>;
  /** Made after this, and known when the first message comes. */
  sync: () => Pick<Sync, 'run'>;
  /** Ends what was opened from an LMS. */
  lti: Pick<MessagesDeps, 'signedOut'>;
}

export type Moodles = ReturnType<typeof createMoodles>;

/** Makes the Moodles that are connected by the activity plugin: codes for them, and what they say and ask. */
export function createMoodles(deps: MoodlesDeps) {
  const { db, clock, portals } = deps;
  const repository = createMoodleRepository(db);
  const { audience } = portals;
  const messageAudience = `${audience}/api/moodle`;
  const shared = { ...deps, repository, audience, messageAudience };
  const connecting = createConnecting(shared);
  const admin = createMoodleAdmin({ ...shared, connecting });
  const pushed = createPushed(shared);
  const attendance = createMoodleAttendance(shared);
  const notifications = createMoodleNotifications(shared);
  const messages = createMessages({
    ...shared,
    attendance,
    notifications,
    signedOut: deps.lti.signedOut,
    pushed,
  });
  const jobs: Job[] = [
    {
      name: 'moodle-codes-sweep',
      every: 3600,
      onOneBridge: true,
      work: () => repository.sweep(clock.now() - dayMs),
    },
    {
      name: 'moodle-told-sweep',
      every: 3600,
      onOneBridge: true,
      work: () => repository.sweepTold(clock.now() - dayMs),
    },
  ];
  return {
    /** Whether grades of a course are given by the activity plugin (decision 0033). */
    keepsGradesOf: (courseId: string) => keepsGradesOf({ ...shared, courseId }),
    /** Makes a code with which the Moodle at one address may be connected once, within an hour. */
    openConnection: (declared: MoodleDeclared): Promise<string> =>
      connecting.openConnection(declared),
    /** Connected Moodles by name: which releases, and when each last said something. */
    list: async () => {
      const connections = await repository.connections();
      return (await portals.list()).flatMap((portal) => {
        const connection = connections.get(portal.id);
        return connection && portal.kind === 'moodle' ? [{ portal, connection }] : [];
      });
    },
    /** Disconnects one, as an administrator does; at the command line by nobody. @throws Failure platform/not-found */
    disconnect: admin.disconnect,
    /** Who is told by a connected Moodle. */
    toldByLms: notifications.toldByLms,
    /** Rosters that are pushed, as a source among the others. */
    source: pushed.source,
    routes: (meetings: LiveMeetings): Route[] => [
      ...moodleRoutes({ connecting, messages, meetings }),
      ...moodleAdminRoutes(admin, deps.roles),
    ],
    jobs,
    close: (): Promise<void> => {
      attendance.close();
      return Promise.resolve();
    },
  };
}
