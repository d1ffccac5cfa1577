import { Failure } from '../../../../kernel/failure.ts';
import { mayDecide } from '../../roles/index.ts';
import { listRuns } from '../repository.ts';
import { reportLimit, type Run } from '../run.ts';
import type { ChangeCounts } from './change.ts';
import { countsOf, noChanges } from './changes-repository.ts';
import type { DirectoryDeps } from './ports.ts';
import { directories, outermost, readerOf, touches, type Reader } from './readable.ts';

/** A run with what of it the reader may see. */
export interface SeenRun {
  run: Run;
  counts: ChangeCounts;
  /** Whether the reader may apply or drop it. */
  isMine: boolean;
}

const pageSize = 20;

/**
 * A run that the reader may see: of their units, or over everything with something done in them. Any other
 * is like one that is not there.
 * @throws Failure admin/not-allowed, roster/run-not-found
 */
export async function seenRun(
  deps: DirectoryDeps,
  callerId: string,
  runId: string,
): Promise<SeenRun & { reader: Reader }> {
  const reader = await readerOf(deps, callerId);
  const run = await deps.syncService.find(runId);
  const isOfDirectory = directories(deps).some(({ name }) => name === run?.source);
  const [seen] = run && isOfDirectory ? await seenOf(deps, reader, [run]) : [];
  if (!seen) throw new Failure('roster/run-not-found');
  return { ...seen, reader };
}

async function seenOf(
  { db }: DirectoryDeps,
  reader: Reader,
  runs: readonly Run[],
): Promise<SeenRun[]> {
  // Of runs over everything a department has what they did in it.
  const isDone = ({ units, state }: Run) => units !== null || state === 'applied';
  const near = runs.filter((run) => reader.scope.isSystem || (isDone(run) && touches(reader, run)));
  const counts = await countsOf(
    db,
    near.map(({ id }) => id),
    reader.readable,
  );
  return near.flatMap((run) => {
    const own = counts.get(run.id);
    const isSeen = reader.scope.isSystem || run.units !== null || own !== undefined;
    return isSeen
      ? [
          {
            run,
            counts: own ?? noChanges(),
            isMine: isOpen(run) && mayDecide(reader.scope, run.units),
          },
        ]
      : [];
  });
}

const isOpen = ({ state }: Run): boolean => state === 'needs-confirmation';

type Position = Pick<Run, 'startedAt' | 'id'>;

/** So many pages of runs are looked through for one page that somebody may see; `next` goes on from there. */
const mostPages = 10;

/** A page of the runs that somebody may see, newest first, and where the next one begins. */
export async function seenRuns(
  deps: DirectoryDeps,
  reader: Reader,
  before: Position | null,
): Promise<{ runs: SeenRun[]; next: Position | null }> {
  const sources = directories(deps).map(({ name }) => name);
  const found: SeenRun[] = [];
  let from = before;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await listRuns(deps.db, { sources, before: from, limit: reportLimit });
    found.push(...(await seenOf(deps, reader, page)));
    if (found.length > pageSize) return { runs: found.slice(0, pageSize), next: lastOf(found) };
    if (page.length < reportLimit) return { runs: found, next: null };
    from = page.at(-1) ?? null;
  }
  return { runs: found, next: from };
}

const lastOf = (found: readonly SeenRun[]): Position | null => found[pageSize - 1]?.run ?? null;

/**
 * Begins a check of the caller's part of a directory.
 * @throws Failure admin/not-allowed; roster/source-unknown for one without units of theirs; roster/already-running
 */
export async function checkOwn(
  deps: DirectoryDeps,
  callerId: string,
  name: string,
): Promise<string> {
  const reader = await readerOf(deps, callerId);
  const source = directories(deps).find((one) => one.name === name);
  const units = source ? outermost(reader, source.realm ?? '') : [];
  if (units?.length === 0) throw new Failure('roster/source-unknown');
  const ids = units && units.map(({ id }) => id);
  return (await deps.syncService.check({ source: name, begunBy: callerId, units: ids })).runId;
}

/** @throws Failure admin/not-allowed; roster/run-not-found for one that is not the caller's to decide on */
async function ownRun(deps: DirectoryDeps, callerId: string, runId: string): Promise<Run> {
  const { run, isMine } = await seenRun(deps, callerId, runId);
  if (!isMine) throw new Failure('roster/run-not-found');
  return run;
}

/** How many removals a yes has to name; null where these are few. */
export const removalsOf = ({ report }: Run): number | null =>
  report.isLarge ? report.totals.removed : null;

/**
 * Begins to apply a run.
 * @param removals how many removals the caller was told of and says yes to
 * @throws Failure roster/run-not-found, roster/already-running, roster/too-many-removals
 */
export async function applyOwn(
  deps: DirectoryDeps,
  callerId: string,
  { runId, removals }: { runId: string; removals: number | null },
): Promise<void> {
  const run = await ownRun(deps, callerId, runId);
  const asked = removalsOf(run);
  if (asked !== null && asked !== removals) throw new Failure('roster/too-many-removals');
  await deps.syncService.beginConfirm(run.id, callerId);
}

/** Drops a run. @throws Failure roster/run-not-found */
export async function rejectOwn(
  deps: DirectoryDeps,
  callerId: string,
  runId: string,
): Promise<void> {
  const run = await ownRun(deps, callerId, runId);
  await deps.syncService.reject(run.id, callerId);
}
