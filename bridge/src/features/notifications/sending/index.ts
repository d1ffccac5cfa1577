/** The public interface of who is told what, and how they stop it. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PageRoute, Route } from '../../../kernel/route.ts';
import type { Sealing } from '../../../kernel/sealing.ts';
import type { AuditTrail, Outbox, StoredKeys, TemplateRenderer } from '../outbox/index.ts';
import { classAudience } from './audience.ts';
import { begunMeetings } from './begun.ts';
import { createClassStarted } from './class-started.ts';
import { createInvitations } from './invitations.ts';
import type {
  ClassCourses,
  MissedCalls,
  NotifiedPeople,
  PushKeys,
  RunningMeetings,
  ToldByLms,
} from './ports.ts';
import { createMailQuota, type MailQuota } from './quota.ts';
import { createOfflineNotifier } from './offline.ts';
import { createNotificationMailer } from './notification-mail.ts';
import { notificationRoutes } from './routes.ts';
import { createNotifications, type Notifications } from './service.ts';
import { createNotificationSettingsRepository } from './settings-repository.ts';
import { createStopLinks } from './stop-links.ts';
import { stopMailRoutes } from './stop-mail.ts';
import type { createSubscriptionRepository } from './subscription-repository.ts';

export type {} from './events.ts';
export type { Invitation, Recipient } from './invitation.ts';
export type { Invitations } from './invitations.ts';
export type { NotificationMailer } from './notification-mail.ts';
export { pushColumns } from './subscription-repository.ts';

/** What sending is made with. */
export interface SendingDeps {
  db: Database;
  clock: Clock;
  log: Log;
  events: Events;
  sealing: Sealing;
  people: NotifiedPeople;
  courses: ClassCourses;
  meetings: RunningMeetings;
  audit: AuditTrail;
  isStaff: (personId: string) => Promise<boolean>;
  toldByLms: ToldByLms;
  /** For mailing whom an LMS did not tell. */
  missedCalls: MissedCalls;
  /** Our root as browsers reach it, without a slash at its end. */
  publicUrl: string;
  /** Where mail comes from; null: from nobody at our own host. */
  mailFrom: string | null;
  /** The LMS that is written to, by its wwwroot; empty where there is none. */
  lmsRealm: string;
  /** IANA zone for people whose own is not known. */
  campusZone: string;
  /** How many mails somebody may cause in a day. */
  mailQuota: { students: number; staff: number };
  /** Push services at plain HTTP and private addresses too; for trying things out. */
  allowPrivatePush: boolean;
}

/** What it sends with. */
export interface SendingTools {
  outbox: Outbox;
  templates: TemplateRenderer;
  subscriptions: ReturnType<typeof createSubscriptionRepository>;
  /** Where keys are kept that are made once. */
  keys: StoredKeys;
  pushKeys: () => Promise<PushKeys>;
}

type Deps = SendingDeps & SendingTools;

/** How soon a class that a restart hid is told of at the latest, seconds. */
const classesEvery = 5;

/** How soon it is seen that an LMS did not tell of a missed call, seconds. */
const untoldEvery = 5;

/** Makes notifications by each person's own choice, invitations by mail, and reaching people whose panel is closed. */
export function createSending(deps: Deps) {
  const shared = sharedOf(deps);
  const { stopLinks } = shared;
  const classes = classesOf(shared);
  const quota = quotaOf(deps);
  const offline = createOfflineNotifier({ ...shared, people: { find: deps.people.findActive } });
  const notifications = createNotifications({
    ...shared,
    publicKey: async () => (await deps.pushKeys()).publicKey,
    allowPrivate: deps.allowPrivatePush,
  });
  const routes: Route[] = notificationRoutes(notifications);
  const pages: PageRoute[] = stopMailRoutes({ ...shared, tokens: () => stopLinks.tokens() });
  const jobs: Job[] = [
    { name: 'class-started', every: classesEvery, work: classes.notifyDue },
    {
      name: 'missed-calls-untold',
      every: untoldEvery,
      onOneBridge: true,
      work: offline.mailUntold,
    },
    {
      name: 'notification-sweep',
      every: 3600,
      onOneBridge: true,
      work: () => sweep({ classes, notifications, quota }),
    },
  ];
  return {
    notifyOffline: offline,
    invitations: createInvitations({
      ...shared,
      quota,
      sender: senderOf(deps),
      zones: zonesOf(deps),
      links: { urlOf: deps.meetings.linkUrl },
    }),
    /** Tells people by mail, each by the own choice. In the caller's transaction. */
    notifyByMail: createNotifyByMail(deps),
    routes,
    pages,
    jobs,
    /** Classes that open are told of at once; after this no more. */
    close: deps.events.subscribe({
      'meeting.changed': async ({ meeting, presentIds }) => {
        const isNew = meeting.state === 'open' && presentIds.size === 0;
        if (meeting.kind === 'course' && isNew) await classes.notifyDue();
      },
    }),
  };
}

/** What telling people by mail stands on. */
export type MailerDeps = Pick<Deps, 'db' | 'templates' | 'keys' | 'publicUrl'> & {
  outbox: Pick<Outbox, 'add' | 'carries'>;
};

/** Makes what tells people by mail, each by the own choice; into the outbox, in the caller's transaction. */
export const createNotifyByMail = (deps: MailerDeps) =>
  createNotificationMailer({ ...deps, ...choicesOf(deps) });

/** What each person chose to be told, and the addresses that end a mail. */
const choicesOf = ({ db, keys, publicUrl }: Pick<MailerDeps, 'db' | 'keys' | 'publicUrl'>) => ({
  settings: createNotificationSettingsRepository(db),
  stopLinks: createStopLinks({ keys, base: publicUrl }),
});

const sharedOf = (deps: Deps) => ({
  ...deps,
  ...choicesOf(deps),
  addresses: {
    meeting: (meetingId: string) => `${deps.publicUrl}/meeting/${meetingId}`,
    campusZone: deps.campusZone,
  },
});

/** What tells of classes; the key of the addresses that end their mail is made when one is first told of. */
function classesOf(shared: ReturnType<typeof sharedOf>) {
  const { stopLinks, addresses, templates } = shared;
  const made = async () => {
    const { to } = await stopLinks.linker();
    const stopMail = (personId: string) => to({ kind: 'class-started', personId });
    return createClassStarted({
      ...shared,
      meetings: begunMeetings(shared.meetings),
      audience: classAudience(shared),
      addresses: { ...addresses, templates, stopMail },
    });
  };
  return {
    notifyDue: async (): Promise<void> => (await made()).notifyDue(),
    sweep: async (): Promise<void> => (await made()).sweep(),
  };
}

interface Swept {
  classes: { sweep: () => Promise<void> };
  notifications: Pick<Notifications, 'sweep'>;
  quota: Pick<MailQuota, 'sweep'>;
}

async function sweep({ classes, notifications, quota }: Swept): Promise<void> {
  for (const one of [classes, notifications, quota]) await one.sweep();
}

/** System admins read in the audit log who reached the quota, and how many mails it is. */
const quotaOf = ({ people, audit, mailQuota, ...deps }: Deps): MailQuota =>
  createMailQuota({
    ...deps,
    perDay: mailQuota,
    reached: async (trx, personId, most) => {
      const [person] = await people.findMany([personId], trx);
      await audit.record(trx, {
        actorId: personId,
        action: 'mail.quota-reached',
        subject: { kind: 'person', id: personId, name: person?.displayName ?? '' },
        scopeDepartmentId: null,
        before: null,
        after: { mailsADay: most },
      });
    },
  });

function senderOf({ publicUrl, mailFrom, campusZone, templates }: Deps) {
  const { hostname } = new URL(publicUrl);
  return {
    email: mailFrom ?? `noreply@${hostname}`,
    domain: hostname,
    campusZone,
    numberUrl: (number: string) => `${publicUrl}/join?number=${number}`,
    templates,
  };
}

const zonesOf =
  ({ people }: Deps) =>
  async (ids: readonly string[], trx: Database): Promise<Map<string, string>> => {
    const found = await people.findMany(ids, trx);
    return new Map(
      found.flatMap(({ id, timezone }) => (timezone === null ? [] : [[id, timezone] as const])),
    );
  };
