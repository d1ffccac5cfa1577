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
import { createEvents } from '../src/kernel/events.ts';
import { Failure } from '../src/kernel/failure.ts';

export const course = { id: '11111111-1111-4111-8111-111111111111', title: '数据结构 <b>&' };
export const group = { id: '22222222-2222-4222-8222-222222222222', name: 'Lab 1' };

/** People of the fixture, by what they are in the course. */
const standings: Record<string, CourseStanding> = {
  teacher: { mayHost: true, groupIds: [] },
  tutor: { mayHost: true, groupIds: [] },
  student: { mayHost: false, groupIds: [group.id] },
  'other-student': { mayHost: false, groupIds: [] },
};

/** Meetings and their doors on a real database, with a conference server that the test plays itself. */
export function meetingFixture(db: Database, options: { capacity?: number } = {}) {
  const clock = settableClock();
  const told: { changed: MeetingView[]; ended: MeetingView[] } = { changed: [], ended: [] };
  const log = pino({ level: 'silent' });
  const events = createEvents(log);
  events.subscribe({
    'meeting.changed': (view) => void told.changed.push(view),
    'meeting.ended': (view) => void told.ended.push(view),
  });
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
    // Nobody of this fixture is in a department; test/door-fixture.ts has some.
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
    events,
    tokens: {
      sign: (grant: { room: string; moderator: boolean }) =>
        Promise.resolve({ jwt: JSON.stringify(grant), expiresAt: clock.now() + 1 }),
    },
    address: { domain: 'd', muc: 'm', focus: 'f', serviceUrl: 'ws://x', libraryUrl: 'http://x' },
    clock,
    log,
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
  event: 'admission' | 'lobby';
  data: unknown;
}

type DoorParts = Parameters<typeof createStarting>[0] &
  Omit<Parameters<typeof createLookalikes>[0], 'invitees'> &
  Omit<Parameters<typeof createOccurrences>[0], 'starting'> &
  Parameters<typeof createStandings>[0] &
  Pick<Parameters<typeof createHosting>[0], 'units'> &
  Parameters<typeof createSeriesKeeper>[0];

/** The doors of the fixture; what they push is noted in `pushed`. */
function composeDoors(parts: DoorParts) {
  const pushed: Pushed[] = [];
  parts.events.subscribe({
    'admission.decided': ({ participantId, ...data }) =>
      void pushed.push({ to: participantId, event: 'admission', data }),
    'lobby.changed': (data) =>
      void pushed.push({ to: `hosts of ${data.meetingId}`, event: 'lobby', data }),
  });
  const starting = createStarting(parts);
  const standings = createStandings(parts);
  const invitees = { findMany: () => Promise.resolve([]) };
  const lookalikes = createLookalikes({ ...parts, invitees });
  const lobby = createLobby({ ...parts, lookalikes });
  const keeper = createSeriesKeeper(parts);
  const occurrences = createOccurrences({ ...parts, starting });
  const rest = { ...parts, standings, lobby, keeper };
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
