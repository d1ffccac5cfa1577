import { createSessionRepository, createSessions } from '../features/access/sessions/index.ts';
import { createCourseRelations } from '../features/directory/courses/index.ts';
import { createGuestReader, createMeetings, type Meetings } from '../features/meetings/index.ts';
import { createNotifications } from '../features/notifications/index.ts';
import { newVapidKeys } from '../adapters/web-push/carrier.ts';
import { createEvents } from '../kernel/events.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import { configuredCarriers, connectConference } from './adapters.ts';
import { composeAdmin } from './admin.ts';
import { composeRegistry, type RegistryParts } from './registry.ts';
import { sealingOf } from './sealing.ts';
import { staffReader } from './staff.ts';

export type Core = ReturnType<typeof composeCore>;

/** Who wants to be hidden from whom, as the address book knows, which is made later. */
type Sight = Parameters<typeof createMeetings>[0]['sight'];

/** What the features stand on: who is known, who is signed in, who is told, and who meets. */
export function composeCore(parts: RegistryParts, sight: Sight) {
  const { config, db, clock, log } = parts;
  const events = createEvents(log);
  const registry = composeRegistry(parts);
  const { people, courses, departments } = registry;
  const admin = composeAdmin({ ...parts, registry });
  const relations = createCourseRelations({ db, courses });
  const shared = {
    ...parts,
    people,
    courses,
    departments,
    relations,
    events,
    sealing: sealingOf(config),
    isStaff: staffReader({ db, registry, staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS }),
    publicUrl: withoutEndSlashes(config.CAMPUS_MEET_URL),
    campusZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const notifications = createNotifications({
    ...shared,
    carriers: configuredCarriers(parts),
    newPushKeys: newVapidKeys,
    audit: admin.audit,
    requireSystem: admin.roles.requireSystem,
    product: config.CAMPUS_MEET_NAME,
    mailFrom: config.MAIL_FROM ?? null,
    lmsRealm: config.MOODLE_URL ?? '',
    mailQuota: { students: config.MAIL_QUOTA_STUDENTS, staff: config.MAIL_QUOTA_STAFF },
    allowPrivatePush: config.WEB_PUSH_ALLOW_PRIVATE,
    // Meetings invite by notifications, which ask meetings: neither asks while it is made.
    meetings: {
      open: () => meetings.open(),
      presentIds: (meetingId) => meetings.presentIds(meetingId),
      bannedIds: (seriesId) => meetings.bannedIds(seriesId),
      linkUrl: (linkId, trx) => meetings.linkUrl(linkId, trx),
    },
  });
  const sessions = createSessions({
    repository: createSessionRepository(db),
    people: { find: people.findActive },
    guests: createGuestReader(db),
    clock,
  });
  registry.issueTicketsFrom(sessions);
  const conference = connectConference(parts);
  const meetings: Meetings = createMeetings({
    ...shared,
    sessions,
    conference,
    sight,
    invitations: notifications.invitations,
    capacity: config.MEETING_CAPACITY,
    emptyGraceMs: config.MEETING_EMPTY_SECONDS * 1000,
  });
  return {
    ...shared,
    registry,
    admin,
    notifications,
    outbox: notifications.outbox,
    templates: notifications.templates,
    sessions,
    conference,
    meetings,
    origin: new URL(config.CAMPUS_MEET_URL).origin,
  };
}
