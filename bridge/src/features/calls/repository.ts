import type { Database, Subquery } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
import { stepped, type Invitee, type Step } from './call.ts';
import {
  fromCallRow,
  fromInviteeRow,
  toCallRow,
  toInviteeRow,
  toStepRow,
  type CallRow,
  type CallRecord,
  type InviteeRow,
} from './rows.ts';
import { inChunks, insertAll } from '../../kernel/sql.ts';

/** Whose or which invitees. */
type OpenOf =
  { meeting_id: string } | { call_id: string } | { person_id: string } | { caller_id: string };

export type CallRepository = ReturnType<typeof createCallRepository>;

/** Calls and their invitees in the database: what every bridge goes by. */
export function createCallRepository(db: Database) {
  const calls = () => db<CallRow>('calls');
  const invitees = () => db<InviteeRow>('call_invitees');
  const all = async (rows: Promise<InviteeRow[]>) => (await rows).map(fromInviteeRow);

  return {
    add: async (call: CallRecord, called: readonly Invitee[]): Promise<void> => {
      await db.transaction(async (trx) => {
        await trx<CallRow>('calls').insert(toCallRow(call));
        await insertAll(trx, 'call_invitees', called.map(toInviteeRow));
      });
    },
    find: async (id: string): Promise<CallRecord | null> => {
      const row = await calls().where({ id }).first();
      return row ? fromCallRow(row) : null;
    },
    findMany: async (ids: readonly string[]): Promise<Map<string, CallRecord>> => {
      const rows = await inChunks([...new Set(ids)], (chunk) => calls().whereIn('id', chunk));
      return new Map(rows.map((row) => [row.id, fromCallRow(row)]));
    },
    /** The calls of a meeting, all or one caller's, oldest first. */
    ofMeeting: async (meetingId: string, callerId?: string): Promise<CallRecord[]> => {
      const own = callerId === undefined ? {} : { caller_id: callerId };
      const rows = await calls()
        .where({ meeting_id: meetingId, ...own })
        .orderBy('started_at');
      return rows.map(fromCallRow);
    },
    inviteesOf: (callIds: readonly string[]): Promise<Invitee[]> =>
      all(
        inChunks(callIds, (chunk) => invitees().whereIn('call_id', chunk).orderBy(['name', 'id'])),
      ),
    findInvitee: async (id: string): Promise<Invitee | null> => {
      const row = await invitees().where({ id }).first();
      return row ? fromInviteeRow(row) : null;
    },
    /** Those who are not in a final state yet: of a meeting, a call, a person or a caller. */
    open: (of: OpenOf) =>
      all(invitees().where(of).whereIn('state', ['queued', 'ringing']).select()),
    /** The calls that have not ended for everybody. */
    going: async (): Promise<CallRecord[]> => {
      const rows = await invitees().whereIn('state', ['queued', 'ringing']).distinct('call_id');
      const ids = rows.map((row) => row.call_id);
      return (await inChunks(ids, (chunk) => calls().whereIn('id', chunk))).map(fromCallRow);
    },
    due: (state: 'queued' | 'ringing', now: number, limit: number): Promise<Invitee[]> =>
      all(
        invitees()
          .where('due_at', '<=', now)
          .andWhere({ state })
          .orderBy('due_at')
          .limit(limit)
          .select(),
      ),
    /**
     * Takes those who are still in the state they were read in one step on; answers who that was. Of two
     * bridges that try the same, each invitee is the one's or the other's.
     */
    step: async (before: readonly Invitee[], step: Step, changedAt: number): Promise<Invitee[]> => {
      const [first] = before;
      if (!first) return [];
      const { state } = first;
      const stepId = newId();
      const rung = step.state === 'ringing' ? { rung_at: changedAt } : {};
      const changes = { ...toStepRow(step), ...rung };
      return inChunks(before, async (chunk) => {
        const ids = chunk.map(({ id }) => id);
        const changed = await invitees()
          .whereIn('id', ids)
          .andWhere({ state })
          .update({ ...changes, changed_at: changedAt, step_id: stepId });
        if (changed === 0) return [];
        // All of them: what they are now need not be read.
        if (changed === chunk.length) return chunk.map((one) => stepped(one, step, changedAt));
        return all(invitees().whereIn('id', ids).andWhere({ step_id: stepId }).select());
      });
    },
    /** How long those waited until it rang for whom that was from a moment on and before another, milliseconds. */
    ringWaits: async (from: number, to: number): Promise<number[]> => {
      const rows = await invitees()
        .where('rung_at', '>=', from)
        .andWhere('rung_at', '<', to)
        .select('rung_at', 'created_at');
      return rows.map((row) => (row.rung_at ?? 0) - row.created_at);
    },
    /** How often this caller rang each of these people since a moment; who was not rung is left out. */
    timesRung: async (
      callerId: string,
      personIds: readonly string[],
      since: number,
    ): Promise<Map<string, number>> => {
      const rows = await inChunks(personIds, (chunk) =>
        invitees()
          .where({ caller_id: callerId })
          .whereIn('person_id', chunk)
          .andWhere('created_at', '>', since)
          .groupBy('person_id')
          .select<{ person_id: string; n: number | string }[]>(
            'person_id',
            db.raw('count(*) as n'),
          ),
      );
      return new Map(rows.map(({ person_id, n }) => [person_id, Number(n)]));
    },
  };
}

/** Those of these people whom it rings for, or who ring others. */
export async function inCalls(db: Database, people: Subquery, limit: number): Promise<string[]> {
  const open = (column: 'person_id' | 'caller_id') =>
    db<InviteeRow>('call_invitees')
      .whereIn('state', ['queued', 'ringing'])
      .whereIn(column, people)
      .distinct(column)
      .limit(limit)
      .pluck<string[]>(column);
  return [...new Set([...(await open('person_id')), ...(await open('caller_id'))])];
}
