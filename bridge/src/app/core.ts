import { createMeetings, type Meetings } from '../features/meetings/index.ts';
import { createNotifications } from '../features/notifications/index.ts';
import { newVapidKeys } from '../adapters/web-push/carrier.ts';
import { createEvents } from '../kernel/events.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import { configuredCarriers, connectConference } from './adapters.ts';
import { composeRegistry, type RegistryParts } from './registry.ts';
import { sealingOf } from './sealing.ts';

export type Core = ReturnType<typeof composeCore>;

/** Who wants to be hidden from whom, as the address book knows, which is made later. */
type Sight = Parameters<typeof createMeetings>[0]['sight'];

/** What the features stand on: who is known, who is signed in, who is told, and who meets. */
export function composeCore(parts: RegistryParts, sight: Sight) {
  const { config, log } = parts;
  const events = createEvents(log);
  const registry = composeRegistry(parts, events);
  const { audit, roles, courses } = registry;
  const shared = {
    ...parts,
    ...registry,
    relations: courses.relations,
    events,
    sealing: sealingOf(config),
    publicUrl: withoutEndSlashes(config.CAMPUS_MEET_URL),
    campusZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    product: config.CAMPUS_MEET_NAME,
  };
  const notifications = createNotifications({
    ...shared,
    carriers: configuredCarriers(parts),
    newPushKeys: newVapidKeys,
    audit,
    requireSystem: roles.requireSystem,
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
  const conference = connectConference(parts);
  const meetings: Meetings = createMeetings({
    ...shared,
    conference,
    sight,
    invitations: notifications.invitations,
    capacity: config.MEETING_CAPACITY,
    emptyGraceMs: config.MEETING_EMPTY_SECONDS * 1000,
  });
  return {
    ...shared,
    registry,
    notifications,
    outbox: notifications.outbox,
    templates: notifications.templates,
    conference,
    meetings,
    origin: new URL(config.CAMPUS_MEET_URL).origin,
  };
}
