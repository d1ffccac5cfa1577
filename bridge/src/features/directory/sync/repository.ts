import type { FailureCode } from '../../../kernel/codes.ts';
import type { Database } from '../../../kernel/database.ts';
import {
  emptyReport,
  type Counts,
  type Report,
  type Run,
  type RunKind,
  type RunState,
} from './run.ts';
import type { RosterSnapshot } from './snapshot.ts';

interface RunRow {
  id: string;
  source: string;
  scope: string;
  kind: RunKind;
  state: RunState;
  /** Digest of source and scope while the run goes on: unique, so that there is only one. */
  running_key: string | null;
  owner: string;
  lease_until: number;
  counts: string;
  report: string;
  snapshot: string | null;
  failure_code: FailureCode | null;
  failure_reason: string | null;
  started_at: number;
  ended_at: number | null;
  begun_by: string | null;
  decided_by: string | null;
  units: string | null;
}

const runs = (db: Database) => db<RunRow>('roster_runs');

const fromRow = (row: RunRow): Run => ({
  id: row.id,
  source: row.source,
  scope: row.scope,
  kind: row.kind,
  units: row.units === null ? null : (JSON.parse(row.units) as string[]),
  begunBy: row.begun_by,
  decidedBy: row.decided_by,
  state: row.state,
  counts: JSON.parse(row.counts) as Counts,
  report: JSON.parse(row.report) as Report,
  failure:
    row.failure_code === null ? null : { code: row.failure_code, reason: row.failure_reason ?? '' },
  startedAt: row.started_at,
  endedAt: row.ended_at,
});

export interface Lease {
  runId: string;
  key: string;
  owner: string;
  /** Milliseconds. */
  until: number;
}

/** What a run is to be of, and for whom. */
export interface NewRun {
  source: string;
  scope: string;
  kind: RunKind;
  /** Who begins it; null: a schedule or the command line. */
  begunBy: string | null;
  /** Ids of the outermost departments; null: everything. */
  units: readonly string[] | null;
}

/** Notes a run as running; fails on the unique key when another one of this source and scope does. */
export async function insertRun(
  db: Database,
  run: NewRun & { now: number },
  lease: Lease,
): Promise<void> {
  await runs(db).insert({
    id: lease.runId,
    source: run.source,
    scope: run.scope,
    kind: run.kind,
    state: 'running',
    running_key: lease.key,
    owner: lease.owner,
    lease_until: lease.until,
    counts: '{}',
    report: JSON.stringify(emptyReport),
    started_at: run.now,
    begun_by: run.begunBy,
    units: run.units === null ? null : JSON.stringify(run.units),
  });
}

/** Takes up a run that waits for confirmation; false when it no longer waits. @param by who said yes */
export async function resumeRun(db: Database, lease: Lease, by: string | null): Promise<boolean> {
  const taken = await runs(db).where({ id: lease.runId, state: 'needs-confirmation' }).update({
    decided_by: by,
    state: 'running',
    running_key: lease.key,
    owner: lease.owner,
    lease_until: lease.until,
    ended_at: null,
  });
  return taken === 1;
}

/** Prolongs the lease; false when the run was taken away meanwhile. Locks the row until the transaction's end. */
export async function holdLease(db: Database, lease: Lease): Promise<boolean> {
  const held = await runs(db)
    .where({ id: lease.runId, running_key: lease.key, owner: lease.owner })
    .update({ lease_until: lease.until });
  return held === 1;
}

/** What a run ended as. */
export interface Ending {
  state: Exclude<RunState, 'running'>;
  /** What the run came out as, where that may differ from how it began. */
  kind?: RunKind;
  counts?: Counts;
  report?: Report;
  snapshot?: RosterSnapshot;
  failure?: { code: FailureCode; reason: string };
  now: number;
}

/** Ends a run. */
export async function endRun(db: Database, runId: string, ending: Ending): Promise<void> {
  await runs(db)
    .where({ id: runId })
    .update({
      state: ending.state,
      // Whoever said yes to less is asked once more.
      ...(ending.state === 'needs-confirmation' ? { decided_by: null } : {}),
      ...(ending.kind ? { kind: ending.kind } : {}),
      running_key: null,
      ...(ending.counts ? { counts: JSON.stringify(ending.counts) } : {}),
      ...(ending.report ? { report: JSON.stringify(ending.report) } : {}),
      snapshot: ending.snapshot ? JSON.stringify(ending.snapshot) : null,
      failure_code: ending.failure?.code ?? null,
      failure_reason: ending.failure?.reason ?? null,
      ended_at: ending.now,
    });
}

/** Drops a run that waits for confirmation; false when it no longer waits. @param by who said no */
export async function rejectRun(
  db: Database,
  id: string,
  { by, now }: { by: string | null; now: number },
): Promise<boolean> {
  const dropped = { state: 'rejected', snapshot: null, decided_by: by, ended_at: now } as const;
  return (await runs(db).where({ id, state: 'needs-confirmation' }).update(dropped)) === 1;
}

/**
 * Withdraws older runs that still wait for a yes to what a newer one has looked at. One over everything that
 * brought the source up to date leaves nothing to say yes to, in any part of it.
 */
export async function supersede(
  db: Database,
  run: Pick<Run, 'id' | 'source' | 'scope'>,
  { isSettled, now }: { isSettled: boolean; now: number },
): Promise<void> {
  const older = runs(db)
    .where({ source: run.source, state: 'needs-confirmation' })
    .whereNot({ id: run.id });
  if (run.scope !== 'all' || !isSettled) void older.where({ scope: run.scope });
  await older.update({ state: 'rejected', snapshot: null, ended_at: now });
}

/** Lets runs over one source write one after the other: waits until no other transaction holds the turn. */
export async function takeTurn(trx: Database, source: string, now: number): Promise<void> {
  await trx('roster_turns').where({ source }).update({ taken_at: now });
}

/** Makes the row that `takeTurn` holds; to be done before the transaction. */
export async function openTurn(db: Database, source: string): Promise<void> {
  await db('roster_turns').insert({ source, taken_at: 0 }).onConflict('source').ignore();
}

/** Without the snapshot that it waits with (`heldSnapshot`); null for an unknown id. */
export async function findRun(db: Database, id: string): Promise<Run | null> {
  const row = await runs(db).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** What a waiting run would apply. */
export async function heldSnapshot(db: Database, id: string): Promise<RosterSnapshot | null> {
  const row = await runs(db).where({ id, state: 'needs-confirmation' }).first('snapshot');
  return row?.snapshot ? (JSON.parse(row.snapshot) as RosterSnapshot) : null;
}

/** The units of every run that waits for somebody's yes; null for one over everything. */
export async function heldUnits(db: Database): Promise<(string[] | null)[]> {
  const rows = await runs(db).where({ state: 'needs-confirmation' }).select('units');
  return rows.map(({ units }) => (units === null ? null : (JSON.parse(units) as string[])));
}

/** Which runs are wanted, newest first. */
export interface RunsQuery {
  limit: number;
  /** Only of these sources. */
  sources?: readonly string[];
  /** Only runs before this one in the list. */
  before?: { startedAt: number; id: string } | null;
}

/** Whether the reader may see a source is decided before: `sources` is taken as it is. */
export async function listRuns(db: Database, query: RunsQuery): Promise<Run[]> {
  const found = runs(db).orderBy([
    { column: 'started_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
  const { sources, before } = query;
  if (sources) void found.whereIn('source', sources);
  if (before) {
    void found.where((older) =>
      older
        .where('started_at', '<', before.startedAt)
        .orWhere((same) => same.where('started_at', before.startedAt).where('id', '<', before.id)),
    );
  }
  return (await found.limit(query.limit)).map(fromRow);
}

/** When the latest run of a scope began; null when there was none. */
export async function lastStart(
  db: Database,
  source: string,
  scope: string,
): Promise<number | null> {
  const row = await runs(db)
    .where({ source, scope })
    .orderBy('started_at', 'desc')
    .first('started_at');
  return row?.started_at ?? null;
}

/** Runs that are noted as running, with who runs them. */
export async function runningRuns(
  db: Database,
): Promise<{ id: string; owner: string; leaseUntil: number }[]> {
  const rows = await runs(db).where({ state: 'running' });
  return rows.map((row) => ({ id: row.id, owner: row.owner, leaseUntil: row.lease_until }));
}
