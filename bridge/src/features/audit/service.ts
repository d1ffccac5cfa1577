import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { AuditEntry } from './contract.ts';
import { addEntries, entries, searchAnew, type AuditQuery } from './repository.ts';

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
export interface AuditDeps {
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

export type AuditService = ReturnType<typeof createAuditService>;

/** The audit log: who did what to whom, before and after. Entries are only ever added. */
export function createAuditService({ db, clock, people }: AuditDeps) {
  const recordAll = async (trx: Database, all: readonly Done[]): Promise<void> => {
    const actors = [...new Set(all.flatMap(({ actorId }) => actorId ?? []))];
    const found = await people.findMany(actors, trx);
    const names = new Map(found.map(({ id, displayName }) => [id, displayName]));
    const at = clock.now();
    await addEntries(
      trx,
      all.map(({ actorId, scopeDepartmentId: departmentId, ...done }) => ({
        at,
        departmentId,
        ...done,
        actor: actorId === null ? null : { id: actorId, name: names.get(actorId) ?? '' },
      })),
    );
  };
  return {
    /** Adds an entry in the caller's transaction: what is rolled back leaves no entry. */
    record: (trx: Database, done: Done): Promise<void> => recordAll(trx, [done]),
    /** Adds many entries at once, in the order in which things were done. */
    recordAll,
    /** Somebody's name is gone from the entries: it must not find them any more either. */
    unname: searchAnew,
    /** Entries of the reader's scope, newest first. */
    list: (reader: Reader, query: AuditQuery): Promise<AuditEntry[]> =>
      entries(db, query, reader.isSystem ? null : [...reader.departmentIds]),
  };
}
