import { z } from 'zod';
import { createCursor } from '../../../kernel/cursor.ts';
import { placedIn } from '../departments/index.ts';
import type { ListedConflict, Person, PersonFacts } from '../people/index.ts';
import type { AdminScope } from '../roles/index.ts';
import { namedIn, refusalOfConflict, type WholeConflict } from './conflicts.ts';
import type { ConflictShown } from './conflicts/contract.ts';
import type { IdentityFacts, PersonShown } from './contract.ts';
import { inScope } from './scope.ts';
import { nameOfSource, personShown, type ShowingParts } from './showing.ts';

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
  parts: ShowingParts,
  callerId: string,
  query: ConflictsQuery,
): Promise<{ conflicts: ConflictShown[]; next: string | null }> {
  const scope = await parts.scopes.require(callerId);
  const of = query.personId === undefined ? null : await inScope(parts, callerId, query.personId);
  const found = await parts.people.conflicts.page(parts.db, {
    among: scope.isSystem ? null : placedIn(parts.db, [...scope.departmentIds]),
    personId: of?.person.id ?? null,
    after: cursor.read(query.cursor),
    limit: pageSize + 1,
  });
  const page = found.slice(0, pageSize);
  const last = found.length > pageSize ? page.at(-1) : undefined;
  return {
    conflicts: await showAll(parts, { callerId, scope }, page),
    next: cursor.write(last ? { createdAt: last.createdAt, id: last.id } : null),
  };
}

type Reader = { callerId: string; scope: AdminScope };

async function showAll(
  parts: ShowingParts,
  reader: Reader,
  page: readonly ListedConflict[],
): Promise<ConflictShown[]> {
  const ids = page.map(({ id }) => id);
  const candidates = await parts.people.conflicts.candidatesOf(parts.db, ids);
  const admins = reader.scope.isSystem ? [] : await systemAdmins(parts);
  const shown: ConflictShown[] = [];
  for (const conflict of page) {
    const whole = { conflict, candidates: candidates.get(conflict.id) ?? [] };
    shown.push(await showOne(parts, { reader, admins }, whole));
  }
  return shown;
}

/** The names of the first few system admins: they may decide everything. */
async function systemAdmins({ scopes, people }: ShowingParts): Promise<string[]> {
  const found = await people.findMany([...(await scopes.systemAdmins())]);
  const active = found.filter(({ status }) => status === 'active');
  return active
    .map(({ displayName }) => displayName)
    .sort()
    .slice(0, 3);
}

async function showOne(
  parts: ShowingParts,
  { reader, admins }: { reader: Reader; admins: string[] },
  whole: WholeConflict,
): Promise<ConflictShown> {
  const { conflict } = whole;
  const people = new Map(
    (await parts.people.findMany(namedIn(whole))).map((person) => [person.id, person]),
  );
  const held = await parts.scopes.heldAmong(reader.scope, namedIn(whole));
  const show = async (id: string): Promise<PersonShown[]> => {
    const person = people.get(id);
    return person ? [await shownWithin(parts, { reader, held }, person)] : [];
  };
  const own = conflict.ownId === null ? [] : await show(conflict.ownId);
  const refusal = await refusalOfConflict(parts, reader, whole);
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
  parts: ShowingParts,
  { reader, held }: { reader: Reader; held: ReadonlySet<string> },
  person: Person,
): Promise<PersonShown> =>
  held.has(person.id)
    ? personShown(parts, { ...reader, person })
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
