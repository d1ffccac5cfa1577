/** A directory server, and how its entries are read. */
export interface LdapSettings {
  /** What it is called in `sync <name>`; its records are `ldap:<name>`. */
  name: string;
  /** `ldap://host:port` or `ldaps://host:port`. */
  url: string;
  /** Encrypts an `ldap://` connection before anything is sent over it. */
  startTls?: boolean;
  /** PEM certificates to trust besides the system's. The server's certificate is always checked. */
  ca?: readonly string[];
  /** Null binds anonymously. */
  bind: { dn: string; password: string } | null;
  people: PeopleSettings;
  /** Null for a directory whose units are of no interest. */
  units: UnitSettings | null;
  /** Entries in one page; 500 unless told. */
  pageSize?: number;
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
  /** All of them must hold; `objectClass` = `inetOrgPerson` unless told. */
  where?: readonly Condition[];
  attributes?: Partial<PersonAttributes>;
  /** An entry whose attribute has one of the values is suspended, for example `nsAccountLock` = `true`. */
  suspended?: { attribute: string; values: readonly string[] };
  /** Attribute that names the person's unit by the unit's `matches`; without it the DN says it. */
  unitAttribute?: string;
}

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

/** The attributes of inetOrgPerson (RFC 2798). */
export const defaultAttributes: PersonAttributes = {
  key: 'entryUUID',
  displayName: 'displayName',
  givenName: 'givenName',
  familyName: 'sn',
  email: 'mail',
  campusNumber: 'employeeNumber',
  phone: 'mobile',
  locale: 'preferredLanguage',
};

export interface UnitSettings {
  base: string;
  /** `objectClass` = `organizationalUnit` unless told. */
  where?: readonly Condition[];
  /** `entryUUID` unless told. */
  key?: string;
  /** Attributes that may hold the name, the first that is there counts; `ou`, then `description`, unless told. */
  names?: readonly string[];
  /** The attribute that a person's `unitAttribute` holds the value of; `ou` unless told. */
  matches?: string;
}
