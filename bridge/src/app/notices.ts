import {
  createBelongingRepository,
  createLinkRepository,
} from '../features/meetings/admission/index.ts';
import type {
  createMeetingRepository,
  createOccupantRepository,
} from '../features/meetings/index.ts';
import {
  createClassStarted,
  createInvitations,
  createMailQuota,
  createNotices,
  createNoticeSettingsRepository,
  createReach,
  createStopLinks,
  createSubscriptionRepository,
  noticeRoutes,
  stopMailRoutes,
  type Audience,
  type BegunMeetings,
} from '../features/notifications/sending/index.ts';
import type { TemplateRenderer, Outbox } from '../features/notifications/outbox/index.ts';
import type { Events } from '../kernel/events.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import type { Database } from '../kernel/database.ts';
import { vapidKeys } from './outbox.ts';
import type { Registry, RegistryParts } from './registry.ts';
import { sealingOf } from './sealing.ts';
import { staffReader } from './staff.ts';

export interface NoticeParts extends Pick<RegistryParts, 'config' | 'db' | 'clock' | 'log'> {
  registry: Pick<Registry, 'people' | 'courses' | 'audit'>;
  events: Events;
  outbox: Outbox;
  templates: TemplateRenderer;
  meetings: Pick<ReturnType<typeof createMeetingRepository>, 'open'>;
  occupants: Pick<ReturnType<typeof createOccupantRepository>, 'presentIds'>;
}

/** How often the outbox looks for what is due, seconds. */
const outboxEvery = 1;

/** How soon a class that a restart hid is told of at the latest, seconds. */
const classesEvery = 5;

/** Makes what tells people that they do not have to look: notices, invitations by mail, reaching closed panels. */
export function composeNotices(parts: NoticeParts) {
  const { db, clock, log, config, events, outbox, templates, registry } = parts;
  const settings = createNoticeSettingsRepository(db);
  const sealing = sealingOf(config);
  const subscriptions = createSubscriptionRepository(db, sealing);
  const stopLinks = createStopLinks({ db, clock, sealing, base: publicUrl(parts) });
  const addresses = addressesOf(parts);
  const shared = { db, clock, log, events, outbox, templates, settings, subscriptions, stopLinks };
  const started = async () => {
    const { to } = await stopLinks.linker();
    const stopMail = (personId: string) => to({ kind: 'class-started', personId });
    const told = { ...addresses, templates, stopMail };
    const classes = { meetings: begunMeetings(parts), audience: audienceOf(parts) };
    return createClassStarted({ ...shared, ...classes, addresses: told });
  };
  const quota = createMailQuota({
    db,
    clock,
    campusZone: campusZone(),
    perDay: { students: config.MAIL_QUOTA_STUDENTS, staff: config.MAIL_QUOTA_STAFF },
    isStaff: staffReader({ db, registry, staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS }),
    reached: quotaReached(parts),
  });
  const tellDue = async () => (await started()).tellDue();
  tellWhenOpened(tellDue, { events, log });
  const notices = createNotices({
    ...shared,
    publicKey: async () => (await vapidKeys(parts)).publicKey,
    allowPrivate: config.WEB_PUSH_ALLOW_PRIVATE,
  });
  return {
    routes: noticeRoutes(notices),
    pages: stopMailRoutes({
      ...shared,
      people: registry.people,
      tokens: () => stopLinks.tokens(),
    }),
    reach: createReach({ ...shared, addresses, people: { find: registry.people.findActive } }),
    invitations: createInvitations({
      ...shared,
      quota,
      sender: senderOf(parts),
      zones: zonesOf(parts),
      links: {
        urlOf: async (linkId, trx) => {
          const token = await createLinkRepository(trx, sealing).keptToken(linkId, clock.now());
          return token === null ? null : `${publicUrl(parts)}/join/${token}`;
        },
      },
    }),
    /** Who wants summaries by mail, and how they end them. */
    summaries: {
      wanted: async (personId: string, trx: Database) =>
        (await settings.of([personId], trx)).get(personId)?.summaryMail !== false,
      stopUrl: async (personId: string, trx: Database) =>
        (await stopLinks.linker(trx)).to({ kind: 'summary', personId }),
    },
    /** Finishes what is on its way. */
    close: outbox.close,
    jobs: [
      { name: 'outbox', every: outboxEvery, work: () => outbox.run() },
      { name: 'class-started', every: classesEvery, work: tellDue },
      {
        name: 'notification-sweep',
        every: 3600,
        onOneBridge: true,
        work: async () => sweep(await started(), notices, quota),
      },
    ],
  };
}

type Sweeps = { sweep: () => Promise<void> };

async function sweep(...all: Sweeps[]): Promise<void> {
  for (const one of all) await one.sweep();
}

/** Classes that open are told of at once. */
function tellWhenOpened(
  tellDue: () => Promise<void>,
  { events, log }: Pick<NoticeParts, 'events' | 'log'>,
): void {
  events.subscribe({
    'meeting.changed': ({ meeting, presentIds }) => {
      if (meeting.kind !== 'course' || meeting.state !== 'open' || presentIds.size > 0) return;
      tellDue().catch((err: unknown) => log.error({ err }, 'class not told of'));
    },
  });
}

function begunMeetings({ db, meetings, occupants }: NoticeParts): BegunMeetings {
  const belonging = createBelongingRepository(db);
  return {
    since: async (moment) =>
      (await meetings.open()).flatMap((meeting) => {
        const { courseId, startedAt } = meeting;
        if (meeting.kind !== 'course' || courseId === null) return [];
        return startedAt !== null && startedAt > moment
          ? [{ ...meeting, courseId, startedAt }]
          : [];
      }),
    presentIds: occupants.presentIds,
    barredIds: async ({ seriesId }) =>
      new Set((await belonging.bansOf(seriesId)).map((ban) => ban.participant_id)),
  };
}

function audienceOf({ registry, config }: NoticeParts): Audience {
  const { people, courses } = registry;
  return {
    of: async ({ courseId, groupId }) => {
      const members = (await courses.allMembers(courseId)).filter(
        ({ role, groupIds }) =>
          groupId === null || groupIds.includes(groupId) || courses.mayHost(role),
      );
      const found = await people.findMany(members.map(({ personId }) => personId));
      return found
        .filter(({ status }) => status === 'active')
        .map(({ id, displayName, email, locale, timezone }) => ({
          personId: id,
          displayName,
          email,
          locale,
          timezone,
        }));
    },
    lmsAccounts: (ids) => people.accountsIn(config.MOODLE_URL ?? '', ids),
  };
}

const campusZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const publicUrl = ({ config }: NoticeParts) => withoutEndSlashes(config.CAMPUS_MEET_URL);

const addressesOf = (parts: NoticeParts) => ({
  meeting: (meetingId: string) => `${publicUrl(parts)}/meeting/${meetingId}`,
  campusZone: campusZone(),
});

function senderOf(parts: NoticeParts) {
  const { hostname } = new URL(parts.config.CAMPUS_MEET_URL);
  return {
    email: parts.config.MAIL_FROM ?? `noreply@${hostname}`,
    domain: hostname,
    campusZone: campusZone(),
    numberUrl: (number: string) => `${publicUrl(parts)}/join?number=${number}`,
    templates: parts.templates,
  };
}

/** System admins read of it in the audit log: who, and how many it may be. */
const quotaReached =
  ({ registry }: NoticeParts) =>
  async (trx: Database, personId: string, most: number): Promise<void> => {
    const [person] = await registry.people.findMany([personId], trx);
    await registry.audit.record(trx, {
      actorId: personId,
      action: 'mail.quota-reached',
      subject: { kind: 'person', id: personId, name: person?.displayName ?? '' },
      scopeDepartmentId: null,
      before: null,
      after: { mailsADay: most },
    });
  };

const zonesOf =
  ({ registry }: NoticeParts) =>
  async (ids: readonly string[], trx: Database): Promise<Map<string, string>> => {
    const people = await registry.people.findMany(ids, trx);
    return new Map(
      people.flatMap(({ id, timezone }) => (timezone === null ? [] : [[id, timezone] as const])),
    );
  };
