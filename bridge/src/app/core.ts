import {
  createMeetingRepository,
  createOccupantRepository,
  createSeatRepository,
  createSourceRepository,
  type MeetingNews,
} from '../features/meetings/index.ts';
import { createSessionRepository, createSessions } from '../features/access/sessions/index.ts';
import { connectConference } from './conference.ts';
import { composeDoors } from './doors.ts';
import { composeNotices } from './notices.ts';
import { createLetterBook } from '../features/notifications/outbox/index.ts';
import { composeOutbox } from './outbox.ts';
import { composeRegistry, type Registry, type RegistryParts } from './registry.ts';

export type Core = ReturnType<typeof composeCore>;

/** What the features stand on: who is known, what is kept, who is signed in, who is let in and told. */
export function composeCore(parts: RegistryParts) {
  const { config, db, clock } = parts;
  const registry = composeRegistry(parts);
  const kept = {
    meetings: createMeetingRepository(db),
    seats: createSeatRepository(db),
    occupants: createOccupantRepository(db),
    sources: createSourceRepository(db),
    courses: courseReader(registry),
  };
  // News are made before the socket that carries them: the server must exist first.
  const news = relay();
  const capacity = config.MEETING_CAPACITY;
  const book = createLetterBook({ ...parts, product: config.CAMPUS_MEET_NAME });
  const outbox = composeOutbox(parts, () => book.stationery().product.en);
  const letters = book.write;
  const notices = composeNotices({ ...parts, ...kept, registry, outbox, letters });
  const doors = composeDoors({ ...parts, ...kept, registry, news, capacity });
  const sessions = createSessions({
    repository: createSessionRepository(db),
    people: { find: registry.people.findActive },
    guests: { find: doors.guest },
    clock,
  });
  registry.issueTicketsFrom(sessions);
  const conference = connectConference(config, clock);
  const origin = new URL(config.CAMPUS_MEET_URL).origin;
  return {
    ...parts,
    registry,
    kept,
    news,
    capacity,
    book,
    letters,
    outbox,
    notices,
    doors,
    sessions,
    conference,
    origin,
  };
}

function courseReader({ courses }: Registry) {
  return {
    course: courses.course,
    group: async (courseId: string, groupId: string) =>
      (await courses.groups(courseId)).find(({ id }) => id === groupId) ?? null,
    standing: courses.membership,
  };
}

function relay(): MeetingNews & { to: (readers: MeetingNews[]) => void } {
  let all: MeetingNews[] = [];
  return {
    changed: (view) => all.forEach((reader) => reader.changed(view)),
    ended: (view) => all.forEach((reader) => reader.ended(view)),
    to: (readers) => {
      all = readers;
    },
  };
}
