import { dayMs, type Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { WaitingConflict } from '../people/index.ts';
import { undoDays, type MergePreview } from './contract.ts';
import { addDecision, type DecisionKind } from './decisions-repository.ts';
import { foreseeMerge, mergeRows, type MergingDeps, type Pair } from './merging.ts';
import type { AuditTrail, KnownPeople, Scopes, Units } from './ports.ts';
import { inScope, refusalOf, unitOfAudit, type PersonInScope } from './scope.ts';
import { personShown } from './showing.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface DecidingDeps extends MergingDeps {
  db: Database;
  clock: Clock;
  people: KnownPeople;
  scopes: Scopes;
  units: Units;
  audit: AuditTrail;
  /** Signs people out everywhere, once what they were is undone. */
  signOut?: (personIds: readonly string[]) => Promise<void>;
}

/** The same in milliseconds. */
export const undoMs = undoDays * dayMs;

/** Two people of an admin's scope. */
export interface PairInScope {
  survivor: PersonInScope;
  other: PersonInScope;
}

/**
 * Two people whom the caller may make one.
 * @throws Failure admin/not-allowed, person/not-found; identity/same-person: they are one already
 */
export async function scopedPair(
  deps: Pick<DecidingDeps, 'people' | 'scopes'>,
  callerId: string,
  { survivorId, otherId }: Pair,
): Promise<PairInScope> {
  const survivor = await inScope(deps, callerId, survivorId);
  const other = await inScope(deps, callerId, otherId);
  if (survivor.person.id === other.person.id) throw new Failure('identity/same-person');
  return { survivor, other };
}

/** Why the caller may not make these two one; null when they may. */
export async function refusalOfPair(
  deps: Pick<DecidingDeps, 'scopes'>,
  { survivor, other }: PairInScope,
  trx?: Database,
): Promise<MergePreview['refusal']> {
  // Whoever merges themself into somebody else would lose the very session that does it.
  const ofOther = await refusalOf(deps, other, trx);
  if (ofOther !== null) return ofOther;
  const ofSurvivor = await refusalOf(deps, survivor, trx);
  return survivor.scope.isSystem ? null : ofSurvivor;
}

/** What merging two people would do; changes nothing. @throws Failure as `scopedPair` */
export async function previewMerge(
  deps: DecidingDeps,
  callerId: string,
  pair: Pair,
): Promise<MergePreview> {
  const scoped = await scopedPair(deps, callerId, pair);
  const ids = { survivorId: scoped.survivor.person.id, otherId: scoped.other.person.id };
  return {
    survivor: await personShown(deps, scoped.survivor),
    other: await personShown(deps, scoped.other),
    ...(await foreseeMerge(deps.db, deps, ids)),
    refusal: await refusalOfPair(deps, scoped),
  };
}

/**
 * Makes two people one. @returns the decision's id, by which it is undone
 * @throws Failure as `scopedPair`; identity/yourself, identity/administrator
 */
export async function mergePeople(
  deps: DecidingDeps,
  callerId: string,
  pair: Pair,
): Promise<string> {
  const scoped = await scopedPair(deps, callerId, pair);
  return inTransaction(deps.db, (trx) =>
    mergeScoped(trx, deps, { scoped, conflict: null, candidates: [] }),
  );
}

/** A conflict that was decided, as it was. */
export interface ConflictDecided {
  conflict: WaitingConflict;
  candidates: readonly string[];
}

/** What an undo needs to know of a decision besides what was moved. */
export interface DecisionDetail {
  /** The conflict that it decided, as it was; null where it was decided without one. */
  conflict: WaitingConflict | null;
  /** Who the conflict's account might have been. */
  candidates: readonly string[];
  /** Further conflicts that were settled with it. */
  more?: readonly ConflictDecided[];
  /** The person said so, not an administrator. */
  byPerson?: boolean;
}

/** What is decided: about whom, and by which conflict. */
export interface About extends DecisionDetail {
  scoped: PairInScope;
}

/** Merges in the caller's transaction, once nobody else can change either of them. */
export async function mergeScoped(
  trx: Database,
  deps: DecidingDeps,
  about: About,
): Promise<string> {
  const { survivor, other } = about.scoped;
  await holdBoth(trx, deps, about.scoped);
  const refusal = await refusalOfPair(deps, about.scoped, trx);
  if (refusal !== null) throw new Failure(refusal);
  const decisionId = await noteDecision(trx, deps, { ...about, kind: 'merge' });
  await mergeRows(trx, deps, {
    survivorId: survivor.person.id,
    otherId: other.person.id,
    decisionId,
    now: deps.clock.now(),
  });
  return decisionId;
}

/** @throws Failure identity/same-person when somebody was faster and merged one of them */
export async function holdBoth(
  trx: Database,
  { people }: Pick<DecidingDeps, 'people'>,
  { survivor, other }: PairInScope,
): Promise<void> {
  const held = await people.merged.lock(trx, [survivor.person.id, other.person.id]);
  const isFree = [...held.values()].every(({ mergedInto }) => mergedInto === null);
  if (held.size !== 2 || !isFree) throw new Failure('identity/same-person');
}

/** Keeps a decision about two people and its audit entry, in one transaction with what it does. */
export async function noteDecision(
  trx: Database,
  { clock, units, audit }: DecidingDeps,
  { scoped: { survivor, other }, conflict, candidates, kind }: About & { kind: DecisionKind },
): Promise<string> {
  const id = newId();
  const actorId = survivor.callerId;
  await addDecision(trx, {
    id,
    kind,
    personId: survivor.person.id,
    otherId: other.person.id,
    reason: null,
    conflictId: conflict?.id ?? null,
    actorId,
    at: clock.now(),
    detail: { conflict, candidates } satisfies DecisionDetail,
  });
  await audit.record(trx, {
    actorId,
    action: `identity.${kind}`,
    subject: { kind: 'person', id: survivor.person.id, name: survivor.person.displayName },
    scopeDepartmentId: await unitOfAudit(units, survivor, trx),
    before: null,
    after: { other: other.person.displayName, otherId: other.person.id },
  });
  return id;
}
