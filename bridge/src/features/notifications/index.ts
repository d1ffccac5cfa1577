/** The public interface of what tells people that they do not have to look. */
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { Events } from '../../kernel/events.ts';
import type { Job } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { Route } from '../../kernel/route.ts';
import type { Sealing } from '../../kernel/sealing.ts';
import {
  createMessageTemplates,
  createOutbox,
  createStoredKeys,
  type Carriers,
  type StoredKeys,
} from './outbox/index.ts';
import { outboxRoutes } from './outbox/routes.ts';
import { createTemplateEditing } from './outbox/templates/editing.ts';
import type { AuditTrail } from './outbox/templates/ports.ts';
import { templateRoutes } from './outbox/templates/routes.ts';
import { createTemplatePreviews } from './outbox/templates/previews.ts';
import { createSending, type SendingDeps } from './sending/index.ts';
import type { NotifiedPeople, PushKeys, PushSubscriptions } from './sending/ports.ts';
import { createSubscriptionRepository } from './sending/subscription-repository.ts';

export { keyColumn, payloadColumn } from './outbox/index.ts';
export { pushColumns } from './sending/index.ts';

/** What providers need of ours. */
export interface CarrierNeeds {
  subscriptions: PushSubscriptions;
  /** Web push's keys: made once, the same on every bridge of the database. */
  pushKeys: () => Promise<PushKeys>;
  /** How the campus calls the product now. */
  productName: () => string;
}

/** What notifications are made with. This room knows no other: what it needs of people and courses are ports. */
export interface NotificationsDeps extends SendingDeps {
  db: Database;
  clock: Clock;
  log: Log;
  events: Events;
  sealing: Sealing;
  /** The providers that are configured. */
  carriers: (needs: CarrierNeeds) => Carriers;
  newPushKeys: () => PushKeys;
  people: NotifiedPeople;
  audit: AuditTrail;
  /** @throws Failure admin/not-allowed for who is no system admin */
  requireSystem: (personId: string) => Promise<void>;
  /** How the product is called where the campus gives no name. */
  product: string;
}

export type Notifications = ReturnType<typeof createNotifications>;

/** How soon templates that were changed on another bridge are known here, seconds. */
const templatesEvery = 2;

/** Makes the outbox with its providers, the campus's message templates, and who is told what in which way. */
export function createNotifications(deps: NotificationsDeps) {
  const { db, requireSystem } = deps;
  const messageTemplates = createMessageTemplates(deps);
  const subscriptions = createSubscriptionRepository(db, deps.sealing);
  const keys = createStoredKeys(deps);
  const pushKeys = pushKeysOf(deps, keys);
  const productName = (): string => messageTemplates.branding().product.en;
  const carriers = deps.carriers({ subscriptions, pushKeys, productName });
  const outbox = createOutbox({ ...deps, carriers });
  const sending = createSending({
    ...deps,
    outbox,
    templates: messageTemplates.write,
    subscriptions,
    keys,
    pushKeys,
  });
  const administered = {
    ...deps,
    messageTemplates,
    outbox,
    place: { base: deps.publicUrl, zone: deps.campusZone },
  };
  const routes: Route[] = [
    ...outboxRoutes({ ...deps, outbox }),
    ...templateRoutes({
      branding: messageTemplates.branding,
      editing: createTemplateEditing(administered),
      trying: createTemplatePreviews(administered),
      requireSystem,
    }),
    ...sending.routes,
  ];
  const jobs: Job[] = [
    ...outbox.jobs,
    { name: 'template-refresh', every: templatesEvery, work: messageTemplates.refresh },
    ...sending.jobs,
  ];
  return {
    outbox,
    /** Renders messages in the words that hold now. */
    templates: messageTemplates.write,
    notifyOffline: sending.notifyOffline,
    invitations: sending.invitations,
    notifyByMail: sending.notifyByMail,
    /** Reads the campus's own words, before the first mail is written. */
    prepare: messageTemplates.refresh,
    routes,
    pages: sending.pages,
    jobs,
    waiting: [
      {
        kind: 'dead-letters' as const,
        count: ({ scope }: { scope: { isSystem: boolean } }): Promise<number> =>
          scope.isSystem ? outbox.countDead() : Promise.resolve(0),
      },
    ],
    /** Finishes what is on its way. */
    close: async (): Promise<void> => {
      sending.close();
      await outbox.close();
    },
  };
}

function pushKeysOf({ newPushKeys }: NotificationsDeps, keys: StoredKeys) {
  const fresh = () => JSON.stringify(newPushKeys());
  return async (): Promise<PushKeys> => JSON.parse(await keys.keyOf('vapid', fresh)) as PushKeys;
}
