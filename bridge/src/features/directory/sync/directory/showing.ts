import { mayDecide, isInScope } from '../../roles/index.ts';
import type { NamedUnit } from './change.ts';
import type { KeptChange } from './changes-repository.ts';
import type { ChangeShown, DirectoryRun } from './contract.ts';
import type { DirectoryDeps } from './ports.ts';
import type { Reader } from './readable.ts';
import { removalsOf, type SeenRun } from './runs.ts';

/** Runs as the panel shows them. */
export async function shownRuns(
  { people, syncService }: DirectoryDeps,
  reader: Reader,
  seen: readonly SeenRun[],
): Promise<DirectoryRun[]> {
  const who = seen.flatMap(({ run }) => [run.begunBy, run.decidedBy].filter((id) => id !== null));
  const found = await people.findMany([...new Set(who)]);
  const names = new Map(found.map(({ id, displayName }) => [id, displayName]));
  const units = new Map(reader.units.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? ''));
  return seen.map(({ run, counts, isMine }) => ({
    id: run.id,
    source: run.source,
    reads: run.kind,
    state: run.state,
    counts,
    isMine,
    units: run.units && run.units.map((id) => ({ id, name: units.get(id) ?? '' })),
    begunBy: nameOf(run.begunBy),
    decidedBy: nameOf(run.decidedBy),
    progress: run.state === 'running' ? syncService.progress(run.id) : null,
    removals: removalsOf(run),
    isAskedAgain: run.state === 'needs-confirmation' && run.report.isAskedAgain === true,
    failure: run.failure?.code ?? null,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
  }));
}

/** Changes as the panel shows them: units and people outside of the reader's scope are only counted. */
export async function shownChanges(
  deps: DirectoryDeps,
  { reader, run }: { reader: Reader } & Pick<SeenRun, 'run'>,
  changes: readonly KeptChange[],
): Promise<ChangeShown[]> {
  const names = await namesOfPeople(deps, reader, changes);
  const readable =
    reader.readable === null || mayDecide(reader.scope, run.units)
      ? null
      : new Set(reader.readable);
  const isReadable = ({ unit }: NamedUnit) => readable === null || readable.has(unit);
  const units = (all: readonly NamedUnit[] = []) => {
    const seen = all.filter(isReadable).map(({ name }) => name);
    return { names: seen, others: all.length - seen.length };
  };
  const parent = (unit: NamedUnit | null) => (unit && isReadable(unit) ? unit.name : null);
  return changes.map(({ detail, ...change }) => ({
    number: change.number,
    kind: change.kind,
    name: change.name,
    campusNumber: change.campusNumber,
    from: units(detail.from),
    to: units(detail.to),
    isGone: detail.isGone ?? false,
    fields: detail.fields ?? [],
    unit: detail.unit
      ? {
          what: detail.unit.what,
          name: detail.unit.name,
          parent: {
            before: parent(detail.unit.parent.before),
            after: parent(detail.unit.parent.after),
          },
        }
      : null,
    conflict: detail.conflict ? shownConflict(detail.conflict, names) : null,
    problem: detail.problem ?? null,
  }));
}

function shownConflict(
  { key, reason, candidates }: { key: string; reason: string; candidates: readonly string[] },
  names: ReadonlyMap<string, string>,
) {
  const known = candidates.flatMap((id) => names.get(id) ?? []);
  return { key, reason, names: known, others: candidates.length - known.length };
}

/** The names of those of the conflicts who are of the reader's scope. */
async function namesOfPeople(
  { people, departments }: DirectoryDeps,
  { scope }: Reader,
  changes: readonly KeptChange[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(changes.flatMap(({ detail }) => detail.conflict?.candidates ?? []))];
  const places = await departments.unitsOf(ids);
  const own = ids.filter(
    (id) => scope.isSystem || (places.get(id) ?? []).some((unit) => isInScope(scope, unit)),
  );
  return new Map((await people.findMany(own)).map(({ id, displayName }) => [id, displayName]));
}
