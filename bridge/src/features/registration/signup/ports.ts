import type { Database } from '../../../kernel/database.ts';
import type { DepartmentUnit } from '../../directory/departments/index.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import type { PersonRow } from '../import/index.ts';
import type { ApplicationOutcome } from './decisions/contract.ts';

/** Who is registered; only who is active is ever answered. */
export interface KnownPeople {
  /** Everybody who has this mail address (or phone, or campus number). */
  knownBy: (identifier: string) => Promise<{ id: string; locale: string | null }[]>;
}

/** The tree of units as it is now, by name. */
export interface Units {
  tree: () => Promise<DepartmentUnit[]>;
}

/** Where mails go out. */
export interface Mail {
  add: (trx: Database, posting: Posting) => Promise<void>;
  carries: (kind: 'mail') => boolean;
}

/** What an administrator may see and change. */
export interface Scope {
  isSystem: boolean;
  departmentIds: ReadonlySet<string>;
}

/** Who administers what (features/directory/roles). */
export interface Scopes {
  /** @throws Failure admin/not-allowed */
  require: (personId: string) => Promise<Scope>;
  /** True when a person is in the scope. */
  holds: (scope: Scope, personId: string) => Promise<boolean>;
}

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
export interface PeopleReader {
  findMany: (
    ids: readonly string[],
    trx?: Database,
  ) => Promise<
    { id: string; displayName: string; campusNumber: string | null; email: string | null }[]
  >;
}

/** Keeps what was done, in the caller's transaction (features/audit). */
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
