import type { Database } from '../../../kernel/database.ts';
import type { Accounts } from '../../access/accounts/index.ts';
import type { Sessions } from '../../access/sessions/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Meetings } from '../../meetings/index.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import type { Roles } from '../../directory/roles/index.ts';

export type { AuditTrail } from '../../audit/index.ts';

/** Who administers what. */
export type Scopes = Pick<Roles, 'require' | 'requireSystem' | 'holds'>;

/** What others know of somebody, and what they let go; in the caller's transaction. */
export interface Insight {
  people: Pick<People, 'leaving'>;
  roles: Pick<Roles, 'isLastSystemAdmin'>;
  sessions: Pick<Sessions, 'openOf'>;
  contacts: Accounts['contacts'];
  meetings: Pick<Meetings, 'isInside' | 'findGuest' | 'idsOfCourse'>;
}

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
