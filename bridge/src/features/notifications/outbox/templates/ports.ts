import type { Database } from '../../../../kernel/database.ts';

/** Names of those who changed something. */
export interface KnownNames {
  findMany: (ids: readonly string[]) => Promise<{ id: string; displayName: string }[]>;
}

/** Where somebody is written to. */
export interface Reachable {
  /** A telephone number as E.164, whatever way the campus writes it; null when it is none. */
  phoneKey: (phone: string | null) => string | null;
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
