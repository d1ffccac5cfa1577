import type {
  Condition,
  DialectName,
  LdapSettings,
  PeopleSettings,
  PersonAttributes,
  SuspendedSign,
  UnitSettings,
} from './settings.ts';

/** What one kind of directory server calls things, and what it can do. */
interface Dialect {
  people: {
    where: readonly Condition[];
    attributes: PersonAttributes;
    suspended: SuspendedSign | null;
  };
  units: Required<Omit<UnitSettings, 'base'>>;
  /** How changed entries are found: a count of one server, or the time of the change. */
  changes: 'uSNChanged' | 'modifyTimestamp';
  /** Attributes that change whenever a unit does; the first that is there counts. */
  stamps: readonly string[];
  /** Whether long attributes come in pieces, `member;range=0-1499` (MS-ADTS 3.1.1.3.1.3.3). */
  ranges: boolean;
  /** Deps of the tree that hold nobody and are referred to in every search of all of it. */
  bookkeeping: RegExp | null;
}

const is = (attribute: string, value: string): Condition => ({ attribute, value });

/** inetOrgPerson (RFC 2798) and organizationalUnit (RFC 4519) on OpenLDAP; what Active Directory has of its own. */
const dialects = {
  openldap: {
    people: {
      where: [is('objectClass', 'inetOrgPerson')],
      attributes: {
        key: 'entryUUID',
        displayName: 'displayName',
        givenName: 'givenName',
        familyName: 'sn',
        email: 'mail',
        campusNumber: 'employeeNumber',
        phone: 'mobile',
        locale: 'preferredLanguage',
      },
      suspended: null,
    },
    units: {
      where: [is('objectClass', 'organizationalUnit')],
      key: 'entryUUID',
      names: ['ou', 'description'],
      matches: 'ou',
      members: null,
    },
    changes: 'modifyTimestamp',
    stamps: ['entryCSN', 'modifyTimestamp'],
    ranges: false,
    bookkeeping: null,
  },
  'active-directory': {
    people: {
      where: [is('objectCategory', 'person'), is('objectClass', 'user')],
      attributes: {
        key: 'objectGUID',
        displayName: 'displayName',
        givenName: 'givenName',
        familyName: 'sn',
        email: 'mail',
        campusNumber: 'employeeNumber',
        phone: 'mobile',
        locale: 'preferredLanguage',
      },
      // ACCOUNTDISABLE (MS-ADTS 2.2.16).
      suspended: { attribute: 'userAccountControl', bit: 2 },
    },
    units: {
      where: [is('objectClass', 'organizationalUnit')],
      key: 'objectGUID',
      names: ['displayName', 'ou', 'cn'],
      matches: 'ou',
      members: null,
    },
    changes: 'uSNChanged',
    stamps: ['uSNChanged'],
    ranges: true,
    bookkeeping: /^(?:cn=schema,)?cn=configuration,|^dc=(?:domain|forest)dnszones,/u,
  },
} satisfies Record<DialectName, Dialect>;

/** Settings with everything in them that was left to the dialect. */
export interface FilledSettings extends LdapSettings {
  speaks: Pick<Dialect, 'changes' | 'stamps' | 'ranges' | 'bookkeeping'>;
  people: FilledPeople;
  units: FilledUnits | null;
}

export interface FilledPeople extends PeopleSettings {
  where: readonly Condition[];
  attributes: PersonAttributes;
  suspended: SuspendedSign | null;
}

export type FilledUnits = Required<UnitSettings>;

/** Fills in what the settings leave to the dialect; whatever they say counts. */
export function fillIn(settings: LdapSettings): FilledSettings {
  const { people, units, ...speaks }: Dialect = dialects[settings.dialect ?? 'openldap'];
  const own = settings.people;
  // Values of memberOf are names of groups.
  const matches = own.unitAttribute?.toLowerCase() === 'memberof' ? 'dn' : units.matches;
  return {
    ...settings,
    speaks,
    people: { ...people, ...own, attributes: { ...people.attributes, ...own.attributes } },
    units: settings.units && { ...units, matches, ...settings.units },
  };
}
