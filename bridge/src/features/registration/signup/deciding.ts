import { z } from 'zod';
import { createCursor } from '../../../kernel/cursor.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Application } from './application.ts';
import type { ApplicationDetail, listApplications } from './decisions-contract.ts';
import * as repository from './decisions-repository.ts';
import type { Scope, Scopes } from './ports.ts';
import { named, provision, settle, tell, type SettlingDeps } from './settling.ts';
import { joinedBy, scopeOf, showAll, showOne, type ShowingDeps } from './showing.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface DecidingDeps extends SettlingDeps, Omit<ShowingDeps, 'provisioner'> {
  scopes: Scopes;
}

type Listing = z.output<(typeof listApplications)['query']>;
type Listed = z.input<(typeof listApplications)['reply']>;

/** One of an admin's, by id. */
interface Asked {
  adminId: string;
  id: string;
}

const pageSize = 50;

const cursor = createCursor('applications.1', z.strictObject({ at: z.int(), id: z.string() }));

export type Deciding = ReturnType<typeof createDeciding>;

/**
 * Deciding about applications, each admin within the own scope: what is outside is not there. Every function
 * throws Failure admin/not-allowed for who is no admin.
 */
export function createDeciding(deps: DecidingDeps) {
  const { db, scopes } = deps;
  const shown = async (id: string, scope: Scope): Promise<ApplicationDetail> =>
    (await showOne(deps, await found(db, id, scope), scope)) ?? missing();
  return {
    list: async (adminId: string, listing: Listing): Promise<Listed> =>
      list(deps, listing, scopeOf(await scopes.require(adminId))),
    /** How many wait for an admin of this scope. */
    countWaiting: (scope: Scope) => repository.countWaiting(db, scopeOf(scope)),
    /** @throws Failure application/not-found */
    get: async ({ adminId, id }: Asked) => shown(id, await scopes.require(adminId)),
    /**
     * @param joins the known person whom the admin takes the applicant for; null: somebody new
     * @throws Failure application/not-found; application/decided; application/conflict: it must be solved first;
     * application/changed: it is another person by now
     */
    accept: async ({ adminId, id }: Asked, joins: string | null) => {
      const scope = await scopes.require(adminId);
      await inTransaction(db, (trx) => accept(trx, deps, { id, scope, joins, adminId }));
      return shown(id, scope);
    },
    /** @throws Failure application/not-found, application/decided */
    refuse: async ({ adminId, id }: Asked, reason: string) => {
      const scope = await scopes.require(adminId);
      await inTransaction(db, async (trx) => {
        const application = await found(trx, id, scope);
        await settle(trx, deps, { application, state: 'refused', adminId, reason });
        await tell(trx, deps, {
          application: { ...application, reason },
          of: 'application-refused',
        });
      });
      return shown(id, scope);
    },
    /** @throws Failure application/not-found, application/undo-too-late */
    undo: async ({ adminId, id }: Asked) => {
      const scope = await scopes.require(adminId);
      await inTransaction(db, (trx) => undo(trx, deps, { id, scope, adminId }));
      return shown(id, scope);
    },
  };
}

const missing = (): never => {
  throw new Failure('application/not-found');
};

const found = async (db: Database, id: string, scope: Scope): Promise<Application> =>
  (await repository.findConfirmed(db, scopeOf(scope), id)) ?? missing();

async function list(
  deps: DecidingDeps,
  { show, cursor: at }: Listing,
  inScope: repository.DecisionScope,
): Promise<Listed> {
  const read = show === 'waiting' ? repository.waitingOnes : repository.decidedOnes;
  const page = { after: cursor.read(at), limit: pageSize + 1 };
  const rows = await read(deps.db, inScope, page);
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
  const since = (show === 'waiting' ? last?.confirmedAt : last?.decidedAt) ?? 0;
  return {
    applications: await showAll(deps, rows.slice(0, pageSize)),
    waiting: await repository.countWaiting(deps.db, inScope),
    next: cursor.write(last ? { at: since, id: last.id } : null),
  };
}

interface Accepting extends Asked {
  scope: Scope;
  joins: string | null;
}

async function accept(
  trx: Database,
  deps: DecidingDeps,
  { id, scope, joins, adminId }: Accepting,
): Promise<void> {
  const application = await found(trx, id, scope);
  const validated = await deps.provisioner.validate(trx, application, scope);
  // Somebody else's decision is the reason that is told, whatever followed from it.
  if (application.state !== 'waiting') throw new Failure('application/decided');
  if (validated.verdict === 'conflict') throw new Failure('application/conflict');
  // What the admin saw is what is done: nobody is joined with a person whom no admin looked at.
  if (joinedBy(validated) !== joins) throw new Failure('application/changed');
  await provision(trx, deps, { application, scope, adminId });
}

async function undo(
  trx: Database,
  deps: DecidingDeps,
  { id, scope, adminId }: Asked & { scope: Scope },
): Promise<void> {
  const application = await found(trx, id, scope);
  const { state, personId } = application;
  if (state !== 'accepted' && state !== 'refused') throw new Failure('application/undo-too-late');
  const isLate = await repository.hasLater(trx, application);
  if (isLate || !(await repository.reopen(trx, application))) {
    throw new Failure('application/undo-too-late');
  }
  if (personId !== null) {
    const since = application.decidedAt ?? 0;
    await deps.provisioner.takeBack(trx, application, { personId, since });
  }
  await deps.audit.record(trx, {
    ...named(application, adminId),
    action: 'application.undo',
    before: { state, reason: application.reason },
    after: { state: 'waiting' },
  });
  await tell(trx, deps, {
    application: { ...application, reason: null },
    of: 'application-reopened',
  });
}
