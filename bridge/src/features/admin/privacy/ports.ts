import type { Database } from '../../../kernel/database.ts';
import type { Accounts } from '../../access/accounts/index.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import type { Roles } from '../../directory/roles/index.ts';

export type { AuditTrail } from '../../audit/index.ts';

/** Who administers what. */
export type Scopes = Pick<Roles, 'require' | 'requireSystem' | 'holds'>;

/** Shows that whoever holds the session is who it belongs to. */
export type Proof = Accounts['proof'];

/** Slows what is done too often. @throws Failure request/too-many */
export interface ExportRateLimit {
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
