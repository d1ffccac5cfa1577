import {
  createMeetingRepository,
  createOccupantRepository,
  createSeatRepository,
  createSourceRepository,
} from '../features/meetings/index.ts';
import { createSessionRepository, createSessions } from '../features/access/sessions/index.ts';
import { createEvents } from '../kernel/events.ts';
import { connectConference } from './conference.ts';
import { composeDoors } from './doors.ts';
import { composeNotices } from './notices.ts';
import { createMessageTemplates } from '../features/notifications/outbox/index.ts';
import { composeOutbox } from './outbox.ts';
import { composeRegistry, type Registry, type RegistryParts } from './registry.ts';

export type Core = ReturnType<typeof composeCore>;

/** What the features stand on: who is known, what is kept, who is signed in, who is let in and told. */
export function composeCore(parts: RegistryParts) {
  const { config, db, clock } = parts;
  const events = createEvents(parts.log);
  const registry = composeRegistry(parts);
  const kept = {
    meetings: createMeetingRepository(db),
    seats: createSeatRepository(db),
    occupants: createOccupantRepository(db),
    sources: createSourceRepository(db),
    courses: courseReader(registry),
  };
  const capacity = config.MEETING_CAPACITY;
  const messageTemplates = createMessageTemplates({ ...parts, product: config.CAMPUS_MEET_NAME });
  const outbox = composeOutbox(parts, () => messageTemplates.branding().product.en);
  const templates = messageTemplates.write;
  const notices = composeNotices({ ...parts, ...kept, registry, outbox, templates, events });
  const doors = composeDoors({ ...parts, ...kept, registry, events, capacity });
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
    events,
    registry,
    kept,
    capacity,
    messageTemplates,
    templates,
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
