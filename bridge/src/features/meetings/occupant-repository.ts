import { createLookup, createMemberLookup } from '../../kernel/batches.ts';
import type { Database, Subquery } from '../../kernel/database.ts';
import { inChunks, upsert } from '../../kernel/sql.ts';
import { afterMove, isIn, ownReasons, type Stay } from './stay.ts';

/** One connection of one person in a room, as the conference server tells of it. */
export interface Occupant extends Stay {
  source: string;
  jid: string;
  meetingId: string;
  personId: string;
  occupantId: string;
}

interface OccupantRow {
  source: string;
  jid: string;
  meeting_id: string;
  person_id: string;
  occupant_id: string;
  joined_at: number | null;
  left_at: number | null;
  leave_reason: string | null;
}

export type OccupantRepository = ReturnType<typeof createOccupantRepository>;

/** Who is in which room. What is written of joins and leaves is written in the caller's transaction, if any. */
export function createOccupantRepository(db: Database) {
  const table = (trx: Database = db) => trx<OccupantRow>('occupants');
  const present = (trx?: Database) => table(trx).whereNull('left_at').whereNotNull('joined_at');

  const lookedUp = createLookup(async (meetingIds) => {
    const rows = await present()
      .whereIn('meeting_id', meetingIds)
      .distinct('meeting_id', 'person_id');
    const byMeeting = Map.groupBy(rows, (row) => row.meeting_id);
    return new Map(
      [...byMeeting].map(([id, there]) => [id, new Set(there.map((row) => row.person_id))]),
    );
  });
  const presentIds = async (meetingId: string): Promise<ReadonlySet<string>> =>
    (await lookedUp(meetingId)) ?? new Set();

  const sightings = createMemberLookup(async (meetingId, personIds) => {
    const rows = await table()
      .where({ meeting_id: meetingId })
      .whereIn('person_id', personIds)
      .pluck<string[]>('person_id');
    return new Map(rows.map((id) => [id, true]));
  });

  return {
    /** Takes joins and leaves, in their order; answers those after which the connection was in. */
    take: (moves: readonly Occupant[], trx: Database): Promise<Occupant[]> => takeMoves(trx, moves),
    presentIds,
    /** Whether somebody is in or was, and fell out. */
    hasBeenIn: async (meetingId: string, personId: string): Promise<boolean> =>
      (await sightings(meetingId, personId)) !== null,
    /** How many participants are in running meetings; who is in two counts twice. */
    countPresent: async (): Promise<number> => {
      const each = present().distinct('meeting_id', 'person_id').as('each');
      const row = await db.from(each).count<{ count: number }>({ count: '*' }).first();
      return row?.count ?? 0;
    },
    presentIdsOf: async (
      meetingIds: readonly string[],
    ): Promise<Map<string, ReadonlySet<string>>> =>
      new Map(await Promise.all(meetingIds.map(async (id) => [id, await presentIds(id)] as const))),
    /** In which meetings these people are; who is in none is left out. */
    whereabouts: async (personIds: readonly string[]): Promise<Map<string, Set<string>>> => {
      const rows = await inChunks(personIds, (chunk) => present().whereIn('person_id', chunk));
      const places = new Map<string, Set<string>>();
      for (const row of rows) {
        const place = places.get(row.person_id) ?? new Set();
        places.set(row.person_id, place.add(row.meeting_id));
      }
      return places;
    },
    presentIn: async (meetingIds: readonly string[]): Promise<Occupant[]> =>
      inChunks(meetingIds, async (chunk) =>
        (await present().whereIn('meeting_id', chunk)).map(fromRow),
      ),
    /** Those of these people who are in, by any connection. */
    presentAmong: async (
      meetingId: string,
      personIds: readonly string[],
      trx: Database,
    ): Promise<Set<string>> => {
      const rows = await inChunks(personIds, (chunk) =>
        // As it is now, not as it was when the transaction began.
        present(trx)
          .where({ meeting_id: meetingId })
          .whereIn('person_id', chunk)
          .forShare()
          .select('person_id'),
      );
      return new Set(rows.map((row) => row.person_id));
    },
    /** Who has been in, whether or not they are now. */
    everIn: async (meetingId: string): Promise<Set<string>> => {
      const rows = await table().where({ meeting_id: meetingId }).distinct('person_id');
      return new Set(rows.map((row) => row.person_id));
    },
    isPresent: async (meetingId: string, personId: string): Promise<boolean> =>
      (await present().where({ meeting_id: meetingId, person_id: personId }).first()) !== undefined,
    /** Everybody of a meeting has left; answers who it was. */
    allLeft: async (
      meetingId: string,
      { now, reason }: { now: number; reason: string },
      trx?: Database,
    ): Promise<Set<string>> => {
      const rows = await present(trx).where({ meeting_id: meetingId }).distinct('person_id');
      await table(trx)
        .where({ meeting_id: meetingId })
        .whereNull('left_at')
        .update({ left_at: now, leave_reason: reason });
      return new Set(rows.map((row) => row.person_id));
    },
    /** Whoever is in by an older run of the conference server is out; answers of which meetings. */
    leaveOtherSources: async (source: string, now: number, trx: Database): Promise<string[]> => {
      const rows = await present(trx).whereNot({ source }).distinct('meeting_id');
      await table(trx)
        .whereNot({ source })
        .whereNull('left_at')
        .update({ left_at: now, leave_reason: ownReasons.restarted });
      return rows.map((row) => row.meeting_id);
    },
  };
}

/** Two statements for all of them: what is known, and what is then. */
async function takeMoves(trx: Database, moves: readonly Occupant[]): Promise<Occupant[]> {
  const known = await inChunks(moves, (chunk) =>
    trx<OccupantRow>('occupants')
      .whereIn('source', distinct(chunk, 'source'))
      .whereIn('jid', distinct(chunk, 'jid'))
      .whereIn('meeting_id', distinct(chunk, 'meetingId'))
      .forUpdate()
      .select(),
  );
  const stays = new Map(known.map(fromRow).map((one) => [keyOf(one), one]));
  const changed = new Map<string, Occupant>();
  const came: Occupant[] = [];
  for (const move of moves) {
    const before = stays.get(keyOf(move));
    const after = before ? { ...before, ...afterMove(before, move) } : move;
    stays.set(keyOf(move), after);
    changed.set(keyOf(move), after);
    if (isIn(after)) came.push(after);
  }
  const into = { table: 'occupants', key: ['source', 'jid', 'meeting_id'] };
  await upsert(trx, into, [...changed.values()].map(toRow));
  return came;
}

const distinct = (all: readonly Occupant[], field: 'source' | 'jid' | 'meetingId'): string[] => [
  ...new Set(all.map((one) => one[field])),
];

const keyOf = ({ source, jid, meetingId }: Occupant): string => `${source} ${jid} ${meetingId}`;

function toRow(occupant: Occupant): OccupantRow {
  return {
    source: occupant.source,
    jid: occupant.jid,
    meeting_id: occupant.meetingId,
    person_id: occupant.personId,
    occupant_id: occupant.occupantId,
    joined_at: occupant.joinedAt,
    left_at: occupant.leftAt,
    leave_reason: occupant.leaveReason,
  };
}

function fromRow(row: OccupantRow): Occupant {
  return {
    source: row.source,
    jid: row.jid,
    meetingId: row.meeting_id,
    personId: row.person_id,
    occupantId: row.occupant_id,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
    leaveReason: row.leave_reason,
  };
}

/** True while somebody is in a meeting that runs. */
export async function isInside(db: Database, personId: string): Promise<boolean> {
  const inside: unknown = await insideNow(db).where({ 'o.person_id': personId }).first('m.id');
  return inside !== undefined;
}

/** Rooms of running meetings with those of these people who are in them. */
export async function insideAmong(
  db: Database,
  people: Subquery,
  limit: number,
): Promise<{ room: string; personId: string }[]> {
  const rows = await insideNow(db)
    .whereIn('o.person_id', people)
    .limit(limit)
    .distinct<{ room: string; person_id: string }[]>('m.room', 'o.person_id');
  return rows.map((row) => ({ room: row.room, personId: row.person_id }));
}

const insideNow = (db: Database) =>
  db('occupants as o')
    .join('meetings as m', 'm.id', 'o.meeting_id')
    .whereNotNull('o.joined_at')
    .whereNull('o.left_at')
    .whereNull('m.ended_at');
