import type { Caller } from '../../../kernel/caller.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Log } from '../../../kernel/log.ts';
import type { AdminScope } from '../../directory/roles/index.ts';
import type { ErasureListed, Fate } from './admin/contract.ts';
import type { Blocker, MyErasure } from './contract.ts';
import { blockersOf, erase, foretell, type ErasingParts } from './erasing.ts';
import { erasurePosting, type Addresses, type ErasureMessage } from './postings.ts';
import type { Mail, Proof, Scopes } from './ports.ts';
import * as repository from './requests-repository.ts';
import type { Subject } from './subject.ts';
import { findSubject } from './subjects.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface ErasureParts extends ErasingParts {
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
export const coolOffMs = 7 * 86_400_000;

type Self = Pick<Caller, 'personId' | 'sessionId'>;
export type Erasures = ReturnType<typeof createErasures>;

/** Wishes to be erased, and what becomes of them. */
export function createErasures(parts: ErasureParts) {
  const { db, scopes, proof } = parts;
  return {
    /**
     * Notes the wish; one that is open already is answered as it is.
     * @throws Failure account/proof-needed, account/login-wrong, request/too-many
     */
    ask: async (self: Self, current?: string): Promise<MyErasure> => {
      await proof.require(self, current);
      await inTransaction(db, (trx) => ask(trx, parts, self.personId));
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
        await note(trx, parts, { request, actorId: self.personId, action: 'erasure.withdraw' });
      }),
    /** @throws Failure admin/not-allowed */
    list: async (adminId: string) => {
      await scopes.requireSystem(adminId);
      const shown = async (isOpen: boolean) => showAll(parts, isOpen);
      return { isReviewed: parts.isReviewed, open: await shown(true), closed: await shown(false) };
    },
    /** How many wait for a system admin to agree; 0 for other admins, and where nobody has to. */
    countWaiting: (scope: Pick<AdminScope, 'isSystem'>): Promise<number> =>
      scope.isSystem && parts.isReviewed ? repository.countAsked(db) : Promise.resolve(0),
    /** @throws Failure admin/not-allowed, erasure/not-found, erasure/decided */
    approve: async (adminId: string, id: string): Promise<void> => {
      await scopes.requireSystem(adminId);
      await inTransaction(db, (trx) => decide(trx, parts, { id, adminId, reason: null }));
    },
    /** @throws Failure admin/not-allowed, erasure/not-found, erasure/decided */
    refuse: async (adminId: string, id: string, reason: string): Promise<void> => {
      await scopes.requireSystem(adminId);
      await inTransaction(db, (trx) => decide(trx, parts, { id, adminId, reason }));
    },
    /** What would go and what would stay. @throws Failure admin/not-allowed, person/not-found */
    preview: async (adminId: string, personId: string): Promise<Preview> => {
      await scopes.requireSystem(adminId);
      const subject = await findSubject(db, personId);
      if (!subject) throw new Failure('person/not-found');
      const fates = await foretell(db, parts.data, subject);
      return { name: subject.name, fates, blockers: await blockersOf(db, subject) };
    },
    /** Erases at once. @throws Failure admin/not-allowed, and as `erase` */
    eraseNow: async (adminId: string, personId: string): Promise<{ fates: Fate[] }> => {
      await scopes.requireSystem(adminId);
      return { fates: await done(parts, { id: personId, actorId: adminId }) };
    },
    /** Erases somebody whom nobody waits for any more. @throws Failure as `erase` */
    eraseDeactivated: async (personId: string): Promise<void> => {
      await done(parts, { id: personId, actorId: null });
    },
    /** Does what is due; what cannot be done yet is tried again. */
    work: async (): Promise<void> => {
      const states = parts.isReviewed ? (['approved'] as const) : (['asked', 'approved'] as const);
      for (const request of await repository.dueRequests(db, parts.clock.now(), states)) {
        await workOff(parts, request);
      }
    },
  };
}

interface Preview {
  name: string;
  fates: Fate[];
  blockers: Blocker[];
}

async function ask(trx: Database, parts: ErasureParts, personId: string): Promise<void> {
  const subject = await findSubject(trx, personId);
  if (!subject) throw new Failure('session/ended');
  const askedAt = parts.clock.now();
  const request = { id: newId(), personId, askedAt, dueAt: askedAt + coolOffMs };
  if (!(await repository.addRequest(trx, request))) return;
  await note(trx, parts, { request, actorId: personId, action: 'erasure.ask' });
  await tell(trx, parts, { name: 'erasure-asked', subject, dueAt: request.dueAt, reason: null });
}

async function decide(
  trx: Database,
  parts: ErasureParts,
  { id, adminId, reason }: { id: string; adminId: string; reason: string | null },
): Promise<void> {
  const request = await repository.findRequest(trx, id);
  if (!request) throw new Failure('erasure/not-found');
  const state = reason === null ? 'approved' : 'refused';
  const to = { state, decidedBy: adminId, decidedAt: parts.clock.now(), reason } as const;
  // What was agreed to may still be refused until it is done.
  const from = reason === null ? (['asked'] as const) : (['asked', 'approved'] as const);
  if (!(await repository.moveRequest(trx, id, { from, to }))) throw new Failure('erasure/decided');
  const action = reason === null ? 'erasure.approve' : 'erasure.refuse';
  await note(trx, parts, { request, actorId: adminId, action });
  const subject = await findSubject(trx, request.personId);
  const { dueAt } = request;
  if (subject) await tell(trx, parts, { name: `erasure-${state}`, subject, dueAt, reason });
}

interface Noted {
  request: { id: string; personId: string };
  actorId: string;
  action: string;
}

async function note(
  trx: Database,
  { audit }: ErasureParts,
  { request, actorId, action }: Noted,
): Promise<void> {
  const subject = await findSubject(trx, request.personId);
  await audit.record(trx, {
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
  { outbox, addresses }: ErasureParts,
  told: Omit<ErasureMessage, 'email'>,
): Promise<void> {
  const { email } = told.subject;
  if (email === null || !outbox.carries('mail')) return;
  await outbox.add(trx, erasurePosting({ ...told, email }, addresses));
}

async function done(
  parts: ErasureParts,
  whom: { id: string; actorId: string | null },
): Promise<Fate[]> {
  const erased = await inTransaction(parts.db, async (trx) => {
    const result = await erase(trx, parts, whom);
    const receipt = { now: parts.clock.now(), fates: result.fates };
    await repository.noteDone(trx, result.pseudonym, receipt);
    return result;
  });
  parts.ended(erased.sessionIds);
  return erased.fates;
}

async function workOff(parts: ErasureParts, request: repository.ErasureRequest): Promise<void> {
  try {
    await done(parts, { id: request.personId, actorId: request.decidedBy });
  } catch (error) {
    if (!isFailure(error)) throw error;
    parts.log.info({ code: error.code, request: request.id }, 'not erased yet');
  }
}

async function showAll(parts: ErasureParts, isOpen: boolean): Promise<ErasureListed[]> {
  const requests = await repository.listRequests(parts.db, isOpen);
  const shown: ErasureListed[] = [];
  for (const request of requests) {
    const subject = request.state === 'done' ? null : await findSubject(parts.db, request.personId);
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
      blockers: isOpen && subject ? await blockersOf(parts.db, subject) : [],
    });
  }
  return shown;
}

const personOf = ({ id, name, campusNumber }: Subject) => ({ id, name, campusNumber });
