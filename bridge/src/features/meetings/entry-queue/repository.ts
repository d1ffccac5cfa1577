import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { EntryWindow } from './window.ts';

/** Somebody who wants in, or was let in and is on the way. */
export interface Entrant {
  meetingId: string;
  room: string;
  participantId: string;
}

interface QueueRow {
  id: string;
  meeting_id: string;
  room: string;
  participant_id: string;
  state: 'waiting' | 'let-in';
  /** Whoever has the lowest comes first. */
  rank: number;
  let_in_at: number | null;
  /** When they came. */
  since: number;
  /** Waiting: until when they have to ask again. Let in: until when they are waited for. */
  expires_at: number;
}

interface WindowRow {
  id: number;
  size: number;
  threshold: number;
  usual_ms: number | null;
  recent_ms: number | null;
  cut_at: number;
  arrived_at: number | null;
  version: number;
}

/** A place of the queue, and since when somebody waits at it. */
export type Waiting = Pick<QueueRow, 'id' | 'since'> & Entrant;

const key = ['meeting_id', 'participant_id'];

/** Who waits to be let in, who is on the way, and how many may be: one for all bridges. */
export function createEntryQueueRepository(db: Database) {
  const table = () => db<QueueRow>('entry_queue');
  const waiting = () => table().where({ state: 'waiting' });

  return {
    /** How many wait and how many are on their way now. */
    count: async (now: number): Promise<{ waiting: number; onTheWay: number }> => {
      const rows = await table()
        .where('expires_at', '>', now)
        .groupBy('state')
        .select('state')
        .count<{ state: QueueRow['state']; n: number }[]>({ n: '*' });
      const of = (state: QueueRow['state']) => rows.find((row) => row.state === state)?.n ?? 0;
      return { waiting: of('waiting'), onTheWay: of('let-in') };
    },
    /** They go in at once. */
    pass: async (entrants: readonly Entrant[], until: { now: number; expiresAt: number }) => {
      const rows = entrants.map((one) => ({
        ...rowOf(one, { rank: until.now * 1000, since: until.now, expiresAt: until.expiresAt }),
        state: 'let-in',
        let_in_at: until.now,
      }));
      await table()
        .insert(rows as QueueRow[])
        .onConflict(key)
        .merge(['state', 'let_in_at', 'expires_at']);
    },
    /** They take their place; whoever waits already keeps it, and whoever was let in goes on. */
    lineUp: async (
      entrants: readonly (Entrant & { rank: number })[],
      { now: since, expiresAt }: { now: number; expiresAt: number },
    ) => {
      await table()
        .insert(entrants.map((one) => rowOf(one, { rank: one.rank, since, expiresAt })))
        .onConflict(key)
        .ignore();
      await waiting()
        .whereIn('participant_id', [...new Set(entrants.map((one) => one.participantId))])
        .update({ expires_at: expiresAt });
    },
    /** All who wait, the next first. */
    waiting: async (now: number): Promise<Waiting[]> => {
      const rows = await waiting()
        .andWhere('expires_at', '>', now)
        .orderBy(['rank', 'id'])
        .select('id', 'since', 'meeting_id', 'room', 'participant_id');
      return rows.map((row) => ({ ...entrantOf(row), id: row.id, since: row.since }));
    },
    /** Who was let in before a moment and was not seen to arrive. */
    missing: async (before: number): Promise<(Pick<QueueRow, 'id'> & Entrant)[]> => {
      const rows = await table()
        .where({ state: 'let-in' })
        .andWhere('let_in_at', '<', before)
        .select('id', 'meeting_id', 'room', 'participant_id');
      return rows.map((row) => ({ ...entrantOf(row), id: row.id }));
    },
    /** They need no place any more. */
    drop: (ids: readonly string[]): Promise<unknown> => remove(db, ids),
    letIn: async (ids: readonly string[], until: { now: number; expiresAt: number }) => {
      await inChunks(ids, async (chunk) => {
        await waiting()
          .whereIn('id', chunk)
          .update({ state: 'let-in', let_in_at: until.now, expires_at: until.expiresAt });
        return [];
      });
    },
    /** They are in the room: answers when each of them was let in. */
    arrived: async (people: readonly { room: string; participantId: string }[]) => {
      const seen = new Set(people.map((one) => `${one.room} ${one.participantId}`));
      const rows = await inChunks([...new Set(people.map((one) => one.participantId))], (chunk) =>
        table().whereIn('participant_id', chunk).select(),
      );
      const there = rows.filter((row) => seen.has(`${row.room} ${row.participant_id}`));
      await remove(
        db,
        there.map(({ id }) => id),
      );
      return there.flatMap((row) => (row.let_in_at === null ? [] : [row.let_in_at]));
    },
    leave: async (meetingId: string, participantId: string): Promise<void> => {
      await table().where({ meeting_id: meetingId, participant_id: participantId }).delete();
    },
    /** The meeting is over: nobody waits for it, or is on the way. */
    over: async (meetingId: string): Promise<void> => {
      await table().where({ meeting_id: meetingId }).delete();
    },
    /** Forgets who did not ask again, and who never arrived; answers how many those were. */
    forget: async (now: number): Promise<number> => {
      const rows = await table().where('expires_at', '<=', now).select('id', 'state');
      await remove(
        db,
        rows.map(({ id }) => id),
      );
      return rows.filter(({ state }) => state === 'let-in').length;
    },
    ...windowRepository(db),
  };
}

function windowRepository(db: Database) {
  const table = () => db<WindowRow>('entry_window').where({ id: 1 });
  return {
    /** What was learned; null before anything was. */
    window: async (): Promise<(EntryWindow & { version: number }) | null> => {
      const row = await table().first();
      return row
        ? {
            size: row.size,
            threshold: row.threshold,
            usualMs: row.usual_ms,
            recentMs: row.recent_ms,
            cutAt: row.cut_at,
            arrivedAt: row.arrived_at,
            version: row.version,
          }
        : null;
    },
    /** Keeps what was learned, unless another bridge has learned something since; that is as good. */
    learn: async (window: EntryWindow, version: number | null): Promise<void> => {
      const row = {
        size: window.size,
        threshold: window.threshold,
        usual_ms: window.usualMs,
        recent_ms: window.recentMs,
        cut_at: window.cutAt,
        arrived_at: window.arrivedAt,
        version: (version ?? 0) + 1,
      };
      if (version !== null) await table().where({ version }).update(row);
      else
        await db<WindowRow>('entry_window')
          .insert({ id: 1, ...row })
          .onConflict('id')
          .ignore();
    },
  };
}

const remove = (db: Database, ids: readonly string[]): Promise<unknown> =>
  inChunks(ids, async (chunk) => {
    await db<QueueRow>('entry_queue').whereIn('id', chunk).delete();
    return [];
  });

const rowOf = (one: Entrant, at: { rank: number; since: number; expiresAt: number }): QueueRow => ({
  id: newId(),
  meeting_id: one.meetingId,
  room: one.room,
  participant_id: one.participantId,
  state: 'waiting',
  rank: at.rank,
  let_in_at: null,
  since: at.since,
  expires_at: at.expiresAt,
});

const entrantOf = (row: Pick<QueueRow, 'meeting_id' | 'room' | 'participant_id'>): Entrant => ({
  meetingId: row.meeting_id,
  room: row.room,
  participantId: row.participant_id,
});
