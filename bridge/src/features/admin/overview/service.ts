import { z } from 'zod';
import { createCursor } from '../../../kernel/cursor.ts';
import { Failure } from '../../../kernel/failure.ts';
import { folded } from '../../../kernel/names.ts';
import type { ListedPerson } from '../../directory/people/index.ts';
import { withAllBelow } from '../../directory/departments/index.ts';
import { isInScope, type AdminScope } from '../../directory/roles/index.ts';
import type { Registered } from '../../registration/import/index.ts';
import type { AdministeredPerson } from './contract.ts';
import type { PeoplePages, Scopes, Units } from './ports.ts';

/** What is asked for, as a contract took it. */
export interface AdministeredQuery {
  search?: string | undefined;
  departmentId?: string | undefined;
  status?: 'active' | 'deactivated' | undefined;
  kind?: AdministeredPerson['kind'] | undefined;
  cursor?: string | undefined;
  limit: number;
}

const cursor = createCursor(
  'administered.1',
  z.strictObject({ sortName: z.string(), id: z.string() }),
);

export type Administration = ReturnType<typeof createAdministration>;

interface AdministrationDeps {
  people: PeoplePages;
  scopes: Scopes;
  units: Units;
  registered: Registered;
}

/** The people whom an admin is responsible for. */
export function createAdministration(deps: AdministrationDeps) {
  const { scopes } = deps;
  return {
    /**
     * A page of the people of the caller's scope, by name.
     * @throws Failure admin/not-allowed; department/not-found for a unit outside of the scope, there or not
     */
    page: async (callerId: string, query: AdministeredQuery) => {
      const scope = await scopes.require(callerId);
      const units = await unitsWanted(scope, query.departmentId, deps.units);
      const found = await deps.people.page({
        among: [
          ...(units === null ? [] : [deps.units.placedIn(units)]),
          ...(query.kind ? [deps.registered.ofKind(query.kind)] : []),
        ],
        statuses: query.status ? [query.status] : ['active', 'deactivated'],
        search: query.search ? folded(query.search) : null,
        after: cursor.read(query.cursor),
        limit: query.limit + 1,
      });
      const page = found.slice(0, query.limit);
      const last = found.length > query.limit ? page.at(-1) : undefined;
      return {
        people: await shown(deps, scope, page),
        next: cursor.write(last ? { sortName: last.sortName, id: last.person.id } : null),
      };
    },
  };
}

async function unitsWanted(
  scope: AdminScope,
  departmentId: string | undefined,
  units: Units,
): Promise<string[] | null> {
  if (departmentId === undefined) return scope.isSystem ? null : [...scope.departmentIds];
  const below = withAllBelow([departmentId], await units.tree());
  if (below.size === 0 || !isInScope(scope, departmentId))
    throw new Failure('department/not-found');
  return [...below];
}

/** Units outside of the scope are not told. */
async function shown(
  { units, registered }: AdministrationDeps,
  scope: AdminScope,
  page: readonly ListedPerson[],
): Promise<AdministeredPerson[]> {
  const ids = page.map(({ person }) => person.id);
  const names = new Map((await units.tree()).map(({ id, name }) => [id, name]));
  const placed = await units.unitsOf(ids);
  const kinds = await registered.kindsOf(ids);
  return page.map(({ person }) => ({
    id: person.id,
    name: person.displayName,
    campusNumber: person.campusNumber,
    email: person.email,
    phone: person.phone,
    kind: kinds.get(person.id) ?? null,
    active: person.status === 'active',
    changedAt: person.updatedAt,
    departments: (placed.get(person.id) ?? [])
      .filter((id) => isInScope(scope, id) && names.has(id))
      .map((id) => ({ id, name: names.get(id) ?? '' })),
  }));
}
