import pino from 'pino';
import { testSealing } from './bridge-settings.ts';
import {
  createArrivalRepository,
  createBelongingRepository,
  createDoorkeeper,
  createHosting,
  createLinkRepository,
  createLobby,
  createLookalikes,
  createOccurrences,
  createSeriesKeeper,
  createSeriesRepository,
  createStandings,
} from '../src/features/meetings/admission/index.ts';
import type { LiveEvents } from '../src/features/live/contract.ts';
import {
  createEntering,
  createMeetingRepository,
  createMeetings,
  createOccupantRepository,
  createPresence,
  createSeatRepository,
  createSourceRepository,
  createStarting,
  type MeetingView,
} from '../src/features/meetings/index.ts';
import type { CourseStanding } from '../src/features/meetings/index.ts';
import type { RoomSize } from '../src/features/meetings/ports.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { Failure } from '../src/kernel/failure.ts';

export const course = { id: '11111111-1111-4111-8111-111111111111', title: '数据结构 <b>&' };
export const group = { id: '22222222-2222-4222-8222-222222222222', name: 'Lab 1' };

/** People of the house, by what they are in the course. */
const standings: Record<string, CourseStanding> = {
  teacher: { mayHost: true, groupIds: [] },
  tutor: { mayHost: true, groupIds: [] },
  student: { mayHost: false, groupIds: [group.id] },
  'other-student': { mayHost: false, groupIds: [] },
};

/** Meetings and their doors on a real database, with a conference server that the test plays itself. */
export function meetingHouse(db: Database, options: { capacity?: number } = {}) {
  const clock = settableClock();
  const told: { changed: MeetingView[]; ended: MeetingView[] } = { changed: [], ended: [] };
  const server = {
    source: 'run-1',
    rooms: [] as RoomSize[],
    isAway: false,
    commands: [] as string[],
  };
  const command = (what: string) => {
    if (server.isAway) return Promise.reject(new Failure('conference/unavailable'));
    server.commands.push(what);
    return Promise.resolve();
  };
  const kept = {
    meetings: createMeetingRepository(db),
    seats: createSeatRepository(db),
    occupants: createOccupantRepository(db),
    sources: createSourceRepository(db),
    series: createSeriesRepository(db, testSealing),
    belonging: createBelongingRepository(db),
    links: createLinkRepository(db, testSealing),
    arrivals: createArrivalRepository(db),
    // Nobody of this house is in a department; test/door-house.ts has some.
    units: {
      holds: () => Promise.resolve(false),
      seriesOf: () => Promise.resolve([]),
      members: () => Promise.resolve([]),
    },
    courses: {
      course: (id: string) => Promise.resolve(id === course.id ? course : null),
      group: (_: string, id: string) => Promise.resolve(id === group.id ? group : null),
      standing: (id: string, person: string) =>
        Promise.resolve(id === course.id ? (standings[person] ?? null) : null),
    },
  };
  const participants = {
    find: async (id: string) => {
      const guest = await kept.belonging.findGuest(id);
      return guest
        ? { id, kind: 'guest' as const, displayName: guest.name }
        : { id, kind: 'person' as const, displayName: `Name of ${id}` };
    },
  };
  const parts = {
    ...kept,
    people: participants,
    participants,
    conference: {
      endRoom: (room: string) => command(`end ${room}`),
      kick: (room: string, userId: string) => command(`kick ${userId} from ${room}`),
      sizes: async () => {
        await command('sizes');
        return { source: server.source, sequence: 0, rooms: server.rooms };
      },
    },
    news: {
      changed: (view: MeetingView) => void told.changed.push(view),
      ended: (view: MeetingView) => void told.ended.push(view),
    },
    tokens: {
      sign: (grant: { room: string; moderator: boolean }) =>
        Promise.resolve({ jwt: JSON.stringify(grant), expiresAt: clock.now() + 1 }),
    },
    address: { domain: 'd', muc: 'm', focus: 'f', serviceUrl: 'ws://x', libraryUrl: 'http://x' },
    clock,
    log: pino({ level: 'silent' }),
    capacity: options.capacity ?? 500,
  };
  const doors = composeDoors(parts);
  const whole = { ...parts, doors: doors.doorkeeper };
  return {
    clock,
    told,
    server,
    parts,
    doors,
    meetings: createMeetings(whole),
    entering: createEntering(whole),
    presence: createPresence(parts),
  };
}

interface Pushed {
  to: string;
  event: 'admission' | 'role' | 'lobby';
  data: unknown;
}

type DoorParts = Omit<Parameters<typeof createStarting>[0], 'news'> &
  Omit<Parameters<typeof createLookalikes>[0], 'invitees'> &
  Omit<Parameters<typeof createOccurrences>[0], 'starting'> &
  Parameters<typeof createStandings>[0] &
  Pick<Parameters<typeof createHosting>[0], 'units'> &
  Omit<Parameters<typeof createSeriesKeeper>[0], 'news'> & { news: MeetingNewsOfHouse };

interface MeetingNewsOfHouse {
  changed: (view: MeetingView) => void;
  ended: (view: MeetingView) => void;
}

/** The doors of the house; what they push is noted in `pushed`. */
function composeDoors(parts: DoorParts) {
  const pushed: Pushed[] = [];
  const news = {
    people: <E extends 'admission' | 'role'>(
      ids: Iterable<string>,
      event: E,
      data: LiveEvents[E],
    ) => {
      for (const to of ids) pushed.push({ to, event, data });
    },
    meeting: (to: { meetingId: string }, event: 'lobby', data: LiveEvents['lobby']) =>
      void pushed.push({ to: `hosts of ${to.meetingId}`, event, data }),
  };
  const starting = createStarting(parts);
  const standings = createStandings(parts);
  const invitees = { findMany: () => Promise.resolve([]) };
  const lookalikes = createLookalikes({ ...parts, invitees });
  const lobby = createLobby({ ...parts, news, lookalikes });
  const keeper = createSeriesKeeper(parts);
  const occurrences = createOccurrences({ ...parts, starting });
  const rest = { ...parts, news, standings, lobby, keeper };
  return {
    pushed,
    keeper,
    lobby,
    occurrences,
    standings,
    starting,
    hosting: createHosting(rest),
    doorkeeper: createDoorkeeper({ ...rest, ended: occurrences.ended }),
  };
}
