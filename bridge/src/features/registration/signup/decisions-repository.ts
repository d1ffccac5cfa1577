import type { Database } from '../../../kernel/database.ts';
import type { Application } from './application.ts';
import { fromRow, type ApplicationRow } from './rows.ts';

/** Whose applications are meant: of these units, or (null) of all. */
export type DecisionScope = readonly string[] | null;

const table = (db: Database, inScope: DecisionScope) => {
  const rows = db<ApplicationRow>('applications');
  return inScope === null ? rows : rows.whereIn('department_id', inScope);
};

/** Where a page ended: a moment and an id. */
export interface Place {
  at: number;
  id: string;
}

/** Those that wait, the oldest first. */
export async function waitingOnes(
  db: Database,
  inScope: DecisionScope,
  { after, limit }: { after: Place | null; limit: number },
): Promise<Application[]> {
  const rows = table(db, inScope).where({ state: 'waiting' });
  if (after) void rows.whereRaw('(confirmed_at, id) > (?, ?)', [after.at, after.id]);
  return (await rows.orderBy(['confirmed_at', 'id']).limit(limit)).map(fromRow);
}

/** Those that were decided, the latest first. */
export async function decidedOnes(
  db: Database,
  inScope: DecisionScope,
  { after, limit }: { after: Place | null; limit: number },
): Promise<Application[]> {
  const rows = table(db, inScope).whereIn('state', ['accepted', 'refused']);
  if (after) void rows.whereRaw('(decided_at, id) < (?, ?)', [after.at, after.id]);
  const order = ['decided_at', 'id'].map((column) => ({ column, order: 'desc' as const }));
  return (await rows.orderBy(order).limit(limit)).map(fromRow);
}

/** Those whose address is confirmed and which nobody has decided. */
export async function countWaiting(db: Database, inScope: DecisionScope): Promise<number> {
  const [found] = await table(db, inScope).where({ state: 'waiting' }).count({ count: '*' });
  return Number(found?.count ?? 0);
}

/** One of the reach whose address was confirmed; null for any other, as if it were not there. */
export async function findConfirmed(
  db: Database,
  inScope: DecisionScope,
  id: string,
): Promise<Application | null> {
  const row = await table(db, inScope).where({ id }).whereNot({ state: 'unconfirmed' }).first();
  return row ? fromRow(row) : null;
}

/** Others of the reach that wait with the same campus number or phone. */
export async function rivalsOf(
  db: Database,
  inScope: DecisionScope,
  { id, campusNumber, phone }: Application,
): Promise<Application[]> {
  const rows = table(db, inScope)
    .where({ state: 'waiting' })
    .whereNot({ id })
    .where((any) => {
      void any.where({ campus_number: campusNumber });
      if (phone !== null) void any.orWhere({ phone });
    });
  return (await rows.orderBy('confirmed_at').limit(20)).map(fromRow);
}

/** What is decided of an application. */
export interface Decision {
  state: 'accepted' | 'refused';
  decidedAt: number;
  /** Null: by the policy. */
  decidedBy: string | null;
  reason: string | null;
}

/** Decides one that waits; of several at the same moment one gets true. */
export async function decide(trx: Database, id: string, decision: Decision): Promise<boolean> {
  const changed = await table(trx, null).where({ id, state: 'waiting' }).update({
    state: decision.state,
    decided_at: decision.decidedAt,
    decided_by: decision.decidedBy,
    reason: decision.reason,
    open_key: null,
  });
  return changed === 1;
}

/** Notes who was registered by it. */
export async function notePerson(trx: Database, id: string, personId: string): Promise<void> {
  await table(trx, null).where({ id }).update({ person_id: personId });
}

/** Whether a later application of the mailbox waits, or a later one of the person was accepted. */
export async function hasLater(
  trx: Database,
  { id, email, personId, decidedAt }: Application,
): Promise<boolean> {
  const later = await table(trx, null)
    .whereNot({ id })
    .where((any) => {
      void any.where({ open_key: email });
      if (personId === null) return;
      void any.orWhere((same) => {
        void same.where({ state: 'accepted', person_id: personId });
        void same.andWhere('decided_at', '>=', decidedAt ?? 0);
      });
    })
    .first('id');
  return later !== undefined;
}

/** Takes a decision back; false when somebody else did, or has decided anew. */
export async function reopen(
  trx: Database,
  { id, email, state, decidedAt }: Application,
): Promise<boolean> {
  const changed = await table(trx, null).where({ id, state, decided_at: decidedAt }).update({
    state: 'waiting',
    decided_at: null,
    decided_by: null,
    reason: null,
    person_id: null,
    open_key: email,
  });
  return changed === 1;
}
