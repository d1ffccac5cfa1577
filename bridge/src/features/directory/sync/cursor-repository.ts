import type { Database } from '../../../kernel/database.ts';
import type { RosterSnapshot } from './snapshot.ts';

interface CursorRow {
  source: string;
  scope: string;
  cursor: string;
  run_id: string;
}

/** A scope of a source by its names. */
export interface ScopeOfSource {
  source: string;
  scope: string;
}

/** Where the next run of changes goes on from; null where a full run is due. */
export async function findCursor(
  db: Database,
  { source, scope }: ScopeOfSource,
): Promise<string | null> {
  const row = await db<CursorRow>('roster_cursors').where({ source, scope }).first('cursor');
  return row?.cursor ?? null;
}

/** Keeps the cursor of a telling, in the transaction that applied the whole of it; without one a full run is due. */
export async function saveCursor(
  trx: Database,
  run: ScopeOfSource & { id: string },
  snapshot: RosterSnapshot,
): Promise<void> {
  const key = { source: run.source, scope: run.scope };
  const cursor = snapshot.kind === 'departments' ? (snapshot.cursor ?? null) : null;
  if (cursor === null) await trx<CursorRow>('roster_cursors').where(key).delete();
  else {
    const row = { ...key, cursor, run_id: run.id };
    await trx<CursorRow>('roster_cursors').insert(row).onConflict(['source', 'scope']).merge();
  }
}

interface RunRow {
  id: string;
  source: string;
  scope: string;
  kind: string;
  state: string;
  snapshot: string | null;
}

const waiting = (db: Database, { source, scope }: ScopeOfSource) =>
  db<RunRow>('roster_runs').where({ source, scope, state: 'needs-confirmation' });

/** Whether a run of this scope waits for a yes. */
export async function someRunWaits(db: Database, scope: ScopeOfSource): Promise<boolean> {
  return (await waiting(db, scope).first('id')) !== undefined;
}

/** What the runs over this source, or over parts of it, that wait for a yes would apply, by run. */
export async function heldSnapshots(
  db: Database,
  { source }: Pick<ScopeOfSource, 'source'>,
): Promise<Map<string, RosterSnapshot>> {
  const rows = await db<RunRow>('roster_runs')
    .where({ source, state: 'needs-confirmation' })
    .whereNotNull('snapshot')
    .select('id', 'snapshot');
  return new Map(
    rows.map(({ id, snapshot }) => [id, JSON.parse(snapshot ?? '') as RosterSnapshot]),
  );
}

/** Replaces what a waiting run would apply. */
export async function replaceHeld(
  trx: Database,
  runId: string,
  snapshot: RosterSnapshot,
): Promise<void> {
  const text = JSON.stringify(snapshot);
  await trx<RunRow>('roster_runs').where({ id: runId }).update({ snapshot: text });
}

/** Leaves only the latest of the runs that looked for changes and found none: there may be hundreds a day. */
export async function dropQuietRuns(
  trx: Database,
  { id, source, scope }: ScopeOfSource & { id: string },
): Promise<void> {
  const quiet = { source, scope, kind: 'changes', state: 'unchanged' };
  await trx<RunRow>('roster_runs').where(quiet).whereNot({ id }).delete();
}
