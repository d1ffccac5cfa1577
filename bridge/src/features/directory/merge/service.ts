import type { ConflictShown, DecisionShown } from './conflicts-contract.ts';
import type { Identity, MergePreview } from './contract.ts';
import type { Database } from '../../../kernel/database.ts';
import {
  connect,
  connectable,
  type Connectable,
  type Connected,
  type Connection,
} from './connecting.ts';
import { findDecision } from './decisions-repository.ts';
import { disconnect } from './disconnecting.ts';
import { decideApart, decideSame } from './conflicts.ts';
import { mergePeople, previewMerge, undoMs, type DecidingDeps } from './deciding.ts';
import { listIdentityDecisions } from './listing.ts';
import type { Pair } from './merging.ts';
import { forgetMoved } from './moving-repository.ts';
import { inScope } from './scope.ts';
import { listConflicts, type ConflictsQuery } from './showing-conflicts.ts';
import { showIdentity } from './showing.ts';
import { setStanding, type StatusChange } from './account-status.ts';
import { undoDecision } from './undoing.ts';

export type PersonMerge = ReturnType<typeof createPersonMerge>;

/**
 * Who is who: people with all that is said of them, accounts that could not be told apart, and what administrators
 * decide about them. Every function throws Failure admin/not-allowed for who is no admin; what is outside of the
 * scope is not there (…/not-found).
 */
export function createPersonMerge(deps: DecidingDeps) {
  const { db, clock } = deps;
  return {
    /** @throws Failure person/not-found */
    get: async (callerId: string, personId: string): Promise<Identity> =>
      showIdentity(deps, await inScope(deps, callerId, personId)),
    /** Decides whether somebody is active. @throws Failure as `get`; identity/…, admin/last-system-admin */
    setStanding: async (
      callerId: string,
      personId: string,
      wanted: StatusChange,
    ): Promise<Identity> => {
      await setStanding(deps, await inScope(deps, callerId, personId), wanted);
      return showIdentity(deps, await inScope(deps, callerId, personId));
    },
    /** What a merge would do. @throws Failure person/not-found, identity/same-person */
    previewMerge: (callerId: string, pair: Pair): Promise<MergePreview> =>
      previewMerge(deps, callerId, pair),
    /** @throws Failure as `previewMerge`; identity/yourself, identity/administrator */
    merge: (callerId: string, pair: Pair): Promise<string> => mergePeople(deps, callerId, pair),
    /** @throws Failure person/not-found */
    conflicts: (
      callerId: string,
      query: ConflictsQuery,
    ): Promise<{ conflicts: ConflictShown[]; next: string | null }> =>
      listConflicts(deps, callerId, query),
    /** How many conflicts wait in these units; null: everywhere. */
    countConflicts: (departmentIds: readonly string[] | null): Promise<number> =>
      deps.people.conflicts.count(db, departmentIds && deps.units.placedIn(departmentIds)),
    /** @throws Failure conflict/…, identity/… */
    decideSame: (callerId: string, conflictId: string, personId: string): Promise<string> =>
      decideSame(deps, { callerId, conflictId }, personId),
    /** @throws Failure conflict/…, identity/… */
    decideApart: (callerId: string, conflictId: string): Promise<string> =>
      decideApart(deps, { callerId, conflictId }),
    /** @throws Failure person/not-found */
    decisions: (callerId: string, personId: string | undefined): Promise<DecisionShown[]> =>
      listIdentityDecisions(deps, callerId, personId),
    /** Whether somebody may say whom they are, and where their account is. */
    connectable: (personId: string): Promise<Connectable> => connectable(deps, personId),
    /** Makes somebody who came by an LMS the person whom they have shown to be. @throws Failure account/connect-… */
    connect: (
      connection: Connection,
      told: (trx: Database, decisionId: string) => Promise<void>,
    ): Promise<Connected> => connect(deps, connection, told),
    /** @throws Failure identity/… */
    disconnect: (
      decisionId: string,
      first: (trx: Database) => Promise<void>,
    ): Promise<readonly string[]> => disconnect(deps, decisionId, first),
    /** Whether a decision holds. */
    isInForce: async (decisionId: string): Promise<boolean> =>
      (await findDecision(db, decisionId))?.undoneAt === null,
    /** @throws Failure identity/… */
    undo: (callerId: string, decisionId: string): Promise<void> =>
      undoDecision(deps, callerId, decisionId),
    /** Forgets what cannot be undone any more. */
    sweep: (): Promise<void> => forgetMoved(db, clock.now() - undoMs),
  };
}
