import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import { inTransaction, putBack } from '../people/index.ts';
import { lockPeople } from './bodies-repository.ts';
import { undoMs, type DecidingParts, type DecisionDetail } from './deciding.ts';
import {
  findDecision,
  forgetApart,
  laterDecisions,
  lockDecision,
  markUndone,
  type Decision,
} from './decisions-repository.ts';
import { loadMoved, moveBack } from './moving-repository.ts';
import { mustNotOverrule, reach, refusalOf, unitOfAudit, type Reached } from './reach.ts';

/** Kinds of decisions that are undone as such; whether somebody is active is decided anew instead. */
export const undoable = ['merge', 'attach', 'apart'] as const;

export const isUndoable = ({ kind }: Pick<Decision, 'kind'>): boolean =>
  undoable.some((one) => one === kind);

/**
 * Takes back a decision about who is who, whole.
 * @throws Failure decision/not-found: also where the person is outside of the caller's scope;
 * identity/by-system-admin, identity/undone, identity/undo-too-late, identity/undo-later-first; identity/yourself, identity/administrator
 */
export async function undoDecision(
  parts: DecidingParts,
  callerId: string,
  decisionId: string,
): Promise<void> {
  await parts.scopes.require(callerId);
  const known = await findDecision(parts.db, decisionId);
  if (!known || !isUndoable(known)) throw new Failure('identity/decision-not-found');
  const reached = await reach(parts, callerId, known.personId).catch((error: unknown) => {
    throw new Failure('identity/decision-not-found', { cause: error });
  });
  mustNotOverrule(reached, known, await parts.scopes.systemAdmins());
  await inTransaction(parts.db, async (trx) => {
    const decision = await lockDecision(trx, decisionId);
    if (!decision || decision.undoneAt !== null) throw new Failure('identity/undone');
    const refusal = await refusalOf(parts, reached, trx);
    if (refusal !== null && !reached.scope.isSystem) throw new Failure(refusal);
    await mustBeUndoable(trx, parts, decision);
    await takeBack(trx, parts, decision);
    await noteUndone(trx, parts, { decision, reached });
  });
}

/** Nothing that came later may depend on it. */
async function mustBeUndoable(
  trx: Database,
  { clock }: DecidingParts,
  decision: Decision,
): Promise<void> {
  if (decision.at + undoMs < clock.now()) throw new Failure('identity/undo-too-late');
  const ids = [decision.personId, decision.otherId].flatMap((id) => id ?? []);
  const people = await lockPeople(trx, ids);
  const isErased = [...people.values()].some(({ status }) => status === 'erased');
  if (people.size !== ids.length || isErased) throw new Failure('identity/undo-too-late');
  const later = await laterDecisions(trx, decision, ids);
  if (later > 0) throw new Failure('identity/undo-later-first');
}

async function takeBack(
  trx: Database,
  { people }: DecidingParts,
  decision: Decision,
): Promise<void> {
  await moveBack(trx, await loadMoved(trx, decision.id));
  await forgetApart(trx, decision.id);
  const { conflict, candidates } = decision.detail as DecisionDetail;
  if (conflict) await putBack(trx, conflict, candidates);
  await people.resolveAnew(
    trx,
    [decision.personId, decision.otherId].flatMap((id) => id ?? []),
  );
}

async function noteUndone(
  trx: Database,
  { clock, audit, units }: DecidingParts,
  { decision, reached }: { decision: Decision; reached: Reached },
): Promise<void> {
  const { callerId, person } = reached;
  await markUndone(trx, decision.id, { by: callerId, at: clock.now() });
  await audit.record(trx, {
    actorId: callerId,
    action: `identity.${decision.kind}-undone`,
    subject: { kind: 'person', id: person.id, name: person.displayName },
    scopeDepartmentId: await unitOfAudit(units, reached, trx),
    before: { otherId: decision.otherId },
    after: null,
  });
}
