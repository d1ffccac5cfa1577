import type { Database } from '../../../kernel/database.ts';
import type { Claim, DepartmentUnit } from '../departments/index.ts';
import type { Person, PersonRecord, PersonStatus, VouchesOf } from '../people/index.ts';
import type { AdminScope, Grant } from '../roles/index.ts';

/** People, and what each source says of them. */
export interface KnownPeople {
  /** The person with this id, or whom that one turned out to be. */
  current: (id: string, trx?: Database) => Promise<Person | null>;
  findMany: (ids: readonly string[], trx?: Database) => Promise<Person[]>;
  recordsOf: (personId: string, trx?: Database) => Promise<PersonRecord[]>;
  /** What each source vouches for now. */
  vouchesOf: (trx?: Database) => Promise<VouchesOf>;
  /** Works out anew what follows for people whose records were moved. */
  resolveAnew: (trx: Database, personIds: readonly string[]) => Promise<void>;
  decideByHand: (trx: Database, personId: string, standing: PersonStatus | null) => Promise<void>;
}

/** Who may administer whom. */
export interface Scopes {
  /** @throws Failure admin/not-allowed */
  require: (personId: string) => Promise<AdminScope>;
  heldAmong: (
    scope: AdminScope,
    personIds: readonly string[],
    trx?: Database,
  ) => Promise<ReadonlySet<string>>;
  grantsOf: (personId: string, trx?: Database) => Promise<Grant[]>;
  systemAdmins: () => Promise<ReadonlySet<string>>;
  /** Holds the system admins until the transaction ends. */
  lockSystemAdmins: (trx: Database) => Promise<ReadonlySet<string>>;
}

/** The units as they are now, and who says who is in them. */
export interface Units {
  tree: (trx?: Database) => Promise<DepartmentUnit[]>;
  unitsOf: (personIds: readonly string[], trx?: Database) => Promise<Map<string, string[]>>;
  claimsAbout: (personId: string) => Promise<Claim[]>;
}

/** Keeps what was done, in the caller's transaction. */
export interface AuditTrail {
  record: (
    trx: Database,
    done: {
      /** Null where it was done by a link. */
      actorId: string | null;
      action: string;
      subject: { kind: string; id: string; name: string };
      scopeDepartmentId: string | null;
      before: unknown;
      after: unknown;
    },
  ) => Promise<void>;
}
