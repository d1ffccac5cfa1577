import type { Database } from '../../../kernel/database.ts';
import { createConfirmationsRepository } from './confirmations-repository.ts';
import { createRoomsRepository } from './rooms-repository.ts';

/** A code that lets one Moodle be connected, and what IT said of it. */
export interface ConnectCode {
  digest: string;
  wwwroot: string;
  name: string;
  /** As `formatVouches` writes it. */
  vouches: string;
  expiresAt: number;
  usedAt: number | null;
}

interface CodeRow {
  digest: string;
  wwwroot: string;
  name: string;
  vouches: string;
  expires_at: number;
  used_at: number | null;
}

interface ConnectionRow {
  portal_id: string;
  plugin: string;
  moodle: string;
  connected_at: number;
  heard_at: number;
  notices_at: number | null;
  tested_at: number | null;
  failure: string | null;
  failed_at: number | null;
}

/** A connection is heard of once a minute at most: each page of Moodle may ask something. */
const heardEvery = 60_000;

export type MoodleRepository = ReturnType<typeof createMoodleRepository>;

/** Codes, connected Moodles, and how far their rosters are, in the database. */
export function createMoodleRepository(db: Database) {
  const codes = () => db<CodeRow>('moodle_codes');
  const connections = () => db<ConnectionRow>('moodle_connections');
  return {
    addCode: async ({ expiresAt, usedAt, ...code }: ConnectCode): Promise<void> => {
      await codes().insert({ ...code, expires_at: expiresAt, used_at: usedAt });
    },
    code: async (digest: string): Promise<ConnectCode | null> => {
      const row = await codes().where({ digest }).first();
      if (!row) return null;
      const { expires_at: expiresAt, used_at: usedAt, ...code } = row;
      return { ...code, expiresAt, usedAt };
    },
    /** Takes a code once: of several at the same moment one gets true. */
    useCode: async (digest: string, now: number): Promise<boolean> =>
      (await codes().where({ digest, used_at: null }).update({ used_at: now })) === 1,
    /** Codes that are of no use any more go after a day, so that until then a reason can be told. */
    sweep: async (before: number): Promise<void> => {
      await codes().where('expires_at', '<', before).delete();
    },
    connected: async (portalId: string, of: { plugin: string; moodle: string; now: number }) => {
      const { now, ...releases } = of;
      const row = {
        portal_id: portalId,
        ...releases,
        connected_at: now,
        heard_at: now,
        tested_at: null,
        failure: null,
        failed_at: null,
      };
      await connections().insert(row).onConflict('portal_id').merge();
    },
    heard: async (portalId: string, now: number): Promise<void> => {
      await connections()
        .where({ portal_id: portalId })
        .andWhere('heard_at', '<', now - heardEvery)
        .update({ heard_at: now });
    },
    /** Its administrator tried the connection, and it works. */
    tested: async (portalId: string, now: number): Promise<void> => {
      await connections().where({ portal_id: portalId }).update({ tested_at: now });
    },
    /** What it sent was not taken, by a failure's code; or it is taken again. */
    failed: async (portalId: string, code: string, now: number): Promise<void> => {
      await connections().where({ portal_id: portalId }).update({ failure: code, failed_at: now });
    },
    works: async (portalId: string): Promise<void> => {
      await connections()
        .where({ portal_id: portalId })
        .whereNotNull('failure')
        .update({ failure: null, failed_at: null });
    },
    /** Forgets a Moodle; its people, courses and meetings are others'. */
    disconnect: async (trx: Database, portalId: string): Promise<void> => {
      await trx<ConnectionRow>('moodle_connections').where({ portal_id: portalId }).delete();
      await createRoomsRepository(trx).forgetRooms(portalId);
    },
    /** It asked what to tell its people. */
    asksNotifications: async (portalId: string, now: number): Promise<void> => {
      await connections().where({ portal_id: portalId }).update({ notices_at: now });
    },
    /** Portals that asked after a moment what to tell their people. */
    askingNotifications: async (after: number): Promise<string[]> =>
      connections().where('notices_at', '>', after).pluck('portal_id'),
    /** By portal: which releases, since when, and when it last said something. */
    connections: async () =>
      new Map((await connections()).map((row) => [row.portal_id, row] as const)),
    ...createConfirmationsRepository(db),
    ...createRoomsRepository(db),
  };
}
