import pino from 'pino';
import { testSealing } from './bridge-settings.ts';
import {
  createMeetingReader,
  createMeetings,
  type CourseRole,
  type MeetingView,
} from '../src/features/meetings/index.ts';
import type { RoomSize } from '../src/features/meetings/ports.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { createEvents, type Events } from '../src/kernel/events.ts';
import { Failure } from '../src/kernel/failure.ts';

type Deps = Parameters<typeof createMeetings>[0];

export const course = { id: '11111111-1111-4111-8111-111111111111', title: '数据结构 <b>&' };
export const group = { id: '22222222-2222-4222-8222-222222222222', name: 'Lab 1' };

/** People of the fixture, by what they are in the course. */
const policy: Record<string, CourseRole> = {
  teacher: { mayHost: true, groupIds: [] },
  tutor: { mayHost: true, groupIds: [] },
  student: { mayHost: false, groupIds: [group.id] },
  'other-student': { mayHost: false, groupIds: [] },
};

const courses = {
  withMember: ({ courseId, groupId }: { courseId: string; groupId: string | null }, who: string) =>
    Promise.resolve(
      courseId === course.id
        ? {
            title: course.title,
            group: groupId === group.id ? group : null,
            membership: policy[who] ?? null,
          }
        : null,
    ),
  membership: (id: string, person: string) =>
    Promise.resolve(id === course.id ? (policy[person] ?? null) : null),
  grantsByPerson: () => Promise.resolve(false),
  coursesOf: () => Promise.resolve([]),
  allMembers: () => Promise.resolve([]),
} as unknown as Deps['courses'];

/** Everybody is somebody, but those who came as guests. */
function peopleOf(db: Database): Deps['people'] {
  const { guests } = createMeetingReader({ db });
  return {
    findActive: async (id: string) =>
      (await guests.find(id)) ? null : { id, displayName: `Name of ${id}` },
    findMany: () => Promise.resolve([]),
  } as unknown as Deps['people'];
}

/** Nobody of this fixture is in a department; test/admission-fixture.ts has some. */
const departments: Deps['departments'] = {
  tree: () => Promise.resolve([]),
  departmentsOf: () => Promise.resolve([]),
  membersBelow: () => Promise.resolve([]),
};

const notAsked = () => Promise.reject(new Error('is not asked in this fixture'));

interface FixtureOptions {
  capacity?: number;
  joinsAtOnce?: number;
  /** What the videobridges have room for; not known unless told. */
  fleet?: () => { seats: number };
  /** Real ones, in place of the people and the course of the fixture. */
  people?: Deps['people'];
  courses?: Deps['courses'];
}

/** Meetings on a real database, with a conference server that the test plays itself. */
export function meetingFixture(db: Database, options: FixtureOptions = {}) {
  const clock = settableClock();
  const log = pino({ level: 'silent' });
  const events = createEvents(log);
  const received = lobbySeenBy(events);
  const { server, conference } = playedServer(() => clock.now());
  const { inside } = createMeetings({
    db,
    clock,
    log,
    events,
    sealing: testSealing,
    people: options.people ?? peopleOf(db),
    courses: options.courses ?? courses,
    departments,
    isStaff: () => Promise.resolve(false),
    sessions: { open: notAsked, goesOn: () => Promise.resolve(true) },
    invitations: {
      refusing: notAsked,
      send: notAsked,
      update: notAsked,
      areWithoutLink: notAsked,
      unplan: notAsked,
      cancel: notAsked,
    },
    sight: { withoutHidden: (_, ids) => Promise.resolve([...ids]) },
    conference,
    capacity: options.capacity ?? 500,
    joinsAtOnce: options.joinsAtOnce ?? 50,
    quietFrom: { microphone: 3, camera: 4 },
    roomInFleet: () => Promise.resolve(options.fleet?.() ?? null),
    emptyGraceMs: 60_000,
    publicUrl: 'https://meet.uni.test',
  });
  const { admission, service, entering, presence, enforcement, own } = inside;
  return {
    clock,
    received,
    server,
    deps: { ...admission, ...inside.own },
    admission: { ...admission, pushed: pushedOf(events) },
    meetings: service,
    entering,
    presence,
    enforcement,
    queue: own.queue,
  };
}

function playedServer(now: () => number) {
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
  const conference: Deps['conference'] = {
    server: {
      endRoom: (room) => command(`end ${room}`),
      kick: (room, userId) => command(`kick ${userId} from ${room}`),
      setRole: (room, userId, role) => command(`make ${userId} ${role} in ${room}`),
      setPermissions: (room) => command(`set permissions of ${room}`),
      sizes: async () => {
        await command('sizes');
        return { source: server.source, sequence: 0, rooms: server.rooms };
      },
    },
    events: {
      read: () => {
        throw new Failure('conference/event-unsigned');
      },
    },
    tokens: {
      sign: ({ room, person, moderator }) =>
        Promise.resolve({
          jwt: JSON.stringify({ room, person, moderator }),
          expiresAt: now() + 1,
        }),
    },
    address: { domain: 'd', muc: 'm', focus: 'f', serviceUrl: 'ws://x', libraryUrl: 'http://x' },
  };
  return { server, conference };
}

/** What is told of meetings. */
function lobbySeenBy(events: Events) {
  const received: { changed: MeetingView[]; ended: MeetingView[] } = { changed: [], ended: [] };
  events.subscribe({
    'meeting.changed': (view) => void received.changed.push(view),
    'meeting.ended': (view) => void received.ended.push(view),
  });
  return received;
}

interface Pushed {
  to: string;
  event: 'admission' | 'lobby';
  data: unknown;
}

/** What is told to those who wait, and to hosts of who waits. */
function pushedOf(events: Events): Pushed[] {
  const pushed: Pushed[] = [];
  events.subscribe({
    'admission.decided': ({ participantId, ...data }) =>
      void pushed.push({ to: participantId, event: 'admission', data }),
    'lobby.changed': (data) =>
      void pushed.push({ to: `hosts of ${data.meetingId}`, event: 'lobby', data }),
  });
  return pushed;
}
