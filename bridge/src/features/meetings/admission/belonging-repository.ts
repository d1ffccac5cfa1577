import { createMemberLookup } from '../../../kernel/batches.ts';
import type { Database } from '../../../kernel/database.ts';
import { meetingsThatGoOn } from '../repository.ts';
import type { AdmissionMethod } from './series.ts';
import { inChunks } from '../../../kernel/sql.ts';

/** An admission: kept, so that a reload does not ask again. */
export interface AdmissionRow {
  series_id: string;
  participant_id: string;
  door: AdmissionMethod;
  passed_at: number;
  password_changes: number | null;
  link_id: string | null;
  rotations: number | null;
  by_host: boolean | number;
}

interface InvitedRow {
  series_id: string;
  person_id: string;
  invited_at: number;
}

interface CoHostRow {
  series_id: string;
  participant_id: string;
  meeting_id: string;
  made_at: number;
}

interface BanRow {
  series_id: string;
  participant_id: string;
  name: string;
  banned_at: number;
  /** A guest's network, digested; null for people and where it is not known. */
  network: string | null;
}

interface GuestRow {
  id: string;
  series_id: string;
  name: string;
  created_at: number;
  /** Where the guest came from first, digested (network.ts). */
  network: string | null;
}

export type BelongingRepository = ReturnType<typeof createBelongingRepository>;

const tablesOf = (db: Database) => {
  const coHosts = () => db<CoHostRow>('series_co_hosts');
  return {
    coHosts,
    /** A co-host is one of the meeting in which it was said: with it the office ends. */
    inOffice: () => coHosts().whereIn('meeting_id', meetingsThatGoOn(db).select('id')),
    invited: () => db<InvitedRow>('series_invited'),
    bans: () => db<BanRow>('series_bans'),
    admissions: () => db<AdmissionRow>('admissions'),
  };
};

/** What a series knows of one participant: asked at every entry, of people who come at the same time as one. */
function factsOfEntering(db: Database) {
  const tables = tablesOf(db);
  const of = (series_id: string) => ({ series_id });
  const admissionsIn = createMemberLookup(async (seriesId, ids) => {
    const rows = await tables
      .admissions()
      .where(of(seriesId))
      .whereIn('participant_id', ids)
      .orderBy('passed_at');
    return Map.groupBy(rows, (row) => row.participant_id);
  });
  return {
    isCoHost: isAmong((seriesId, ids) =>
      tables
        .inOffice()
        .where(of(seriesId))
        .whereIn('participant_id', ids)
        .pluck<string[]>('participant_id'),
    ),
    isInvited: isAmong((seriesId, ids) =>
      tables.invited().where(of(seriesId)).whereIn('person_id', ids).pluck<string[]>('person_id'),
    ),
    isBanned: isAmong((seriesId, ids) =>
      tables
        .bans()
        .where(of(seriesId))
        .whereIn('participant_id', ids)
        .pluck<string[]>('participant_id'),
    ),
    /** Admissions, the earliest first. */
    admissionsOf: async (seriesId: string, participantId: string): Promise<AdmissionRow[]> =>
      (await admissionsIn(seriesId, participantId)) ?? [],
  };
}

function isAmong(find: (seriesId: string, ids: readonly string[]) => Promise<string[]>) {
  const look = createMemberLookup(
    async (seriesId, ids) => new Map((await find(seriesId, ids)).map((id) => [id, true])),
  );
  return async (seriesId: string, participantId: string): Promise<boolean> =>
    (await look(seriesId, participantId)) !== null;
}

/** Who belongs to a series by itself: co-hosts, invited people, guests, admissions, and who may not come back. */
export function createBelongingRepository(db: Database) {
  const { coHosts, inOffice, invited, bans, admissions } = tablesOf(db);
  const guests = () => db<GuestRow>('guests');

  return {
    ...factsOfEntering(db),
    addCoHost: async (coHost: CoHostRow): Promise<void> => {
      await coHosts().insert(coHost).onConflict(['series_id', 'participant_id']).merge();
    },
    dropCoHost: async (seriesId: string, participantId: string): Promise<void> => {
      await coHosts().where({ series_id: seriesId, participant_id: participantId }).delete();
    },
    invite: async (seriesId: string, personIds: readonly string[], now: number): Promise<void> => {
      await inChunks(personIds, async (chunk) => {
        const rows = chunk.map((id) => ({ series_id: seriesId, person_id: id, invited_at: now }));
        await invited().insert(rows).onConflict(['series_id', 'person_id']).ignore();
        return [];
      });
    },
    invitedTo: async (seriesId: string): Promise<string[]> =>
      (await invited().where({ series_id: seriesId }).select('person_id')).map(
        (row) => row.person_id,
      ),
    /** The series that somebody is invited to or co-hosts. */
    seriesOf: async (personId: string): Promise<string[]> => {
      const [asCoHost, asInvited] = await Promise.all([
        inOffice().where({ participant_id: personId }).select('series_id'),
        invited().where({ person_id: personId }).select('series_id'),
      ]);
      return [...new Set([...asCoHost, ...asInvited].map((row) => row.series_id))];
    },
    ban: async (ban: BanRow): Promise<void> => {
      await bans().insert(ban).onConflict(['series_id', 'participant_id']).ignore();
    },
    liftBan: async (seriesId: string, participantId: string): Promise<boolean> =>
      (await bans().where({ series_id: seriesId, participant_id: participantId }).delete()) > 0,
    bansOf: (seriesId: string): Promise<BanRow[]> =>
      bans().where({ series_id: seriesId }).orderBy('banned_at', 'desc').select(),
    /** Those of these participants who are guests, with the names that they gave. */
    guestsAmong: async (ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
      inChunks(ids, (chunk) => guests().whereIn('id', chunk).select('id', 'name')),
    /** True for a guest of a network from which another guest was banned after `since`. */
    isFromBanned: async (seriesId: string, guestId: string, since: number): Promise<boolean> => {
      const guest = await guests().where({ id: guestId }).whereNotNull('network').first();
      if (!guest) return false;
      const ban = await bans()
        .where({ series_id: seriesId, network: guest.network })
        .whereNot({ participant_id: guestId })
        .andWhere('banned_at', '>', since)
        .first();
      return ban !== undefined;
    },
    addGuest: async (guest: GuestRow): Promise<void> => {
      await guests().insert(guest);
    },
    renameGuest: async (id: string, name: string): Promise<void> => {
      await guests().where({ id }).update({ name });
    },
    findGuest: (id: string): Promise<GuestRow | null> => findGuest(db, id),
    passed: async (admission: AdmissionRow): Promise<void> => {
      const key = ['series_id', 'participant_id', 'door'];
      await admissions().insert(admission).onConflict(key).merge();
    },
  };
}

/** The names of those of these ids that are guests'. */
export async function guestNames(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await inChunks(ids, (chunk) => db<GuestRow>('guests').whereIn('id', chunk));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A guest by id; null where there is none (any more). */
export const findGuest = async (db: Database, id: string): Promise<GuestRow | null> =>
  (await db<GuestRow>('guests').where({ id }).first()) ?? null;
