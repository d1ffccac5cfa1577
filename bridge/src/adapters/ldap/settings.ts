/** The kinds of directory servers whose attributes are known. */
export type DialectName = 'openldap' | 'active-directory';

/** A directory server, and how its entries are read. */
export interface LdapSettings {
  /** What it is called in `sync <name>`; its records are `ldap:<name>`. */
  name: string;
  /** `ldap://host:port` or `ldaps://host:port`. */
  url: string;
  /** What is taken where the settings say nothing else; `openldap` unless told. */
  dialect?: DialectName;
  /** Encrypts an `ldap://` connection before anything is sent over it. */
  startTls?: boolean;
  /** PEM certificates to trust besides the system's. The server's certificate is always checked. */
  ca?: readonly string[];
  /** Null binds anonymously. */
  bind: { dn: string; password: string } | null;
  people: PeopleSettings;
  /** Null for a directory whose units are of no interest. */
  units: UnitSettings | null;
  /** Addresses of other servers that may be asked, with the same account, when this one refers to them. */
  referrals?: readonly string[];
  /** Entries in one page; 500 unless told. */
  pageSize?: number;
  /** Values of a long attribute in one answer, where the server can cut them; 1500 unless told. */
  valuesAtOnce?: number;
  /** Entries in all, above which the answer is refused; 200 000 unless told. */
  maxEntries?: number;
  /** Milliseconds for one answer; 30 s unless told. */
  timeoutMs?: number;
  /** Milliseconds to connect; 5 s unless told. */
  connectTimeoutMs?: number;
}

/** One condition that an entry must meet; `value` null asks only that the attribute is there. */
export interface Condition {
  attribute: string;
  value: string | null;
}

export interface PeopleSettings {
  base: string;
  /** All of them must hold. */
  where?: readonly Condition[];
  attributes?: Partial<PersonAttributes>;
  suspended?: SuspendedSign | null;
  /** Attribute that names the person's unit by the unit's `matches`; without it the DN says it. */
  unitAttribute?: string;
}

/** An entry whose attribute has one of the values, or a number with this bit, is suspended. */
export type SuspendedSign =
  { attribute: string; values: readonly string[] } | { attribute: string; bit: number };

/** Which attribute says what; null for what the directory does not have. */
export interface PersonAttributes {
  /** Stable for as long as the account is: `entryUUID` (OpenLDAP), `objectGUID` (Active Directory). */
  key: string;
  displayName: string | null;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  campusNumber: string | null;
  phone: string | null;
  locale: string | null;
}

export interface UnitSettings {
  base: string;
  where?: readonly Condition[];
  key?: string;
  /** Attributes that may hold the name, the first that is there counts. */
  names?: readonly string[];
  /** The attribute that a person's `unitAttribute` holds the value of; `dn` for the unit's own name. */
  matches?: string;
  /** For units that are groups: the attribute that lists their members' DNs (`member`, `uniqueMember`). */
  members?: string | null;
}
