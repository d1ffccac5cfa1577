import type { DecisionShown } from './conflicts/contract.ts';
import { undoMs, type DecidingParts } from './deciding.ts';
import { listDecisions, type Decision } from './decisions-repository.ts';
import { reach } from './reach.ts';
import { undoable } from './undoing.ts';

const shownAtOnce = 100;

/**
 * What was decided about who is who, newest first: of one person, or of everybody of the caller's scope.
 * @throws Failure admin/not-allowed, person/not-found
 */
export async function listIdentityDecisions(
  parts: DecidingParts,
  callerId: string,
  personId: string | undefined,
): Promise<DecisionShown[]> {
  const scope = await parts.scopes.require(callerId);
  const of = personId === undefined ? null : await reach(parts, callerId, personId);
  const found = await listDecisions(parts.db, {
    ...{ kinds: undoable, personId: of?.person.id ?? null, limit: shownAtOnce },
  });
  const held = await parts.scopes.heldAmong(
    scope,
    found.map((decision) => decision.personId),
  );
  const within = found.filter((decision) => held.has(decision.personId));
  const ids = within.flatMap(({ personId: id, otherId, actorId }) => [id, otherId ?? [], actorId]);
  const people = await parts.people.findMany([...new Set(ids.flat())]);
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]));
  return within.map((decision) => shown(decision, names, parts.clock.now()));
}

const shown = (
  decision: Decision,
  names: ReadonlyMap<string, string>,
  now: number,
): DecisionShown => {
  const { id, kind, personId, otherId, at, undoneAt } = decision;
  const until = at + undoMs;
  const named = (who: string) => ({ id: who, name: names.get(who) ?? '' });
  return {
    ...{ id, kind: kind as DecisionShown['kind'], at, undoneAt },
    person: named(personId),
    other: otherId === null ? null : named(otherId),
    by: names.get(decision.actorId) ?? null,
    undoUntil: undoneAt === null && until > now ? until : null,
  };
};
