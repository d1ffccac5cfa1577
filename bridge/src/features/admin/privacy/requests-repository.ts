import type { Database } from '../../../kernel/database.ts';
import type { Fate } from './admin-contract.ts';

/** asked → approved → done; asked or approved → withdrawn, refused. */
export type RequestState = 'asked' | 'approved' | 'refused' | 'withdrawn' | 'done';

/** Somebody's wish to be erased. */
export interface ErasureRequest {
  id: string;
  /** The person; when it is done, the pseudonym. */
  personId: string;
  state: RequestState;
  askedAt: number;
  /** Until then it can be taken back, and nothing happens. */
  dueAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  reason: string | null;
  doneAt: number | null;
  fates: Fate[];
}

interface RequestRow {
  id: string;
  person_id: string;
  open_key: string | null;
  state: RequestState;
  asked_at: number;
  due_at: number;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
  done_at: number | null;
  counts: string | null;
}

const table = (db: Database) => db<RequestRow>('erasure_requests');
const open: RequestState[] = ['asked', 'approved'];

const fromRow = (row: RequestRow): ErasureRequest => ({
  id: row.id,
  personId: row.person_id,
  state: row.state,
  askedAt: row.asked_at,
  dueAt: row.due_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  reason: row.reason,
  doneAt: row.done_at,
  fates: row.counts === null ? [] : (JSON.parse(row.counts) as Fate[]),
});

/** Adds a request; false when the person has one that is open. */
export async function addRequest(
  trx: Database,
  { id, personId, askedAt, dueAt }: Pick<ErasureRequest, 'id' | 'personId' | 'askedAt' | 'dueAt'>,
): Promise<boolean> {
  await table(trx)
    .insert({
      id,
      person_id: personId,
      open_key: personId,
      state: 'asked',
      asked_at: askedAt,
      due_at: dueAt,
    })
    .onConflict('open_key')
    .ignore();
  return (await findRequest(trx, id)) !== null;
}

/** A request in any state; null for an unknown id. */
export async function findRequest(db: Database, id: string): Promise<ErasureRequest | null> {
  const row = await table(db).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** The request of a person that is open, else the latest. */
export async function latestOf(db: Database, personId: string): Promise<ErasureRequest | null> {
  const own = table(db).where({ person_id: personId }).orderBy('asked_at', 'desc');
  const rows = await own.limit(20);
  const row = rows.find(({ open_key: key }) => key !== null) ?? rows[0];
  return row ? fromRow(row) : null;
}

/** Requests that are open, the oldest first, or the latest that are not. */
export async function listRequests(db: Database, isOpen: boolean): Promise<ErasureRequest[]> {
  const rows = isOpen
    ? table(db).whereIn('state', open).orderBy('asked_at')
    : table(db).whereNotIn('state', open).orderBy('asked_at', 'desc').limit(50);
  return (await rows.limit(200)).map(fromRow);
}

/** How many wait for an admin to agree. */
export async function countAsked(db: Database): Promise<number> {
  const counted = await table(db).where({ state: 'asked' }).count({ n: '*' }).first();
  return Number(counted?.['n'] ?? 0);
}

/** Requests whose time has come. */
export async function dueRequests(
  db: Database,
  now: number,
  states: readonly RequestState[],
): Promise<ErasureRequest[]> {
  const rows = table(db)
    .whereIn('state', [...states])
    .andWhere('due_at', '<=', now)
    .orderBy('due_at');
  return (await rows.limit(50)).map(fromRow);
}

/** Moves a request on; false when it is not in one of these states any more. */
export async function moveRequest(
  trx: Database,
  id: string,
  {
    from,
    to,
  }: { from: readonly RequestState[]; to: Partial<Omit<ErasureRequest, 'fates' | 'id'>> },
): Promise<boolean> {
  const isOver = to.state !== undefined && !open.includes(to.state);
  const changed = await table(trx)
    .where({ id })
    .whereIn('state', [...from])
    .update({
      ...(to.state ? { state: to.state } : {}),
      ...(isOver ? { open_key: null } : {}),
      ...(to.decidedBy === undefined ? {} : { decided_by: to.decidedBy }),
      ...(to.decidedAt === undefined ? {} : { decided_at: to.decidedAt }),
      ...(to.reason === undefined ? {} : { reason: to.reason }),
    });
  return changed === 1;
}

/** Makes the requests of somebody who was erased their receipt. */
export async function noteDone(
  trx: Database,
  pseudonym: string,
  { now, fates }: { now: number; fates: readonly Fate[] },
): Promise<void> {
  await table(trx)
    .where({ person_id: pseudonym })
    .whereIn('state', open)
    .update({ state: 'done', done_at: now, counts: JSON.stringify(fates) });
}
