import {
  createAccess,
  createArrivalRepository,
  createBelongingRepository,
  createDoorkeeper,
  createGuests,
  createHosting,
  createInvitationService,
  createInvitedUnitRepository,
  createInvitedUnits,
  createKnocking,
  createLinkDoor,
  createLinkRepository,
  createLinks,
  createLobby,
  createLookalikes,
  createMyMeetings,
  createOccurrences,
  createSeriesKeeper,
  createSeriesRepository,
  createSeriesService,
  createStandings,
  createThrottle,
  createUnitInvitations,
  createWaitingRoom,
  doorRoutes,
  type DepartmentReader,
  type Invitations,
  type InvitedUnits,
} from '../features/meetings/admission/index.ts';
import {
  createStarting,
  type CourseReader,
  type MeetingRepository,
  type Meetings,
  type OccupantRepository,
} from '../features/meetings/index.ts';
import { withAllBelow } from '../features/directory/roles/index.ts';
import type { Sessions } from '../features/access/sessions/index.ts';
import type { Events } from '../kernel/events.ts';
import { Failure } from '../kernel/failure.ts';
import type { Registry, RegistryParts } from './registry.ts';
import { sealingOf } from './sealing.ts';
import { staffReader } from './staff.ts';

export interface DoorParts extends Pick<RegistryParts, 'config' | 'db' | 'clock' | 'log'> {
  registry: Pick<Registry, 'people' | 'courses' | 'departments'>;
  meetings: MeetingRepository;
  occupants: OccupantRepository;
  courses: CourseReader;
  events: Events;
  capacity: number;
}

/** How exactly a scheduled meeting opens and an abandoned place in the lobby ends, seconds. */
const upkeepEvery = 5;

/** Makes the doors: series, admission, lobby, links, and the jobs that keep them true. */
export function composeDoors(parts: DoorParts) {
  const { db, log, events } = parts;
  const repositories = {
    series: createSeriesRepository(db, sealingOf(parts.config)),
    belonging: createBelongingRepository(db),
    links: createLinkRepository(db, sealingOf(parts.config)),
    arrivals: createArrivalRepository(db),
    invitedUnits: createInvitedUnitRepository(db),
  };
  const departments = departmentReader(parts);
  const units = createInvitedUnits({ ...repositories, departments });
  const participants = participantReader(parts, repositories.belonging);
  const lookalikes = createLookalikes({
    ...parts,
    ...repositories,
    invitees: inviteeReader(parts),
  });
  const shared = { ...parts, ...repositories, departments, units, participants, lookalikes };
  const starting = createStarting({ ...parts, people: participants });
  const standings = createStandings(shared);
  const lobby = createLobby(shared);
  const keeper = createSeriesKeeper(shared);
  const occurrences = createOccurrences({ ...shared, starting });
  const doorkeeper = createDoorkeeper({
    ...shared,
    keeper,
    lobby,
    standings,
    ended: occurrences.ended,
  });
  lookForLookalikes(lobby.lookInside, { events, log });
  const made = { ...shared, keeper, lobby, standings, starting, occurrences };
  return {
    doorkeeper,
    /** What meetings and sessions are needed for, in the second step: they need the doors themselves. */
    routes: (late: LateParts) => routesOf(made, late),
    participants,
    /** A guest as a session shows it. */
    guest: async (id: string) => {
      const guest = await repositories.belonging.findGuest(id);
      return guest && { id, displayName: guest.name, locale: null, timezone: null };
    },
    /** For features/meetings/moderation and features/calls. */
    hosting: createHosting({ ...shared, standings, lobby }),
    jobs: [
      { name: 'scheduled-meetings', every: upkeepEvery, work: occurrences.keep },
      { name: 'lobby-sweep', every: upkeepEvery, work: lobby.sweep },
    ],
  };
}

interface LateParts {
  meetings: Meetings;
  sessions: Sessions;
  /** Null until the campus has a mail server. */
  invitations: Invitations | null;
  /** A series was locked, or opened again. */
  lockChanged: (seriesId: string) => Promise<void>;
  /** Who wants to be hidden from whom. */
  sight: { withoutHidden: (readerId: string, ids: readonly string[]) => Promise<string[]> };
}

type Made = DoorParts &
  Omit<Parameters<typeof createAccess>[0], 'meetings'> &
  Omit<Parameters<typeof createSeriesService>[0], Late | 'access'> &
  Omit<Parameters<typeof createLinkDoor>[0], Late | 'access' | 'guests' | 'throttle'> &
  Parameters<typeof createHosting>[0] &
  Omit<Parameters<typeof createUnitInvitations>[0], 'access'> & { units: InvitedUnits };
type Late = 'meetings' | 'invitations' | 'lockChanged' | 'publicUrl';

function routesOf(made: Made, late: LateParts) {
  const access = createAccess(made);
  const publicUrl = made.config.CAMPUS_MEET_URL;
  const all = { ...made, access, publicUrl, invitees: inviteeReader(made) };
  const links = createLinks(all);
  const invitations = createInvitationService({
    ...all,
    links,
    invitations: late.invitations ?? noMail,
    sight: late.sight,
  });
  const guests = createGuests({ ...made, sessions: late.sessions });
  const knocking = { ...all, guests, throttle: createThrottle() };
  return doorRoutes({
    series: createSeriesService({ ...all, ...late, invitations }),
    myMeetings: createMyMeetings(all),
    knocking: createKnocking(knocking),
    linkDoor: createLinkDoor(knocking),
    links,
    invitations,
    unitInvitations: createUnitInvitations(all),
    waitingRoom: createWaitingRoom(all),
  });
}

const notConfigured = () => Promise.reject(new Failure('mail/not-configured'));
const noMail: Invitations = {
  refusing: () => Promise.resolve([]),
  send: notConfigured,
  update: notConfigured,
  areWithoutLink: () => Promise.resolve(false),
  unplan: notConfigured,
  cancel: notConfigured,
};

const inviteeReader = ({ registry }: Pick<DoorParts, 'registry'>) => ({
  findMany: async (ids: readonly string[]) =>
    (await registry.people.findMany(ids)).filter(({ status }) => status === 'active'),
  coursesOf: async (personId: string) =>
    (await registry.courses.coursesOf(personId)).map(({ course }) => course.id),
});

/** Far above what fits into one meeting. */
const mostMembers = 10_000;

function departmentReader({ db, registry, config }: DoorParts): DepartmentReader {
  const { departments } = registry;
  return {
    tree: departments.tree,
    unitsOf: departments.departmentsOf,
    membersBelow: async (ids) => {
      const all = [...withAllBelow(ids, await departments.tree())];
      return [...new Set(await departments.colleagues(all, mostMembers))];
    },
    isStaff: staffReader({ db, registry, staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS }),
  };
}

function participantReader(
  { registry }: DoorParts,
  belonging: ReturnType<typeof createBelongingRepository>,
) {
  return {
    find: async (id: string) => {
      const person = await registry.people.findActive(id);
      if (person) return { id, kind: 'person' as const, displayName: person.displayName };
      const guest = await belonging.findGuest(id);
      return guest && { id, kind: 'guest' as const, displayName: guest.name };
    },
  };
}

/** Hosts are told of guests who are called like somebody else. */
function lookForLookalikes(
  look: (meetingId: string) => Promise<void>,
  { events, log }: Pick<DoorParts, 'events' | 'log'>,
): void {
  events.subscribe({
    'meeting.changed': ({ meeting, presentIds }) => {
      if (meeting.state !== 'open' || presentIds.size < 2) return;
      look(meeting.id).catch((err: unknown) => log.error({ err }, 'names not compared'));
    },
  });
}
