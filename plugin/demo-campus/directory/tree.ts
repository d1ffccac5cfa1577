import { categoryPath, type Campus, type Category, type Person } from '../campus.ts';
import { generalizedTime, rdn, stableUuid, type Entry } from './entry.ts';

/** `lakeside.test` → `dc=lakeside,dc=test` (RFC 2247). */
export const baseDn = (campus: Campus): string =>
  campus.university.domain
    .split('.')
    .map((label) => rdn('dc', label))
    .join(',');

const unitsBuiltAt = Date.UTC(2026, 8, 1);

/** The whole directory as the campus is now: the university, colleges, their departments, the people in them. */
export function entriesOf(campus: Campus): Entry[] {
  const people = [...campus.people.values()].filter((person) => !person.deleted);
  return [
    universityEntry(campus),
    ...campus.categories.map((category) => unitEntry(campus, category)),
    ...people.map((person) => personEntry(campus, person)),
  ];
}

function universityEntry(campus: Campus): Entry {
  const { domain, name, nameZh } = campus.university;
  return {
    dn: baseDn(campus),
    attributes: {
      objectClass: ['top', 'dcObject', 'organization'],
      dc: [domain.split('.')[0] ?? domain],
      o: [nameZh, name],
    },
    operational: operational('university', unitsBuiltAt),
  };
}

function unitDn(campus: Campus, categoryId: number): string {
  const names = categoryPath(campus, categoryId).map(({ name }) => rdn('ou', name));
  return [...names, baseDn(campus)].join(',');
}

const unitEntry = (campus: Campus, category: Category): Entry => ({
  dn: unitDn(campus, category.id),
  attributes: {
    objectClass: ['top', 'organizationalUnit'],
    ou: [category.name],
    description: [category.idNumber],
    businessCategory: [category.kind],
  },
  operational: operational(`unit/${category.id}`, unitsBuiltAt),
});

/** Where a person stands: their department, whatever their role. */
export const personDn = (campus: Campus, person: Person): string =>
  `${rdn('uid', person.username)},${unitDn(campus, person.departmentId)}`;

function personEntry(campus: Campus, person: Person): Entry {
  const department = campus.categories.find(({ id }) => id === person.departmentId);
  const name = commonName(person);
  const attributes = {
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
    uid: person.username,
    cn: name,
    displayName: name,
    sn: person.lastName,
    givenName: person.firstName,
    mail: person.email,
    employeeNumber: person.directoryNumber ?? person.idNumber,
    mobile: person.phone,
    departmentNumber: department?.idNumber ?? '',
    employeeType: person.kind === 'student' ? 'student' : 'staff',
    preferredLanguage: person.lang === 'en' ? 'en' : 'zh-CN',
  };
  // LDAP has no empty values: what is unknown is not there.
  const known = Object.entries(attributes).filter(([, value]) => value.length > 0);
  return {
    dn: personDn(campus, person),
    attributes: Object.fromEntries(known.map(([key, value]) => [key, [value].flat()])),
    operational: {
      ...operational(`person/${person.id}`, person.modifiedAt),
      // As OpenLDAP's password policy marks an account that an administrator locked.
      ...(person.suspended ? { pwdAccountLockedTime: ['000001010000Z'] } : {}),
    },
  };
}

/** Family name first, without a blank, where the name is written in Han; else given name first. */
function commonName({ firstName, lastName }: Person): string {
  const isHan = /^\p{Script=Han}+$/u.test(`${lastName}${firstName}`);
  return isHan ? `${lastName}${firstName}` : `${firstName} ${lastName}`;
}

const operational = (name: string, changedAt: number): Record<string, string[]> => ({
  entryUUID: [stableUuid(name)],
  createTimestamp: [generalizedTime(unitsBuiltAt)],
  modifyTimestamp: [generalizedTime(changedAt)],
});
