import type { LdapEntry } from './ldapjs-directory.ts';
import { withAdmin } from './slapd.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The units of a small university, outermost first. */
const units = [
  ['ou=people,dc=uni,dc=test', 'people'],
  ['ou=工学院,ou=people,dc=uni,dc=test', '工学院'],
  ['ou=计算机\\2c 软件,ou=工学院,ou=people,dc=uni,dc=test', '计算机, 软件'],
] as const;

export interface Someone {
  uid: string;
  ou: string;
  givenName: string;
  sn: string;
  mail: string;
}

/** So many people, half of them in the college, half in its department; two with odd names. */
export const crowd = (count: number): Someone[] =>
  Array.from({ length: count }, (_, n) => ({
    uid: `p${n}`,
    ou: units[n % 2 === 0 ? 2 : 1][0],
    givenName: n === 0 ? '𠮷野' : '芳',
    sn: n === 1 ? '<b>林</b>*)(uid=*' : '林',
    mail: `p${n}@uni.test`,
  }));

/** The university as LDIF for slapd, which makes entryUUID itself. */
export const ldif = (people: readonly Someone[]) =>
  withAdmin(
    [
      ...units.map(
        ([dn, ou]) => `dn:: ${base64(dn)}\nobjectClass: organizationalUnit\nou:: ${base64(ou)}\n`,
      ),
      ...people.map(
        (one) =>
          `dn:: ${base64(`uid=${one.uid},${one.ou}`)}\nobjectClass: inetOrgPerson\nuid: ${one.uid}\ncn: ${one.uid}\n` +
          `givenName:: ${base64(one.givenName)}\nsn:: ${base64(one.sn)}\nmail: ${one.mail}\nemployeeNumber: E${one.uid}\n`,
      ),
    ].join('\n'),
  );

/** The university as entries of the ldapjs directory. */
export const entries = (people: readonly Someone[]): Record<string, LdapEntry> => ({
  ...Object.fromEntries(
    units.map(([dn, ou], n) => [
      dn,
      { objectclass: 'organizationalUnit', ou, entryuuid: `unit-${n}` },
    ]),
  ),
  ...Object.fromEntries(
    people.map(({ ou, ...one }) => [
      `uid=${one.uid},${ou}`,
      { ...one, objectclass: 'inetOrgPerson', cn: one.uid, entryuuid: `id-${one.uid}` },
    ]),
  ),
});
