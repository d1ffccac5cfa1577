import type { Database } from '../../../kernel/database.ts';

interface RoomRow {
  portal_id: string;
  room: string;
  sequence: number;
  attended_at: number | null;
  is_graded: boolean | number | null;
}

/** How far the rosters of connected Moodles' rooms are, and what their activities say of themselves, in the database. */
export function createRoomsRepository(db: Database) {
  const rooms = () => db<RoomRow>('moodle_rooms');
  return {
    /** How far a room's roster is; 0 for one that never came. */
    sequence: async (portalId: string, room: string): Promise<number> => {
      const row = await rooms().where({ portal_id: portalId, room }).first('sequence');
      return row?.sequence ?? 0;
    },
    /** A room's roster was taken: how far it is, and whether its activity gives grades by itself. */
    advance: async (
      portalId: string,
      { room, sequence, graded }: { room: string; sequence: number; graded: boolean | null },
    ): Promise<void> => {
      await rooms()
        .insert({ portal_id: portalId, room, sequence, is_graded: graded })
        .onConflict(['portal_id', 'room'])
        .merge();
    },
    /** Of these rooms those whose activity is known to give no grades. */
    ungraded: async (
      portalIds: readonly string[],
      among: readonly string[],
    ): Promise<Set<string>> =>
      new Set(
        await rooms()
          .whereIn('portal_id', portalIds)
          .whereIn('room', among)
          .andWhere({ is_graded: false })
          .pluck<string[]>('room'),
      ),
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
