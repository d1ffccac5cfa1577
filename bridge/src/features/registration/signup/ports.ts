import type { Database } from '../../../kernel/database.ts';
import type { Departments } from '../../directory/departments/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { AdminScope, Roles } from '../../directory/roles/index.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import type { PersonRow } from '../import/index.ts';
import type { ApplicationOutcome } from './decisions-contract.ts';

/** Who is registered; only who is active is ever answered. */
export type KnownPeople = Pick<People, 'addressees' | 'named'>;

/** The tree of units as it is now, by name. */
export type Units = Pick<Departments, 'tree'>;

/** Where mails go out. */
export interface Mail {
  add: (trx: Database, posting: Posting) => Promise<void>;
  carries: (kind: 'mail') => boolean;
}

/** What an administrator may see and change. */
export type Scope = AdminScope;

/** Who administers what. */
export type Scopes = Pick<Roles, 'require' | 'holds'>;

/** What registering an applicant would do. */
export interface RowResult {
  verdict: 'new' | 'update' | 'unchanged' | 'conflict';
  /** Who it is; of somebody new it means nothing yet. */
  personId: string | null;
  changes: ApplicationOutcome['changes'];
  conflict: {
    reason: NonNullable<ApplicationOutcome['conflict']>;
    candidates: readonly string[];
  } | null;
}

/** Where applicants become people; all of it in the caller's transaction. */
export interface Provisioner {
  /** Reads only. */
  validate: (trx: Database, row: PersonRow, scope: Scope) => Promise<RowResult>;
  /** Registers somebody who is in no conflict; answers who it is. */
  provision: (trx: Database, row: PersonRow, scope: Scope) => Promise<string>;
  /**
   * What was said of this campus number is said no more: who is known by nothing else is deactivated.
   * @throws Failure application/undo-too-late when such a person has logged in since
   */
  takeBack: (
    trx: Database,
    row: PersonRow,
    accepted: { personId: string; since: number },
  ) => Promise<void>;
}

/** Names and numbers of people, active or not. */
export type PeopleReader = Pick<People, 'findMany'>;

export type { AuditTrail } from '../../audit/index.ts';

/** What the campus directory says of a campus number. */
export interface DirectoryEntry {
  name: string;
  email: string | null;
  /** Names of the units that the entry is in or below. */
  units: readonly string[];
  /** False for an account that may not sign in. */
  active: boolean;
}

export interface CampusDirectory {
  /** Null where the number is nobody's, or several people's. @throws Failure directory/… */
  look: (campusNumber: string) => Promise<DirectoryEntry | null>;
}
