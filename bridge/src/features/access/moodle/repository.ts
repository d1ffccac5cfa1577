import type { Database } from '../../../kernel/database.ts';

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
}

interface RoomRow {
  portal_id: string;
  room: string;
  sequence: number;
  attended_at: number | null;
}

/** A connection is heard of once a minute at most: each page of Moodle may ask something. */
const heardEvery = 60_000;

export type MoodleRepository = ReturnType<typeof createMoodleRepository>;

/** Codes, connected Moodles, and how far their rosters are, in the database. */
export function createMoodleRepository(db: Database) {
  const codes = () => db<CodeRow>('moodle_codes');
  const connections = () => db<ConnectionRow>('moodle_connections');
  const rooms = () => db<RoomRow>('moodle_rooms');
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
      };
      await connections().insert(row).onConflict('portal_id').merge();
    },
    heard: async (portalId: string, now: number): Promise<void> => {
      await connections()
        .where({ portal_id: portalId })
        .andWhere('heard_at', '<', now - heardEvery)
        .update({ heard_at: now });
    },
    /** By portal: which releases, since when, and when it last said something. */
    connections: async () =>
      new Map((await connections()).map((row) => [row.portal_id, row] as const)),
    /** How far a room's roster is; 0 for one that never came. */
    sequence: async (portalId: string, room: string): Promise<number> => {
      const row = await rooms().where({ portal_id: portalId, room }).first('sequence');
      return row?.sequence ?? 0;
    },
    advance: async (portalId: string, room: string, sequence: number): Promise<void> => {
      await rooms()
        .insert({ portal_id: portalId, room, sequence })
        .onConflict(['portal_id', 'room'])
        .merge();
    },
    /** Somebody's attendance of a room changed. */
    noteAttended: async (
      portalIds: readonly string[],
      room: string,
      now: number,
    ): Promise<void> => {
      await rooms().where({ room }).whereIn('portal_id', portalIds).update({ attended_at: now });
    },
    /** Rooms whose attendance changed after a moment, the earliest first. */
    attendedAfter: async (portalId: string, after: number, limit: number) => {
      const rows = await rooms()
        .where({ portal_id: portalId })
        .andWhere('attended_at', '>', after)
        .orderBy(['attended_at', 'room'])
        .limit(limit);
      return rows.map(({ room, attended_at: at }) => ({ room, at: at ?? 0 }));
    },
    /** A Moodle that was connected anew begins to count anew. */
    forgetRooms: async (portalId: string): Promise<void> => {
      await rooms().where({ portal_id: portalId }).delete();
    },
    countRooms: async (portalId: string): Promise<number> => {
      const row = await rooms().where({ portal_id: portalId }).count({ n: '*' }).first();
      return Number(row?.['n'] ?? 0);
    },
  };
}
