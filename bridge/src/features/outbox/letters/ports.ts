import type { Database } from '../../../kernel/database.ts';

/** Names of those who changed something. */
export interface KnownNames {
  findMany: (ids: readonly string[]) => Promise<{ id: string; displayName: string }[]>;
}

/** Where somebody is written to. */
export interface Reachable {
  findActive: (
    personId: string,
  ) => Promise<{ displayName: string; email: string | null; phone: string | null } | null>;
}

/** Keeps who did what, in the caller's transaction. */
export interface AuditTrail {
  record: (
    trx: Database,
    done: {
      actorId: string;
      action: string;
      subject: { kind: string; id: string; name: string };
      scopeDepartmentId: null;
      before: unknown;
      after: unknown;
    },
  ) => Promise<void>;
}
