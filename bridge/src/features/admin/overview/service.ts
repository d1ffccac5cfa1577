import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { reaches, withAllBelow, type AdminScope } from '../../directory/roles/index.ts';
import type { AdministeredPerson } from './contract.ts';
import type { Scopes, Units } from './ports.ts';
import { administeredPage, type Administered, type PeopleQuery } from './repository.ts';

/** What is asked for, as a contract took it. */
export interface AdministeredQuery {
  search?: string | undefined;
  departmentId?: string | undefined;
  status?: 'active' | 'deactivated' | undefined;
  kind?: AdministeredPerson['kind'] | undefined;
  cursor?: string | undefined;
  limit: number;
}

export type Administration = ReturnType<typeof createAdministration>;

/** The people whom an admin is responsible for. */
export function createAdministration(parts: { db: Database; scopes: Scopes; units: Units }) {
  const { db, scopes, units } = parts;
  return {
    /**
     * A page of the people of the caller's scope, by name.
     * @throws Failure admin/not-allowed; department/not-found for a unit outside of the scope, there or not
     */
    page: async (callerId: string, query: AdministeredQuery) => {
      const scope = await scopes.require(callerId);
      const wanted = await wantedOf(scope, query, units);
      const found = await administeredPage(db, { ...wanted, limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const last = found.length > query.limit ? page.at(-1) : undefined;
      return {
        people: await withUnits(page, scope, units),
        next: last ? writeCursor(last) : null,
      };
    },
  };
}

async function wantedOf(
  scope: AdminScope,
  query: AdministeredQuery,
  units: Units,
): Promise<PeopleQuery> {
  return {
    departmentIds: await unitsWanted(scope, query.departmentId, units),
    search: query.search ? query.search : null,
    status: query.status ?? null,
    kind: query.kind ?? null,
    after: query.cursor === undefined ? null : readCursor(query.cursor),
    limit: query.limit,
  };
}

async function unitsWanted(
  scope: AdminScope,
  departmentId: string | undefined,
  units: Units,
): Promise<string[] | null> {
  if (departmentId === undefined) return scope.isSystem ? null : [...scope.departmentIds];
  const below = withAllBelow([departmentId], await units.tree());
  if (below.size === 0 || !reaches(scope, departmentId)) throw new Failure('department/not-found');
  return [...below];
}

/** Units outside of the scope are not told. */
async function withUnits(
  page: readonly Administered[],
  scope: AdminScope,
  units: Units,
): Promise<AdministeredPerson[]> {
  const names = new Map((await units.tree()).map(({ id, name }) => [id, name]));
  const placed = await units.unitsOf(page.map(({ id }) => id));
  return page.map((person) => ({
    id: person.id,
    name: person.name,
    campusNumber: person.campusNumber,
    email: person.email,
    phone: person.phone,
    kind: person.kind,
    active: person.active,
    changedAt: person.changedAt,
    departments: (placed.get(person.id) ?? [])
      .filter((id) => reaches(scope, id) && names.has(id))
      .map((id) => ({ id, name: names.get(id) ?? '' })),
  }));
}

const writeCursor = ({ sortName, id }: Administered): string =>
  Buffer.from(JSON.stringify([sortName, id])).toString('base64url');

function readCursor(text: string): { sortName: string; id: string } {
  try {
    const [sortName, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof sortName === 'string' && typeof id === 'string') return { sortName, id };
  } catch {
    // Told below, like every other cursor that was never handed out.
  }
  const flaws = [{ field: 'query.cursor', message: 'must be `next` of an earlier page' }];
  throw new Failure('request/invalid', { flaws });
}
