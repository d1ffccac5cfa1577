import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { ListedConflict, WaitingConflict } from '../people/index.ts';
import type { AdminScope } from '../roles/index.ts';
import type { ConflictShown } from './conflicts-contract.ts';
import {
  holdBoth,
  mergeScoped,
  noteDecision,
  refusalOfPair,
  type About,
  type DecidingDeps,
  type PairInScope,
} from './deciding.ts';
import { decisionOf } from './decisions-repository.ts';
import { attachAccount } from './merging.ts';
import type { KnownPeople, Scopes } from './ports.ts';
import { refusalOf, type PersonInScope } from './scope.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** A conflict with everybody whom it names. */
export interface WholeConflict {
  conflict: ListedConflict;
  candidates: string[];
}

/** Everybody whom a conflict names: whom its account stands for, and who it may be. */
export const namedIn = ({ conflict, candidates }: WholeConflict): string[] => [
  ...new Set([...(conflict.ownId === null ? [] : [conflict.ownId]), ...candidates]),
];

/** Why an admin may not decide a conflict; null when they may: all whom it names are theirs to change. */
export async function refusalOfConflict(
  { scopes, people, db }: { scopes: Scopes; people: KnownPeople; db: Database },
  { callerId, scope }: { callerId: string; scope: AdminScope },
  whole: WholeConflict,
): Promise<ConflictShown['refusal']> {
  const ids = namedIn(whole);
  const held = await scopes.heldAmong(scope, ids, db);
  if (ids.some((id) => !held.has(id))) return 'conflict/elsewhere';
  for (const person of await people.findMany(ids, db)) {
    const refusal = await refusalOf({ scopes }, { callerId, scope, person }, db);
    if (refusal !== null && !scope.isSystem) return refusal;
  }
  return null;
}

/** Decides one conflict in a transaction of its own: nobody else can decide it meanwhile. */
async function deciding(
  deps: DecidingDeps,
  { callerId, conflictId }: { callerId: string; conflictId: string },
  decide: (at: Decided) => Promise<string>,
): Promise<string> {
  const scope = await deps.scopes.require(callerId);
  return inTransaction(deps.db, async (trx) => {
    const waiting = await deps.people.conflicts.lock(trx, conflictId);
    const conflict = waiting && (await deps.people.conflicts.find(trx, conflictId));
    const within = { ...deps, db: trx };
    if (!conflict) throw await goneOf(within, { scope, conflictId });
    const candidates =
      (await deps.people.conflicts.candidatesOf(trx, [conflictId])).get(conflictId) ?? [];
    const whole = { conflict, candidates };
    await mustSee(within, scope, whole);
    const refusal = await refusalOfConflict(within, { callerId, scope }, whole);
    if (refusal !== null) throw new Failure(refusal);
    return decide({ ...whole, waiting, callerId, scope, trx });
  });
}

interface Decided extends WholeConflict {
  waiting: WaitingConflict;
  callerId: string;
  scope: AdminScope;
  trx: Database;
}

/** Of a conflict outside of the scope nothing is told, not even that somebody decided it. */
async function goneOf(
  { db, scopes }: DecidingDeps,
  { scope, conflictId }: { scope: AdminScope; conflictId: string },
): Promise<Failure> {
  const decision = await decisionOf(db, conflictId);
  const held = await scopes.heldAmong(scope, decision ? [decision.personId] : [], db);
  return new Failure(held.size > 0 ? 'conflict/decided' : 'conflict/not-found');
}

async function mustSee(
  { scopes, db }: DecidingDeps,
  scope: AdminScope,
  whole: WholeConflict,
): Promise<void> {
  if ((await scopes.heldAmong(scope, namedIn(whole), db)).size === 0) {
    throw new Failure('conflict/not-found');
  }
}

async function scopedOf(
  { people }: DecidingDeps,
  { callerId, scope, trx }: Decided,
  personId: string,
): Promise<PersonInScope> {
  const [person] = await people.findMany([personId], trx);
  if (!person) throw new Failure('person/not-found');
  return { callerId, scope, person };
}

/**
 * The account is this candidate. Whoever stood for it until now becomes them, unless other accounts are theirs
 * as well: then only this account goes over. @returns the decision's id
 * @throws Failure conflict/not-found, conflict/decided, conflict/elsewhere; conflict/changed: it is no candidate
 * any more; identity/…
 */
export const decideSame = (
  deps: DecidingDeps,
  asked: { callerId: string; conflictId: string },
  personId: string,
): Promise<string> =>
  deciding(deps, asked, async (at) => {
    const { conflict, candidates, waiting, trx } = at;
    if (!candidates.includes(personId) || conflict.ownId === null) {
      throw new Failure('conflict/changed');
    }
    const scoped: PairInScope = {
      survivor: await scopedOf(deps, at, personId),
      other: await scopedOf(deps, at, conflict.ownId),
    };
    const about = { scoped, conflict: waiting, candidates };
    return (await hasMore(deps, conflict, trx))
      ? attach(trx, deps, about)
      : mergeScoped(trx, deps, about);
  });

/** Records that are no accounts: decisions by hand, and names that no source gave. */
const notAccounts = new Set(['hand', 'self', 'numbered']);

/** Whether the person has records of other accounts than the conflict's. */
async function hasMore(
  { people }: DecidingDeps,
  { ownId, realm, externalId }: ListedConflict,
  trx: Database,
): Promise<boolean> {
  const records = await people.recordsOf(ownId ?? '', trx);
  const own = records.filter((one) => one.realm === realm && one.externalId === externalId);
  return records.some((record) => !notAccounts.has(record.realm) && !own.includes(record));
}

async function attach(
  trx: Database,
  deps: DecidingDeps,
  about: About & { conflict: WaitingConflict },
): Promise<string> {
  const { scoped, conflict } = about;
  await holdBoth(trx, deps, scoped);
  const refusal = await refusalOfPair(deps, scoped, trx);
  if (refusal !== null) throw new Failure(refusal);
  const decisionId = await noteDecision(trx, deps, { ...about, kind: 'attach' });
  await attachAccount(trx, deps, {
    survivorId: scoped.survivor.person.id,
    otherId: scoped.other.person.id,
    decisionId,
    account: { realm: conflict.realm ?? '', externalId: conflict.externalId },
  });
  return decisionId;
}

/**
 * The account is none of the candidates: it keeps a person of its own, and no run asks again.
 * @throws Failure conflict/not-found, conflict/decided, conflict/elsewhere, conflict/changed
 */
export const decideApart = (
  deps: DecidingDeps,
  asked: { callerId: string; conflictId: string },
): Promise<string> =>
  deciding(deps, asked, async (at) => {
    const { conflict, candidates, waiting, trx } = at;
    const [first] = candidates;
    if (first === undefined || conflict.ownId === null) throw new Failure('conflict/changed');
    const scoped: PairInScope = {
      survivor: await scopedOf(deps, at, conflict.ownId),
      other: await scopedOf(deps, at, first),
    };
    const about = { scoped, conflict: waiting, candidates };
    const decisionId = await noteDecision(trx, deps, { ...about, kind: 'apart' });
    const account = { realm: conflict.realm, externalId: conflict.externalId, people: candidates };
    await deps.people.apart.keep(trx, decisionId, account);
    await deps.people.resolveAnew(trx, [conflict.ownId]);
    return decisionId;
  });
