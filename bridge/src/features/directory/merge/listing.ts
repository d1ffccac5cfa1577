import type { Person } from '../people/index.ts';
import type { AdminScope } from '../roles/index.ts';
import type { DecisionShown } from './conflicts-contract.ts';
import { undoMs, type DecidingDeps } from './deciding.ts';
import { listDecisions, type Decision } from './decisions-repository.ts';
import { inScope } from './scope.ts';
import { peopleIn, refusalOfUndo, undoable } from './undoing.ts';

const shownAtOnce = 100;

/**
 * What was decided about who is who, newest first: of one person, or of everybody of the caller's scope.
 * @throws Failure admin/not-allowed, person/not-found
 */
export async function listIdentityDecisions(
  deps: DecidingDeps,
  callerId: string,
  personId: string | undefined,
): Promise<DecisionShown[]> {
  const scope = await deps.scopes.require(callerId);
  const of = personId === undefined ? null : await inScope(deps, callerId, personId);
  const found = await listDecisions(deps.db, {
    kinds: undoable,
    personId: of?.person.id ?? null,
    limit: shownAtOnce,
  });
  const held = await deps.scopes.heldAmong(
    scope,
    found.map((decision) => decision.personId),
  );
  const within = found.filter((decision) => held.has(decision.personId));
  const ids = within.flatMap((decision) => [...peopleIn(decision), decision.actorId]);
  const people = await deps.people.findMany([...new Set(ids)]);
  const reader = {
    callerId,
    scope,
    admins: await deps.scopes.systemAdmins(),
    mergedPeople: await deps.people.merged.of(deps.db, within.flatMap(peopleIn)),
    people: new Map(people.map((person) => [person.id, person])),
  };
  return Promise.all(within.map((decision) => shown(deps, reader, decision)));
}

/** Who reads, and what is known of everybody whom the decisions name. */
interface Reader {
  callerId: string;
  scope: AdminScope;
  admins: ReadonlySet<string>;
  mergedPeople: Awaited<ReturnType<DecidingDeps['people']['merged']['of']>>;
  people: ReadonlyMap<string, Person>;
}

async function shown(
  deps: DecidingDeps,
  reader: Reader,
  decision: Decision,
): Promise<DecisionShown> {
  const { id, kind, personId, otherId, at, undoneAt } = decision;
  const named = (who: string) => ({ id: who, name: reader.people.get(who)?.displayName ?? '' });
  const refusal = undoneAt === null ? await refusalFor(deps, reader, decision) : null;
  const isOpen = undoneAt === null && refusal !== 'identity/undo-too-late';
  return {
    id,
    kind: kind as DecisionShown['kind'],
    at,
    undoneAt,
    person: named(personId),
    other: otherId === null ? null : named(otherId),
    by: reader.people.get(decision.actorId)?.displayName ?? null,
    undoUntil: isOpen ? at + undoMs : null,
    refusal: isOpen ? refusal : null,
  };
}

async function refusalFor(
  deps: DecidingDeps,
  reader: Reader,
  decision: Decision,
): ReturnType<typeof refusalOfUndo> {
  const person = reader.people.get(decision.personId);
  if (!person) return 'identity/undo-too-late';
  return refusalOfUndo(deps, { ...reader, scoped: { ...reader, person }, decision }, deps.db);
}
