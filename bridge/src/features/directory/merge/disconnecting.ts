import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { undoMs, type DecidingDeps, type DecisionDetail } from './deciding.ts';
import {
  addDecision,
  laterDecisions,
  lockDecision,
  markUndone,
  type Decision,
} from './decisions-repository.ts';
import { unitOfAudit } from './scope.ts';
import { peopleIn, takeBack } from './undoing.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/**
 * Somebody says that a connected account is not theirs: the two are two again, and are kept apart from now on.
 * @param first done in the same transaction, before anything else
 * @returns the ids of both people
 * @throws Failure identity/decision-not-found, identity/undone, identity/undo-too-late, identity/undo-later-first
 */
export const disconnect = (
  deps: DecidingDeps,
  decisionId: string,
  first: (trx: Database) => Promise<void>,
): Promise<string[]> =>
  inTransaction(deps.db, async (trx) => {
    await first(trx);
    const decision = await lockDecision(trx, decisionId);
    const isOwn = (decision?.detail as DecisionDetail | null | undefined)?.byPerson === true;
    if (!decision || !isOwn) throw new Failure('identity/decision-not-found');
    if (decision.undoneAt !== null) throw new Failure('identity/undone');
    const ids = peopleIn(decision);
    const mergedPeople = await deps.people.merged.lock(trx, ids);
    const isThere = ids.every((id) => (mergedPeople.get(id)?.status ?? 'erased') !== 'erased');
    if (!isThere || decision.at + undoMs < deps.clock.now()) {
      throw new Failure('identity/undo-too-late');
    }
    if ((await laterDecisions(trx, decision, ids)) > 0) {
      throw new Failure('identity/undo-later-first');
    }
    await takeBack(trx, deps, decision);
    await part(trx, deps, decision);
    return ids;
  });

async function part(
  trx: Database,
  { clock, people, units, audit }: DecidingDeps,
  decision: Decision,
): Promise<void> {
  const { personId, otherId } = decision;
  await markUndone(trx, decision.id, { by: personId, at: clock.now() });
  const accounts = await people.recordsOf(otherId ?? '', trx);
  const id = newId();
  await addDecision(trx, {
    id,
    kind: 'apart',
    personId: otherId ?? '',
    otherId: personId,
    conflictId: null,
    reason: null,
    actorId: personId,
    at: clock.now(),
    detail: { conflict: null, candidates: [] } satisfies DecisionDetail,
  });
  for (const { realm, externalId } of accounts) {
    await people.apart.keep(trx, id, { realm, externalId, people: [personId] });
  }
  await people.resolveAnew(trx, peopleIn(decision));
  const [person] = await people.findMany([personId], trx);
  if (!person) return;
  const scope = { isSystem: false, departmentIds: new Set<string>() };
  await audit.record(trx, {
    actorId: null,
    action: 'identity.connect-undone',
    subject: { kind: 'person', id: personId, name: person.displayName },
    scopeDepartmentId: await unitOfAudit(units, { scope, person }, trx),
    before: { otherId },
    after: null,
  });
}
