import { createBatches, createMemberLookup } from '../../../kernel/batches.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { AdmissionMethod } from './series.ts';

/** What became of somebody who came to one meeting. All but `waiting` and `in` end the waiting. */
export type ArrivalState =
  'waiting' | 'in' | 'refused' | 'timed-out' | 'meeting-ended' | 'gone' | 'sent-out';

export interface Arrival {
  meetingId: string;
  participantId: string;
  kind: 'person' | 'guest';
  name: string;
  door: AdmissionMethod;
  state: ArrivalState;
  /** Since when they wait, or are in. */
  since: number;
  changedAt: number;
}

interface ArrivalRow {
  meeting_id: string;
  participant_id: string;
  kind: 'person' | 'guest';
  name: string;
  door: AdmissionMethod;
  state: ArrivalState;
  since: number;
  changed_at: number;
  lease_expires_at: number | null;
  decision_id: string | null;
}

/** Which of those who wait: everybody, or these. */
export type Choice = { all: true } | { participantIds: readonly string[] };

export type ArrivalRepository = ReturnType<typeof createArrivalRepository>;

/** Who came to which meeting, and waits, is let in or was sent away. */
export function createArrivalRepository(db: Database) {
  const table = () => db<ArrivalRow>('arrivals');
  const own = (meetingId: string, participantId: string) =>
    table().where({ meeting_id: meetingId, participant_id: participantId });
  const waiting = () => table().where({ state: 'waiting' });

  /** Changes those of `rows` who still wait, each once however many decide at once; answers whom. */
  const decide = async (
    rows: ReturnType<typeof waiting>,
    change: { state: ArrivalState; now: number },
  ): Promise<Arrival[]> => {
    const decision = newId();
    await rows.update({
      state: change.state,
      changed_at: change.now,
      lease_expires_at: null,
      decision_id: decision,
    });
    return (await table().where({ decision_id: decision })).map(fromRow);
  };

  return {
    find: createMemberLookup(async (meetingId, ids) => {
      const rows = await table().where({ meeting_id: meetingId }).whereIn('participant_id', ids);
      return new Map(rows.map((row) => [row.participant_id, fromRow(row)]));
    }),
    /** Notes somebody who comes for the first time; of many who come at once as one. */
    note: createBatches(async (arrivals: readonly Arrival[]): Promise<void[]> => {
      const rows = arrivals.map((arrival) => toRow(arrival, null));
      await table().insert(rows).onConflict(['meeting_id', 'participant_id']).ignore();
      return arrivals.map(() => undefined);
    }),
    waitingIn: async (meetingId: string): Promise<Arrival[]> =>
      (await waiting().andWhere({ meeting_id: meetingId }).orderBy('since')).map(fromRow),
    /** Notes somebody as `arrival` says unless they wait or are in already; true when that was new. */
    arrive: async (arrival: Arrival, leaseExpiresAt: number | null): Promise<boolean> => {
      const row = toRow(arrival, leaseExpiresAt);
      const made = await own(arrival.meetingId, arrival.participantId).first();
      if (!made) {
        await table().insert(row).onConflict(['meeting_id', 'participant_id']).ignore();
        return true;
      }
      const isOver = arrival.state === 'waiting' ? ['waiting', 'in'] : ['in'];
      const changed = await own(arrival.meetingId, arrival.participantId)
        .whereNotIn('state', isOver)
        .update(row);
      return changed === 1;
    },
    /** Keeps the place of one who waits and asked again; false when they do not wait any more. */
    renew: async (
      meetingId: string,
      participantId: string,
      leaseExpiresAt: number,
    ): Promise<boolean> =>
      (await own(meetingId, participantId)
        .andWhere({ state: 'waiting' })
        .update({ lease_expires_at: leaseExpiresAt })) === 1,
    decide: (meetingId: string, choice: Choice, change: { state: ArrivalState; now: number }) => {
      const rows = waiting().andWhere({ meeting_id: meetingId });
      return decide(
        'all' in choice ? rows : rows.whereIn('participant_id', [...choice.participantIds]),
        change,
      );
    },
    /** Ends the waiting of those whose lease is over, and of those who have waited since before `since`. */
    giveUp: (now: number) =>
      decide(waiting().andWhere('lease_expires_at', '<=', now), { state: 'gone', now }),
    timeOut: (since: number, now: number) =>
      decide(waiting().andWhere('since', '<=', since), { state: 'timed-out', now }),
    sentOut: async (
      meetingId: string,
      participantId: string,
      change: { state: ArrivalState; now: number },
    ): Promise<void> => {
      await own(meetingId, participantId).update({ state: change.state, changed_at: change.now });
    },
  };
}

function toRow(arrival: Arrival, leaseExpiresAt: number | null): ArrivalRow {
  return {
    meeting_id: arrival.meetingId,
    participant_id: arrival.participantId,
    kind: arrival.kind,
    name: arrival.name,
    door: arrival.door,
    state: arrival.state,
    since: arrival.since,
    changed_at: arrival.changedAt,
    lease_expires_at: leaseExpiresAt,
    decision_id: null,
  };
}

function fromRow(row: ArrivalRow): Arrival {
  return {
    meetingId: row.meeting_id,
    participantId: row.participant_id,
    kind: row.kind,
    name: row.name,
    door: row.door,
    state: row.state,
    since: row.since,
    changedAt: row.changed_at,
  };
}
