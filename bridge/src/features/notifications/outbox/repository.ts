import type { Database } from '../../../kernel/database.ts';
import type { Kind } from './message.ts';
import { toListed, type Listed, type OutboxRow, type RowState } from './rows.ts';

/** Who leases, and for how long nobody else may. */
export interface Lease {
  owner: string;
  now: number;
  until: number;
}

/** How a leased row is settled, or put back. */
export type Settled =
  | { state: 'sent'; reference: string | null }
  | { state: 'dead' | 'dropped'; reason: string }
  | { state: 'waiting'; reason: string; nextAt: number; attempts: number };

const table = (db: Database) => db<OutboxRow>('outbox');

/** Stores a row; one with a key that exists already is passed over. */
export async function insertRow(db: Database, row: OutboxRow): Promise<void> {
  if (row.once_key === null) await table(db).insert(row);
  else await table(db).insert(row).onConflict('once_key').ignore();
}

/** Stores rows in one statement, each with a key of its own; those whose key exists already are passed over. */
export async function insertKeyed(db: Database, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length > 0)
    await table(db)
      .insert([...rows])
      .onConflict('once_key')
      .ignore();
}

/** Ids of rows whose time has come, those that wait longest first. */
export async function dueIds(
  db: Database,
  { kind, now, limit }: { kind: Kind; now: number; limit: number },
): Promise<string[]> {
  const rows = await free(table(db).where({ state: 'waiting', kind }), now)
    .andWhere('next_at', '<=', now)
    .orderBy(['next_at', 'created_at'])
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}

/** Takes a row for sending; null when another was faster. The attempt is counted before it begins. */
export async function leaseRow(db: Database, id: string, lease: Lease): Promise<OutboxRow | null> {
  const row = await table(db).where({ id, state: 'waiting' }).first();
  if (!row) return null;
  const taken = await free(table(db).where({ id, state: 'waiting' }), lease.now)
    .andWhere({ attempts: row.attempts })
    .update({ lease_owner: lease.owner, lease_until: lease.until, attempts: row.attempts + 1 });
  return taken === 1 ? row : null;
}

/** Settles a row that is still ours; false when the lease was lost meanwhile. */
export async function settleRow(
  db: Database,
  held: { id: string; owner: string; now: number },
  settled: Settled,
): Promise<boolean> {
  const changed = await table(db)
    .where({ id: held.id, state: 'waiting', lease_owner: held.owner })
    .update({ ...columnsOf(settled, held.now), lease_owner: null, lease_until: null });
  return changed === 1;
}

function columnsOf(settled: Settled, now: number): Partial<OutboxRow> {
  if (settled.state === 'waiting') {
    const { reason, nextAt, attempts } = settled;
    return { reason: cut(reason), next_at: nextAt, attempts };
  }
  if (settled.state === 'sent') {
    const reference = settled.reference?.slice(0, 191) ?? null;
    return { state: 'sent', settled_at: now, reference, reason: null, payload: '' };
  }
  const kept = settled.state === 'dead' ? {} : { payload: '' };
  return { state: settled.state, settled_at: now, reason: cut(settled.reason), ...kept };
}

const cut = (reason: string) => reason.slice(0, 500);

const free = (query: ReturnType<typeof table>, now: number) =>
  query.andWhere((unleased) => {
    void unleased.whereNull('lease_until').orWhere('lease_until', '<=', now);
  });

/** Rows of a state, the latest first. */
export async function listRows(db: Database, state: RowState, limit: number): Promise<Listed[]> {
  const rows = await table(db).where({ state }).orderBy('created_at', 'desc').limit(limit);
  return rows.map(toListed);
}

/** Puts dead letters back among the waiting, all or those named; answers how many. */
export function reviveRows(
  db: Database,
  ids: readonly string[] | 'all',
  now: number,
): Promise<number> {
  const dead = table(db).where({ state: 'dead' });
  if (ids !== 'all') void dead.whereIn('id', [...ids]);
  return dead.update({
    state: 'waiting',
    attempts: 0,
    trying_since: now,
    next_at: now,
    expires_at: null,
    settled_at: null,
  });
}

/** How many there are by state; states without any are left out. */
export async function countRows(db: Database): Promise<Partial<Record<RowState, number>>> {
  const rows = await table(db)
    .groupBy('state')
    .select('state')
    .count<{ state: RowState; n: number | string }[]>({ n: '*' });
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

/** Those that were given up, and wait for an admin. */
export async function countDead(db: Database): Promise<number> {
  const [found] = await table(db).where({ state: 'dead' }).count({ count: '*' });
  return Number(found?.count ?? 0);
}

/** Since when the longest waiting row waits; null when none does. */
export async function waitingSince(db: Database): Promise<number | null> {
  const row = await table(db).where({ state: 'waiting' }).orderBy('trying_since').first();
  return row?.trying_since ?? null;
}
