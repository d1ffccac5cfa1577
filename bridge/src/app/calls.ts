import {
  callRoutes,
  createAnswering,
  createCallBudget,
  createCallRepository,
  createCalls,
  createMissedRepository,
  createMoves,
  createOwnSettings,
  createPresenceReader,
  createRinging,
  createSettingsRepository,
  createTelling,
  type Acquaintance,
  type CallDoor,
  type MeetingReader,
  type PersonReader,
  type Reach,
  type Sight,
} from '../features/calls/index.ts';
import { createCourseRelations } from '../features/directory/courses/index.ts';
import type { Live } from '../features/live/index.ts';
import type { Events } from '../kernel/events.ts';
import type { Job } from '../kernel/jobs.ts';
import type { Route } from '../kernel/route.ts';
import { callCircles, callTies } from './call-circles.ts';
import type { Registry, RegistryParts } from './registry.ts';
import { staffReader } from './staff.ts';

export interface CallParts extends Pick<RegistryParts, 'config' | 'db' | 'clock' | 'log'> {
  registry: Pick<Registry, 'people' | 'courses' | 'departments'>;
  events: Events;
  meetings: MeetingReader;
  door: CallDoor;
  reach: Reach;
  acquaintance: Acquaintance;
  sight: Sight;
}

export interface ComposedCalls {
  routes: Route[];
  presence: ReturnType<typeof createPresenceReader>;
  /** Calls end with who was deactivated. */
  left: (personId: string) => Promise<void>;
  /** Who tells which people have a panel open; before this nobody has. */
  connectedBy: (connections: Live['connections']) => void;
  jobs: Job[];
  /** Says what waits to be said, and waits for what runs. */
  close: () => Promise<void>;
}

/** How exactly a call that nobody answers ends, seconds. */
const dueEvery = 1;

/** Changes within this time reach the caller as one, milliseconds. */
const gatherMs = 100;

/** Makes calls: ringing, answering, presence, and the job that does in time what is due. */
export function composeCalls(parts: CallParts): ComposedCalls {
  const { db, clock, log, events, registry, meetings, door } = parts;
  const late: { connections?: Live['connections'] } = {};
  const connections = {
    of: (ids: readonly string[]) =>
      late.connections?.of(ids) ?? Promise.resolve(new Map<string, { away: boolean }>()),
  };
  const relations = createCourseRelations({ db, courses: registry.courses });
  const people = personReader(registry);
  const ties = callTies({ registry, relations });
  const telling = createTelling(events, gatherMs);
  const repository = createCallRepository(db);
  const settings = createSettingsRepository(db);
  const moves = createMoves({ repository, telling, door, clock, log });
  const shared = { ...parts, people, ties, repository, settings, moves, connections };
  const ringing = createRinging(shared);
  const circles = callCircles({
    registry,
    relations,
    isStaff: staffReader({
      db,
      registry,
      staffNumbers: parts.config.ADDRESS_BOOK_STAFF_NUMBERS,
    }),
  });
  const calls = createCalls({ ...shared, circles, ringing, budget: createCallBudget() });
  const campusZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = createOwnSettings({ settings, people, campusZone });
  events.subscribe({
    'meeting.changed': async ({ meeting, presentIds }) => {
      if (presentIds.size > 0) await calls.cameIn(meeting.id, presentIds);
    },
    'meeting.ended': ({ meeting }) => calls.meetingEnded(meeting.id),
  });
  return {
    routes: callRoutes(
      calls,
      createAnswering({ ...shared, missed: createMissedRepository(db) }),
      own,
    ),
    presence: createPresenceReader({ settings, connections, meetings, ties }),
    left: calls.left,
    connectedBy: (connections) => {
      late.connections = connections;
    },
    jobs: [{ name: 'calls-due', every: dueEvery, work: ringing.doDue }],
    close: async () => {
      await ringing.idle();
      telling.flush();
    },
  };
}

const personReader = ({ people }: CallParts['registry']): PersonReader => ({
  active: async (ids) => (await people.findMany(ids)).filter(({ status }) => status === 'active'),
  timezone: async (id) => (await people.find(id))?.timezone ?? null,
});
