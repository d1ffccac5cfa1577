import type { Database } from '../../../kernel/database.ts';
import { digest, newId } from '../../../kernel/ids.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';
import type { BrowserAddress } from './ports.ts';
import { inChunks } from '../../../kernel/sql.ts';

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

const sealedAs = (column: string): SealedColumn => ({
  table: 'push_subscriptions',
  column,
  row: 'endpoint_digest',
});

/** Where a browser's address and keys are kept: with these anybody can write to it. */
export const pushColumns = {
  endpoint: sealedAs('endpoint'),
  p256dh: sealedAs('p256dh'),
  auth: sealedAs('auth'),
} as const;

/** Browsers that are told by web push. */
export function createSubscriptionRepository(db: Database, sealing: Sealing) {
  const table = () => db<SubscriptionRow>('push_subscriptions');
  return {
    /** The browser is this person's from now on, whoever used it before; the newest `most` are kept. */
    add: async (added: NewSubscription, most: number): Promise<void> => {
      const row = toRow(added, sealing);
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
      return row ? addressOf(row, sealing) : null;
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

function toRow(added: NewSubscription, { seal }: Sealing): SubscriptionRow {
  const key = digest(added.endpoint);
  return {
    id: newId(),
    person_id: added.personId,
    endpoint_digest: key,
    endpoint: seal(pushColumns.endpoint, key, added.endpoint),
    p256dh: seal(pushColumns.p256dh, key, added.p256dh),
    auth: seal(pushColumns.auth, key, added.auth),
    locale: added.locale,
    created_at: added.now,
    expires_at: added.expiresAt,
  };
}

const addressOf = (row: SubscriptionRow, { open }: Sealing): BrowserAddress => ({
  endpoint: open(pushColumns.endpoint, row.endpoint_digest, row.endpoint),
  p256dh: open(pushColumns.p256dh, row.endpoint_digest, row.p256dh),
  auth: open(pushColumns.auth, row.endpoint_digest, row.auth),
});
