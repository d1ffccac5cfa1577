import type { Database } from '../../kernel/database.ts';
import { digest, newId } from '../../kernel/ids.ts';
import { inChunks } from '../people/index.ts';
import type { BrowserAddress } from './ports.ts';

interface SubscriptionRow {
  id: string;
  person_id: string;
  endpoint_digest: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  locale: string | null;
  created_at: number;
  expires_at: number | null;
}

/** A browser that a person lets us tell. */
export interface Subscription {
  id: string;
  personId: string;
  locale: string | null;
}

export interface NewSubscription extends BrowserAddress {
  personId: string;
  locale: string | null;
  expiresAt: number | null;
  now: number;
}

/** Browsers that are told by web push. */
export function createSubscriptionRepository(db: Database) {
  const table = () => db<SubscriptionRow>('push_subscriptions');
  return {
    /** The browser is this person's from now on, whoever used it before; the newest `most` are kept. */
    add: async (added: NewSubscription, most: number): Promise<void> => {
      const row = toRow(added);
      const { endpoint_digest: key, id, ...changes } = row;
      await table().insert(row).onConflict('endpoint_digest').ignore();
      await table().where({ endpoint_digest: key }).whereNot({ id }).update(changes);
      const own = await table()
        .where({ person_id: added.personId })
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .select('id');
      const tooMany = own.slice(most).map((each) => each.id);
      if (tooMany.length > 0) await table().whereIn('id', tooMany).delete();
    },
    find: async (id: string): Promise<BrowserAddress | null> => {
      const row = await table().where({ id }).first();
      return row ? { endpoint: row.endpoint, p256dh: row.p256dh, auth: row.auth } : null;
    },
    remove: async (id: string): Promise<void> => {
      await table().where({ id }).delete();
    },
    /** One's own only; nothing happens to anybody else's. */
    removeOwn: async (personId: string, endpoint: string): Promise<void> => {
      await table()
        .where({ person_id: personId, endpoint_digest: digest(endpoint) })
        .delete();
    },
    of: async (personIds: readonly string[], now: number): Promise<Subscription[]> => {
      const rows = await inChunks(personIds, (chunk) =>
        table()
          .whereIn('person_id', chunk)
          .andWhere((live) => {
            void live.whereNull('expires_at').orWhere('expires_at', '>', now);
          }),
      );
      return rows.map((row) => ({ id: row.id, personId: row.person_id, locale: row.locale }));
    },
    sweep: async (now: number): Promise<void> => {
      await table().where('expires_at', '<=', now).delete();
    },
  };
}

const toRow = (added: NewSubscription): SubscriptionRow => ({
  id: newId(),
  person_id: added.personId,
  endpoint_digest: digest(added.endpoint),
  endpoint: added.endpoint,
  p256dh: added.p256dh,
  auth: added.auth,
  locale: added.locale,
  created_at: added.now,
  expires_at: added.expiresAt,
});
