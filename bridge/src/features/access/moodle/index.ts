/** The public interface of Moodles that the activity plugin connects. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Route } from '../../../kernel/route.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Sync } from '../../directory/sync/index.ts';
import type { Portals } from '../portal/index.ts';
import { createMoodleAttendance } from './attendance.ts';
import { createConnecting, type MoodleDeclared } from './connecting.ts';
import { createMoodleRepository } from './repository.ts';
import { createPushed } from './pushed.ts';
import { moodleRoutes } from './routes.ts';
import { createMessages, type LiveMeetings, type MessagesDeps } from './service.ts';

export type { MoodleDeclared } from './connecting.ts';

/** What connected Moodles are made with. */
export interface MoodlesDeps {
  db: Database;
  clock: Clock;
  portals: Portals;
  courses: Pick<Courses, 'course' | 'coursesOfRealm' | 'groups'>;
  people: Pick<People, 'accountsIn'>;
  events: Pick<Events, 'subscribe'>;
  /** Made after this, and known when the first message comes. */
  sync: () => Pick<Sync, 'run'>;
  /** Ends what was opened from an LMS. */
  lti: Pick<MessagesDeps, 'signedOut'>;
}

export type Moodles = ReturnType<typeof createMoodles>;

const dayMs = 86_400_000;

/** Makes the Moodles that are connected by the activity plugin: codes for them, and what they say and ask. */
export function createMoodles(deps: MoodlesDeps) {
  const { db, clock, portals } = deps;
  const repository = createMoodleRepository(db);
  const { audience } = portals;
  const messageAudience = `${audience}/api/moodle`;
  const shared = { ...deps, repository, audience, messageAudience };
  const connecting = createConnecting(shared);
  const pushed = createPushed(shared);
  const attendance = createMoodleAttendance(shared);
  const messages = createMessages({ ...shared, attendance, signedOut: deps.lti.signedOut, pushed });
  const jobs: Job[] = [
    {
      name: 'moodle-codes-sweep',
      every: 3600,
      onOneBridge: true,
      work: () => repository.sweep(clock.now() - dayMs),
    },
  ];
  return {
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
    /** Rosters that are pushed, as a source among the others. */
    source: pushed.source,
    routes: (meetings: LiveMeetings): Route[] => moodleRoutes({ connecting, messages, meetings }),
    jobs,
    close: (): Promise<void> => {
      attendance.close();
      return Promise.resolve();
    },
  };
}
