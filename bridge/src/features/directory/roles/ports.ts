import type { Database } from '../../../kernel/database.ts';
import type { DepartmentUnit } from '../departments/index.ts';

/** Who is known, as roles need it. */
export interface KnownPeople {
  find: (
    id: string,
  ) => Promise<{ id: string; displayName: string; status: 'active' | 'deactivated' } | null>;
  findMany: (
    ids: readonly string[],
    trx?: Database,
  ) => Promise<{ id: string; displayName: string; status: 'active' | 'deactivated' }[]>;
}

/** The tree of units as it is now. */
export interface KnownUnits {
  tree: (trx?: Database) => Promise<DepartmentUnit[]>;
}

/** Keeps what was done, in the caller's transaction. */
export interface AuditTrail {
  record: (
    trx: Database,
    done: {
      actorId: string | null;
      action: string;
      subject: { kind: string; id: string; name: string };
      scopeDepartmentId: string | null;
      before: unknown;
      after: unknown;
    },
  ) => Promise<void>;
}
