import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Body } from '../people/index.ts';
import type { DecisionShown } from './conflicts-contract.ts';
import { undoMs, type DecidingDeps, type DecisionDetail } from './deciding.ts';
import {
  findDecision,
  laterDecisions,
  lockDecision,
  markUndone,
  type Decision,
} from './decisions-repository.ts';
import { loadMoved, moveBack } from './moving-repository.ts';
import { overrules, inScope, refusalOf, unitOfAudit, type PersonInScope } from './scope.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** Kinds of decisions that are undone as such; whether somebody is active is decided anew instead. */
export const undoable = ['merge', 'attach', 'apart'] as const;

/** By kind alone: whether it is too late, or other decisions stand on it, is found out when it is undone. */
export const isUndoable = ({ kind }: Pick<Decision, 'kind'>): boolean =>
  undoable.some((one) => one === kind);

/**
 * Takes back a decision about who is who, whole.
 * @throws Failure decision/not-found: also where the person is outside of the caller's scope;
 * identity/by-system-admin, identity/undone, identity/undo-too-late, identity/undo-later-first; identity/yourself, identity/administrator
 */
export async function undoDecision(
  deps: DecidingDeps,
  callerId: string,
  decisionId: string,
): Promise<void> {
  await deps.scopes.require(callerId);
  const known = await findDecision(deps.db, decisionId);
  if (!known || !isUndoable(known)) throw new Failure('identity/decision-not-found');
  const scoped = await inScope(deps, callerId, known.personId).catch((error: unknown) => {
    throw new Failure('identity/decision-not-found', { cause: error });
  });
  const admins = await deps.scopes.systemAdmins();
  await inTransaction(deps.db, async (trx) => {
    const decision = await lockDecision(trx, decisionId);
    if (!decision || decision.undoneAt !== null) throw new Failure('identity/undone');
    const mergedPeople = await deps.people.merged.lock(trx, peopleIn(decision));
    const refusal = await refusalOfUndo(deps, { scoped, decision, admins, mergedPeople }, trx);
    if (refusal !== null) throw new Failure(refusal);
    await takeBack(trx, deps, decision);
    await noteUndone(trx, deps, { decision, scoped });
  });
  // Who was signed in as the one may have been the other.
  await deps.signOut?.(peopleIn(known));
}

/** Whom a decision is about. */
export const peopleIn = ({ personId, otherId }: Decision): string[] =>
  otherId === null ? [personId] : [personId, otherId];

/** A decision that stands, and what decides whether it may be taken back. */
interface UndoAsked {
  scoped: PersonInScope;
  decision: Decision;
  /** The system admins. */
  admins: ReadonlySet<string>;
  /** Whom the decision is about, as far as they are there; others may be among them. */
  mergedPeople: ReadonlyMap<string, Body>;
}

/** Why an admin may not take back a decision that stands; null when they may. Nothing later may depend on it. */
export async function refusalOfUndo(
  deps: Pick<DecidingDeps, 'scopes' | 'clock'>,
  { scoped, decision, admins, mergedPeople }: UndoAsked,
  db: Database,
): Promise<DecisionShown['refusal'] | 'identity/undo-too-late'> {
  if (overrules(scoped, decision, admins)) return 'identity/by-system-admin';
  const refusal = await refusalOf(deps, scoped, db);
  if (refusal !== null && !scoped.scope.isSystem) return refusal;
  const ids = peopleIn(decision);
  const isThere = ids.every((id) => (mergedPeople.get(id)?.status ?? 'erased') !== 'erased');
  if (!isThere || decision.at + undoMs < deps.clock.now()) return 'identity/undo-too-late';
  const later = await laterDecisions(db, decision, ids);
  return later > 0 ? 'identity/undo-later-first' : null;
}

/** Puts everything back that a decision moved; conflicts that it settled wait again. */
export async function takeBack(
  trx: Database,
  { people }: DecidingDeps,
  decision: Decision,
): Promise<void> {
  await moveBack(trx, await loadMoved(trx, decision.id));
  await people.apart.forget(trx, decision.id);
  const { conflict, candidates, more = [] } = decision.detail as DecisionDetail;
  if (conflict) await people.conflicts.putBack(trx, conflict, candidates);
  for (const other of more) await people.conflicts.putBack(trx, other.conflict, other.candidates);
  await people.resolveAnew(trx, peopleIn(decision));
}

async function noteUndone(
  trx: Database,
  { clock, audit, units }: DecidingDeps,
  { decision, scoped }: { decision: Decision; scoped: PersonInScope },
): Promise<void> {
  const { callerId, person } = scoped;
  await markUndone(trx, decision.id, { by: callerId, at: clock.now() });
  await audit.record(trx, {
    actorId: callerId,
    action: `identity.${decision.kind}-undone`,
    subject: { kind: 'person', id: person.id, name: person.displayName },
    scopeDepartmentId: await unitOfAudit(units, scoped, trx),
    before: { otherId: decision.otherId },
    after: null,
  });
}
