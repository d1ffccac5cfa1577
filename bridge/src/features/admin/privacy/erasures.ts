import type { Caller } from '../../../kernel/caller.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Log } from '../../../kernel/log.ts';
import type { AdminScope } from '../../directory/roles/index.ts';
import type { ErasureListed, Fate } from './admin-contract.ts';
import type { Blocker, MyErasure } from './contract.ts';
import { blockersOf, erase, foretell, type ErasingDeps } from './erasing.ts';
import { erasurePosting, type Addresses, type ErasureMessage } from './postings.ts';
import type { Mail, Proof, Scopes } from './ports.ts';
import * as repository from './requests-repository.ts';
import type { Subject } from './subject.ts';
import { findSubject } from './subjects.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import { dayMs } from '../../../kernel/clock.ts';

export interface ErasureDeps extends ErasingDeps {
  db: Database;
  log: Log;
  scopes: Pick<Scopes, 'requireSystem'>;
  proof: Proof;
  outbox: Mail;
  addresses: Addresses;
  isReviewed: boolean;
  /** These sessions are over: their sockets are to be closed. */
  ended: (sessionIds: string[]) => void;
}

/** For so long a wish to be erased can be taken back, milliseconds. */
export const coolOffMs = 7 * dayMs;

type Self = Pick<Caller, 'personId' | 'sessionId'>;
export type Erasures = ReturnType<typeof createErasures>;

/** Wishes to be erased, and what becomes of them. */
export function createErasures(deps: ErasureDeps) {
  const { db, scopes, proof } = deps;
  return {
    /**
     * Notes the wish; one that is open already is answered as it is.
     * @throws Failure account/proof-needed, account/login-wrong, request/too-many
     */
    ask: async (self: Self, current?: string): Promise<MyErasure> => {
      await proof.require(self, current);
      await inTransaction(db, (trx) => ask(trx, deps, self.personId));
      const request = await repository.latestOf(db, self.personId);
      if (!request) throw new Failure('erasure/not-found');
      return request as MyErasure;
    },
    /** Takes the wish back. @throws Failure erasure/not-found where there is none */
    withdraw: (self: Self): Promise<void> =>
      inTransaction(db, async (trx) => {
        const request = await repository.latestOf(trx, self.personId);
        const to = { state: 'withdrawn' as const };
        const from = ['asked', 'approved'] as const;
        if (!request || !(await repository.moveRequest(trx, request.id, { from, to }))) {
          throw new Failure('erasure/not-found');
        }
        await note(trx, deps, { request, actorId: self.personId, action: 'erasure.withdraw' });
      }),
    /** @throws Failure admin/not-allowed */
    list: async (adminId: string) => {
      await scopes.requireSystem(adminId);
      const shown = async (isOpen: boolean) => showAll(deps, isOpen);
      return { isReviewed: deps.isReviewed, open: await shown(true), closed: await shown(false) };
    },
    /** How many wait for a system admin to agree; 0 for other admins, and where nobody has to. */
    countWaiting: (scope: Pick<AdminScope, 'isSystem'>): Promise<number> =>
      scope.isSystem && deps.isReviewed ? repository.countAsked(db) : Promise.resolve(0),
    /** @throws Failure admin/not-allowed, erasure/not-found, erasure/decided */
    approve: async (adminId: string, id: string): Promise<void> => {
      await scopes.requireSystem(adminId);
      await inTransaction(db, (trx) => decide(trx, deps, { id, adminId, reason: null }));
    },
    /** @throws Failure admin/not-allowed, erasure/not-found, erasure/decided */
    refuse: async (adminId: string, id: string, reason: string): Promise<void> => {
      await scopes.requireSystem(adminId);
      await inTransaction(db, (trx) => decide(trx, deps, { id, adminId, reason }));
    },
    /** What would go and what would stay. @throws Failure admin/not-allowed, person/not-found */
    preview: async (adminId: string, personId: string): Promise<Preview> => {
      await scopes.requireSystem(adminId);
      const subject = await findSubject(db, deps, personId);
      if (!subject) throw new Failure('person/not-found');
      const fates = await foretell(db, deps.data, subject);
      return { name: subject.name, fates, blockers: await blockersOf(db, deps, subject) };
    },
    /** Erases at once. @throws Failure admin/not-allowed, and as `erase` */
    eraseNow: async (adminId: string, personId: string): Promise<{ fates: Fate[] }> => {
      await scopes.requireSystem(adminId);
      return { fates: await done(deps, { id: personId, actorId: adminId }) };
    },
    /** Erases somebody whom nobody waits for any more. @throws Failure as `erase` */
    eraseDeactivated: async (personId: string): Promise<void> => {
      await done(deps, { id: personId, actorId: null });
    },
    /** Does what is due; what cannot be done yet is tried again. */
    work: async (): Promise<void> => {
      const states = deps.isReviewed ? (['approved'] as const) : (['asked', 'approved'] as const);
      for (const request of await repository.dueRequests(db, deps.clock.now(), states)) {
        await workOff(deps, request);
      }
    },
  };
}

interface Preview {
  name: string;
  fates: Fate[];
  blockers: Blocker[];
}

async function ask(trx: Database, deps: ErasureDeps, personId: string): Promise<void> {
  const subject = await findSubject(trx, deps, personId);
  if (!subject) throw new Failure('session/ended');
  const askedAt = deps.clock.now();
  const request = { id: newId(), personId, askedAt, dueAt: askedAt + coolOffMs };
  if (!(await repository.addRequest(trx, request))) return;
  await note(trx, deps, { request, actorId: personId, action: 'erasure.ask' });
  await tell(trx, deps, { name: 'erasure-asked', subject, dueAt: request.dueAt, reason: null });
}

async function decide(
  trx: Database,
  deps: ErasureDeps,
  { id, adminId, reason }: { id: string; adminId: string; reason: string | null },
): Promise<void> {
  const request = await repository.findRequest(trx, id);
  if (!request) throw new Failure('erasure/not-found');
  const state = reason === null ? 'approved' : 'refused';
  const to = { state, decidedBy: adminId, decidedAt: deps.clock.now(), reason } as const;
  // What was agreed to may still be refused until it is done.
  const from = reason === null ? (['asked'] as const) : (['asked', 'approved'] as const);
  if (!(await repository.moveRequest(trx, id, { from, to }))) throw new Failure('erasure/decided');
  const action = reason === null ? 'erasure.approve' : 'erasure.refuse';
  await note(trx, deps, { request, actorId: adminId, action });
  const subject = await findSubject(trx, deps, request.personId);
  const { dueAt } = request;
  if (subject) await tell(trx, deps, { name: `erasure-${state}`, subject, dueAt, reason });
}

interface Noted {
  request: { id: string; personId: string };
  actorId: string;
  action: string;
}

async function note(
  trx: Database,
  deps: ErasureDeps,
  { request, actorId, action }: Noted,
): Promise<void> {
  const subject = await findSubject(trx, deps, request.personId);
  await deps.audit.record(trx, {
    actorId,
    action,
    scopeDepartmentId: null,
    before: null,
    subject: { kind: 'person', id: request.personId, name: subject?.name ?? '' },
    after: { request: request.id },
  });
}

async function tell(
  trx: Database,
  { outbox, addresses }: ErasureDeps,
  told: Omit<ErasureMessage, 'email'>,
): Promise<void> {
  const { email } = told.subject;
  if (email === null || !outbox.carries('mail')) return;
  await outbox.add(trx, erasurePosting({ ...told, email }, addresses));
}

async function done(
  deps: ErasureDeps,
  whom: { id: string; actorId: string | null },
): Promise<Fate[]> {
  const erased = await inTransaction(deps.db, async (trx) => {
    const result = await erase(trx, deps, whom);
    const receipt = { now: deps.clock.now(), fates: result.fates };
    await repository.noteDone(trx, result.pseudonym, receipt);
    return result;
  });
  deps.ended(erased.sessionIds);
  return erased.fates;
}

async function workOff(deps: ErasureDeps, request: repository.ErasureRequest): Promise<void> {
  try {
    await done(deps, { id: request.personId, actorId: request.decidedBy });
  } catch (error) {
    if (!isFailure(error)) throw error;
    deps.log.info({ code: error.code, request: request.id }, 'not erased yet');
  }
}

async function showAll(deps: ErasureDeps, isOpen: boolean): Promise<ErasureListed[]> {
  const requests = await repository.listRequests(deps.db, isOpen);
  const shown: ErasureListed[] = [];
  for (const request of requests) {
    const subject =
      request.state === 'done' ? null : await findSubject(deps.db, deps, request.personId);
    const { id, state, askedAt, dueAt, decidedAt, reason, doneAt, fates } = request;
    shown.push({
      id,
      state,
      askedAt,
      dueAt,
      decidedAt,
      reason,
      doneAt,
      fates,
      person: subject && personOf(subject),
      blockers: isOpen && subject ? await blockersOf(deps.db, deps, subject) : [],
    });
  }
  return shown;
}

const personOf = ({ id, name, campusNumber }: Subject) => ({ id, name, campusNumber });
