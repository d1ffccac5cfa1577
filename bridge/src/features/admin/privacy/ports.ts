import type { Caller } from '../../../kernel/caller.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import type { AdminScope } from '../../directory/roles/index.ts';

/** Keeps what was done, in the caller's transaction. */
export interface Audit {
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

/** Who administers what. */
export interface Scopes {
  /** @throws Failure admin/not-allowed */
  require: (personId: string) => Promise<AdminScope>;
  /** @throws Failure admin/not-allowed for who is no system admin */
  requireSystem: (personId: string) => Promise<void>;
  holds: (scope: AdminScope, personId: string) => Promise<boolean>;
}

/** Shows that whoever holds the session is who it belongs to. */
export interface Proof {
  /** @throws Failure account/proof-needed, account/login-wrong, request/too-many */
  require: (self: Pick<Caller, 'personId' | 'sessionId'>, current?: string) => Promise<void>;
}

/** Slows what is done too often. @throws Failure request/too-many */
export interface ExportThrottle {
  take: (of: { by: 'self' | 'admin'; id: string }) => Promise<void>;
}

/** Where mails go out. */
export interface Mail {
  add: (trx: Database, posting: Posting) => Promise<void>;
  carries: (kind: 'mail') => boolean;
}

/** Writes a table as CSV whose cells no spreadsheet takes for formulas. */
export interface CsvWriter {
  csv: (table: {
    name: string;
    columns: { header: string; width: number }[];
    rows: (string | null)[][];
  }) => Buffer;
}
