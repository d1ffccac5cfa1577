import type { Department, DepartmentUnit } from '../../departments/index.ts';
import { withAllBelow } from '../../departments/index.ts';
import { isInScope, type AdminScope } from '../../roles/index.ts';
import type { Run } from '../run.ts';
import type { Readable } from './changes-repository.ts';
import type { DirectoryDeps } from './ports.ts';

/** A reader of runs: how far they reach, in the units that there are and were. */
export interface Reader {
  id: string;
  scope: AdminScope;
  tree: readonly DepartmentUnit[];
  /** The units of every directory, those that are gone too. */
  units: readonly Department[];
  /** The units whose changes may be read, by their ids at the source; null: all. */
  readable: Readable;
}

/** Looks up how far somebody reaches. @throws Failure admin/not-allowed */
export async function readerOf(deps: DirectoryDeps, id: string): Promise<Reader> {
  const scope = await deps.scopes.require(id);
  const units = (
    await Promise.all(
      directories(deps).map(({ realm }) => deps.departments.ofSource(deps.db, realm ?? '')),
    )
  ).flat();
  const readable = scope.isSystem ? null : readableUnits(units, scope);
  return { id, scope, tree: await deps.departments.tree(), units, readable };
}

/** The sources that are directories; the units of one are stored under its realm. */
export const directories = ({ syncService }: Pick<DirectoryDeps, 'syncService'>) =>
  syncService.sources.filter(({ kind }) => kind === 'departments');

/** The units of a scope; one that is gone belongs to those who have what it was below. */
function readableUnits(units: readonly Department[], scope: AdminScope): string[] {
  const key = (source: string, externalId: string | null) => JSON.stringify([source, externalId]);
  const byKey = new Map(units.map((unit) => [key(unit.source, unit.externalId), unit]));
  const isOurs = (unit: Department): boolean => {
    const seen = new Set<Department>();
    let at: Department | undefined = unit;
    // A directory's tree may have a circle.
    while (at && at.status !== 'active' && !seen.has(at)) {
      seen.add(at);
      at = byKey.get(key(at.source, at.parentExternalId));
    }
    return at?.status === 'active' && isInScope(scope, at.id);
  };
  return units.filter(isOurs).map(({ externalId }) => externalId);
}

/** The outermost units of a directory that somebody reaches; null: everything. Empty: none. */
export function outermost({ scope, units }: Reader, source: string): Department[] | null {
  if (scope.isSystem) return null;
  const own = units.filter(
    (unit) => unit.source === source && unit.status === 'active' && isInScope(scope, unit.id),
  );
  const inside = new Set(own.map(({ externalId }) => externalId));
  return own.filter(({ parentExternalId }) => !inside.has(parentExternalId ?? ''));
}

/** Whether some of what a run goes over is the reader's. */
export const touches = ({ scope, tree }: Reader, { units }: Pick<Run, 'units'>): boolean =>
  units === null ||
  scope.isSystem ||
  [...withAllBelow(units, tree)].some((id) => scope.departmentIds.has(id));
