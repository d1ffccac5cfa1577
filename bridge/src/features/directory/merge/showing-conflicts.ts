import { z } from 'zod';
import { createCursor } from '../../../kernel/cursor.ts';
import type { ListedConflict, Person, PersonFacts } from '../people/index.ts';
import type { AdminScope } from '../roles/index.ts';
import { namedIn, refusalOfConflict, type WholeConflict } from './conflicts.ts';
import type { ConflictShown } from './conflicts-contract.ts';
import type { IdentityFacts, PersonShown } from './contract.ts';
import { inScope } from './scope.ts';
import { nameOfSource, personShown, type ShowingDeps } from './showing.ts';

const pageSize = 20;

const cursor = createCursor('conflicts.1', z.strictObject({ createdAt: z.int(), id: z.string() }));

/** What is asked for, as a contract took it. */
export interface ConflictsQuery {
  personId?: string | undefined;
  cursor?: string | undefined;
}

/**
 * A page of the conflicts that wait with somebody of the caller's scope on one side.
 * @throws Failure admin/not-allowed; person/not-found
 */
export async function listConflicts(
  deps: ShowingDeps,
  callerId: string,
  query: ConflictsQuery,
): Promise<{ conflicts: ConflictShown[]; next: string | null }> {
  const scope = await deps.scopes.require(callerId);
  const of = query.personId === undefined ? null : await inScope(deps, callerId, query.personId);
  const found = await deps.people.conflicts.page(deps.db, {
    among: scope.isSystem ? null : deps.units.placedIn([...scope.departmentIds]),
    personId: of?.person.id ?? null,
    after: cursor.read(query.cursor),
    limit: pageSize + 1,
  });
  const page = found.slice(0, pageSize);
  const last = found.length > pageSize ? page.at(-1) : undefined;
  return {
    conflicts: await showAll(deps, { callerId, scope }, page),
    next: cursor.write(last ? { createdAt: last.createdAt, id: last.id } : null),
  };
}

type Reader = { callerId: string; scope: AdminScope };

async function showAll(
  deps: ShowingDeps,
  reader: Reader,
  page: readonly ListedConflict[],
): Promise<ConflictShown[]> {
  const ids = page.map(({ id }) => id);
  const candidates = await deps.people.conflicts.candidatesOf(deps.db, ids);
  const admins = reader.scope.isSystem ? [] : await systemAdmins(deps);
  const shown: ConflictShown[] = [];
  for (const conflict of page) {
    const whole = { conflict, candidates: candidates.get(conflict.id) ?? [] };
    shown.push(await showOne(deps, { reader, admins }, whole));
  }
  return shown;
}

/** The names of the first few system admins: they may decide everything. */
async function systemAdmins({ scopes, people }: ShowingDeps): Promise<string[]> {
  const found = await people.findMany([...(await scopes.systemAdmins())]);
  const active = found.filter(({ status }) => status === 'active');
  return active
    .map(({ displayName }) => displayName)
    .sort()
    .slice(0, 3);
}

async function showOne(
  deps: ShowingDeps,
  { reader, admins }: { reader: Reader; admins: string[] },
  whole: WholeConflict,
): Promise<ConflictShown> {
  const { conflict } = whole;
  const people = new Map(
    (await deps.people.findMany(namedIn(whole))).map((person) => [person.id, person]),
  );
  const held = await deps.scopes.heldAmong(reader.scope, namedIn(whole));
  const show = async (id: string): Promise<PersonShown[]> => {
    const person = people.get(id);
    return person ? [await shownWithin(deps, { reader, held }, person)] : [];
  };
  const own = conflict.ownId === null ? [] : await show(conflict.ownId);
  const refusal = await refusalOfConflict(deps, reader, whole);
  const [key, reason] = conflict.reason.split('/');
  const isTold = conflict.ownId === null || held.has(conflict.ownId);
  return {
    id: conflict.id,
    source: nameOfSource(conflict),
    externalId: conflict.externalId,
    key: key as ConflictShown['key'],
    reason: reason as ConflictShown['reason'],
    createdAt: conflict.createdAt,
    account: isTold && conflict.said !== null ? factsOf(conflict.said) : null,
    own: own[0] ?? null,
    candidates: (await Promise.all(whole.candidates.map(show))).flat(),
    refusal,
    deciders: refusal === null ? [] : admins,
  };
}

/** Somebody outside of the scope is told by name and nothing else. */
const shownWithin = async (
  deps: ShowingDeps,
  { reader, held }: { reader: Reader; held: ReadonlySet<string> },
  person: Person,
): Promise<PersonShown> =>
  held.has(person.id)
    ? personShown(deps, { ...reader, person })
    : {
        id: person.id,
        name: person.displayName,
        active: person.status === 'active',
        facts: null,
        sources: [],
        units: [],
      };

function factsOf(said: string): IdentityFacts {
  const { displayName, campusNumber, email, phone } = JSON.parse(said) as PersonFacts;
  return { displayName, campusNumber, email, phone };
}
