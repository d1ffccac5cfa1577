import {
  createArrivalRepository,
  createBelongingRepository,
  createDoorkeeper,
  createHosting,
  createLinkRepository,
  createLobby,
  createOccurrences,
  createSeriesKeeper,
  createSeriesRepository,
  createStandings,
  type DoorNews,
} from '../features/doors/index.ts';
import type { Live } from '../features/live/index.ts';
import {
  createStarting,
  type CourseReader,
  type MeetingNews,
  type MeetingRepository,
  type StartingParts,
} from '../features/meetings/index.ts';
import type { Registry, RegistryParts } from './registry.ts';
import { keepDoing } from './upkeep.ts';

export interface DoorParts extends Pick<RegistryParts, 'config' | 'db' | 'clock' | 'log'> {
  registry: Pick<Registry, 'people' | 'courses'>;
  meetings: MeetingRepository;
  occupants: StartingParts['occupants'];
  courses: CourseReader;
  news: MeetingNews;
  capacity: number;
}

export type ComposedDoors = ReturnType<typeof composeDoors>;

/** How exactly a scheduled meeting opens and an abandoned place in the lobby ends, milliseconds. */
const upkeepEveryMs = 5_000;

/** Makes the doors: series, admission, lobby, links, and the jobs that keep them true. */
export function composeDoors(parts: DoorParts) {
  const { db, log } = parts;
  const { news, to } = doorNews();
  const repositories = {
    series: createSeriesRepository(db),
    belonging: createBelongingRepository(db),
    links: createLinkRepository(db),
    arrivals: createArrivalRepository(db),
  };
  const participants = participantReader(parts, repositories.belonging);
  const shared = { ...parts, ...repositories, participants, news };
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
  return {
    doorkeeper,
    participants,
    /** A guest as a session shows it. */
    guest: async (id: string) => {
      const guest = await repositories.belonging.findGuest(id);
      return guest && { id, displayName: guest.name, locale: null, timezone: null };
    },
    /** For features/powers and features/calls. */
    hosting: createHosting({ ...shared, standings, lobby }),
    /** Where the news go; before this nobody is told. */
    to,
    jobs: [
      keepDoing({ everyMs: upkeepEveryMs, log, work: occurrences.keep }),
      keepDoing({ everyMs: upkeepEveryMs, log, work: lobby.sweep }),
    ],
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

function doorNews(): { news: DoorNews; to: (live: Pick<Live, 'tell'>) => void } {
  let live: Pick<Live, 'tell'> | undefined;
  return {
    news: {
      people: (ids, event, data) => live?.tell.people(ids, event, data),
      meeting: (to, event, data) => live?.tell.meeting(to, event, data),
    },
    to: (target) => {
      live = target;
    },
  };
}
