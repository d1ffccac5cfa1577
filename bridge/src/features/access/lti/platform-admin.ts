import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import {
  platformRepository,
  type KeptPlatform,
  type PlatformChange,
} from './platform-repository.ts';
import { isActive } from './platforms.ts';
import type { PlatformAudit } from './ports.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** Who does it; null for the command line. */
type Actor = string | null;

export interface PlatformAdminDeps {
  db: Database;
  clock: Clock;
  audit: PlatformAudit;
  /** Ends what the launches of an issuer have opened. */
  endSessionsFrom: (issuer: string) => Promise<void>;
}

export type PlatformAdmin = ReturnType<typeof createPlatformAdmin>;

/**
 * What IT does with platforms, each in the audit log. Functions about one platform fail with
 * platform/not-found.
 */
export function createPlatformAdmin(deps: PlatformAdminDeps) {
  const { db, clock } = deps;
  const repository = platformRepository(db);
  const change = (
    id: string,
    { actor, action }: { actor: Actor; action: string },
    changes: Omit<PlatformChange, 'at'>,
  ) =>
    inTransaction(db, async (trx) => {
      const before = await found(repository, id, trx);
      await repository.changePlatform(trx, id, { ...changes, at: clock.now() });
      const after = await found(repository, id, trx);
      const done = { actor, action, platform: after };
      await record(deps.audit, trx, { ...done, before: facts(before), after: facts(after) });
      return after;
    });

  /** Courses are an issuer's: while another registration of it is let in, they go on. */
  const endUnlessShared = async ({ issuer }: KeptPlatform): Promise<void> => {
    const same = await repository.platformsByIssuer(issuer);
    if (!same.some(isActive)) await deps.endSessionsFrom(issuer);
  };

  return {
    list: (): Promise<KeptPlatform[]> => repository.keptPlatforms(),
    approve: (id: string, actor: Actor) =>
      change(id, { actor, action: 'platform.approve' }, { status: 'active' }),
    /** Keeps it out, and ends what its launches have opened. */
    suspend: async (id: string, actor: Actor): Promise<KeptPlatform> => {
      const after = await change(
        id,
        { actor, action: 'platform.suspend' },
        { status: 'suspended' },
      );
      await endUnlessShared(after);
      return after;
    },
    change: (id: string, actor: Actor, changes: Omit<PlatformChange, 'at' | 'status'>) =>
      change(id, { actor, action: 'platform.change' }, changes),
    /** The same, for good. */
    remove: async (id: string, actor: Actor): Promise<void> => {
      const removed = await inTransaction(db, async (trx) => {
        const platform = await found(repository, id, trx);
        await repository.removePlatform(trx, id);
        const done = { actor, action: 'platform.remove', platform };
        await record(deps.audit, trx, { ...done, before: facts(platform), after: null });
        return platform;
      });
      await endUnlessShared(removed);
    },
    /** Notes that a registration address was handed out; the address itself is a secret. */
    linkMade: (actor: Actor): Promise<void> =>
      deps.audit.record(db, {
        actorId: actor,
        action: 'platform.open-registration',
        scopeDepartmentId: null,
        subject: { kind: 'platform', id: '', name: '' },
        before: null,
        after: null,
      }),
  };
}

async function found(
  repository: ReturnType<typeof platformRepository>,
  id: string,
  trx: Database,
): Promise<KeptPlatform> {
  const platform = await repository.keptPlatform(id, trx);
  if (!platform) throw new Failure('platform/not-found');
  return platform;
}

const facts = ({ issuer, status, vouches, origins, audience }: KeptPlatform) => ({
  issuer,
  status,
  vouches: vouches.join(', '),
  origins: origins.join(', '),
  audience,
});

interface Done {
  actor: Actor;
  action: string;
  platform: KeptPlatform;
  before: unknown;
  after: unknown;
}

const record = (audit: PlatformAudit, trx: Database, done: Done): Promise<void> =>
  audit.record(trx, {
    actorId: done.actor,
    action: done.action,
    scopeDepartmentId: null,
    subject: { kind: 'platform', id: done.platform.id, name: done.platform.name },
    before: done.before,
    after: done.after,
  });
