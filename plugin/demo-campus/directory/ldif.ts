import type { Campus } from '../campus.ts';
import { baseDn, entriesOf, personDn } from './tree.ts';
import type { Entry } from './entry.ts';

/** The account by which a bridge reads. */
interface Reader {
  bindDn: string;
  bindPassword: string;
}

/**
 * The campus's directory for a real LDAP server, with everybody's password (LDIF, RFC 2849). Above people come the units
 * that they are in, as servers want it.
 */
export function ldifOf(campus: Campus, { bindDn, bindPassword }: Reader): string {
  const [top, ...entries] = entriesOf(campus);
  const reader: Entry = {
    dn: bindDn,
    attributes: {
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      cn: [/^cn=([^,]+)/u.exec(bindDn)?.[1] ?? ''],
      userPassword: [bindPassword],
    },
    operational: {},
  };
  const passwords = new Map(
    [...campus.people.values()].map((person) => [personDn(campus, person), person.password]),
  );
  return [...(top ? [top] : []), reader, ...entries]
    .filter(({ dn }) => dn === bindDn || dn.endsWith(baseDn(campus)))
    .map((entry) => record(entry, passwords.get(entry.dn)))
    .join('\n');
}

function record({ dn, attributes, operational }: Entry, password: string | undefined): string {
  const lines = Object.entries({
    ...attributes,
    ...operational,
    ...(password === undefined ? {} : { userPassword: [password] }),
  }).flatMap(([name, values]) => values.map((value) => line(name, value)));
  return [line('dn', dn), ...lines, ''].join('\n');
}

/** What is not plain ASCII, or begins or ends as LDIF itself does, is written in base64. */
const line = (name: string, value: string): string =>
  /^[!-9;=-~][ -~]*$/u.test(value) && !/ $|^[:<]/u.test(value)
    ? `${name}: ${value}`
    : `${name}:: ${Buffer.from(value).toString('base64')}`;
