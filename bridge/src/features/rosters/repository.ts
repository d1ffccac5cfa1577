import type { FailureCode } from '../../kernel/codes.ts';
import type { Database } from '../../kernel/database.ts';
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
}

const runs = (db: Database) => db<RunRow>('roster_runs');

const fromRow = (row: RunRow): Run => ({
  id: row.id,
  source: row.source,
  scope: row.scope,
  kind: row.kind,
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

/** Notes a run as running; fails on the unique key when another one of this source and scope does. */
export async function insertRun(
  db: Database,
  run: { source: string; scope: string; kind: RunKind; now: number },
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
  });
}

/** Takes up a run that waits for confirmation; false when it no longer waits. */
export async function resumeRun(db: Database, lease: Lease): Promise<boolean> {
  const taken = await runs(db).where({ id: lease.runId, state: 'needs-confirmation' }).update({
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

/** Withdraws older runs that still wait for a yes to what a newer one has looked at. */
export async function supersede(db: Database, run: Run, now: number): Promise<void> {
  await runs(db)
    .where({ source: run.source, scope: run.scope, state: 'needs-confirmation' })
    .whereNot({ id: run.id })
    .update({ state: 'rejected', snapshot: null, ended_at: now });
}

export async function findRun(db: Database, id: string): Promise<Run | null> {
  const row = await runs(db).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** What a waiting run would apply. */
export async function heldSnapshot(db: Database, id: string): Promise<RosterSnapshot | null> {
  const row = await runs(db).where({ id, state: 'needs-confirmation' }).first('snapshot');
  return row?.snapshot ? (JSON.parse(row.snapshot) as RosterSnapshot) : null;
}

export async function countHeld(db: Database): Promise<number> {
  const [found] = await runs(db).where({ state: 'needs-confirmation' }).count({ count: '*' });
  return Number(found?.count ?? 0);
}

/** The latest runs, newest first. */
export async function listRuns(db: Database, limit: number): Promise<Run[]> {
  const rows = await runs(db).orderBy('started_at', 'desc').limit(limit);
  return rows.map(fromRow);
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

interface AddressRow {
  course_id: string;
  platform_id: string;
  nrps_url: string;
}

/** Remembers where a course's roster can be fetched by NRPS. */
export async function saveAddress(
  db: Database,
  address: { courseId: string; platformId: string; nrpsUrl: string },
): Promise<void> {
  await db<AddressRow>('roster_addresses')
    .insert({
      course_id: address.courseId,
      platform_id: address.platformId,
      nrps_url: address.nrpsUrl,
    })
    .onConflict('course_id')
    .merge();
}

export async function findAddress(
  db: Database,
  courseId: string,
): Promise<{ platformId: string; nrpsUrl: string } | null> {
  const row = await db<AddressRow>('roster_addresses').where({ course_id: courseId }).first();
  return row ? { platformId: row.platform_id, nrpsUrl: row.nrps_url } : null;
}

export async function listAddresses(db: Database): Promise<string[]> {
  const rows = await db<AddressRow>('roster_addresses').orderBy('course_id').select('course_id');
  return rows.map((row) => row.course_id);
}
