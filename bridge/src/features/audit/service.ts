import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { AuditEntry } from './contract.ts';
import { addEntry, entries, type AuditQuery } from './repository.ts';

/** One thing that was done. Secrets never go in. */
export interface Done {
  /** Null for the command line and for schedules. */
  actorId: string | null;
  /** `<what>.<done>`, for example `registration.commit`. */
  action: string;
  subject: { kind: string; id: string; name: string };
  /** The unit whose admins may read of it; null: system admins only. */
  scopeDepartmentId: string | null;
  before: unknown;
  after: unknown;
}

/** What the audit log is made with. */
export interface AuditParts {
  db: Database;
  clock: Clock;
  people: {
    findMany: (
      ids: readonly string[],
      trx: Database,
    ) => Promise<{ id: string; displayName: string }[]>;
  };
}

/** Whose entries may be read. */
interface Reader {
  isSystem: boolean;
  departmentIds: ReadonlySet<string>;
}

export type Audit = ReturnType<typeof createAudit>;

/** The audit log: who did what to whom, before and after. Entries are only ever added. */
export function createAudit({ db, clock, people }: AuditParts) {
  return {
    /** Adds an entry in the caller's transaction: what is rolled back leaves no entry. */
    record: async (trx: Database, done: Done): Promise<void> => {
      const [actor] = done.actorId === null ? [] : await people.findMany([done.actorId], trx);
      const named = { id: done.actorId ?? '', name: actor?.displayName ?? '' };
      await addEntry(trx, {
        at: clock.now(),
        actor: done.actorId === null ? null : named,
        action: done.action,
        subject: done.subject,
        departmentId: done.scopeDepartmentId,
        before: done.before ?? null,
        after: done.after ?? null,
      });
    },
    /** Entries of the reader's scope, newest first. */
    list: (reader: Reader, query: AuditQuery): Promise<AuditEntry[]> =>
      entries(db, query, reader.isSystem ? null : [...reader.departmentIds]),
  };
}
