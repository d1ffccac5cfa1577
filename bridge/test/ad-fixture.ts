import { Attribute, Change, Client } from 'ldapts';
import type { LdapSettings } from '../src/adapters/ldap/index.ts';
import { startAdStandIn, type AdStandIn } from './ad-standin.ts';
import type { LdapEntry } from './ldapjs-directory.ts';
import { startSamba, type Samba } from './samba.ts';

/** An Active Directory that tests can fill: a real one (Samba), or the stand-in. */
export interface AdFixture {
  base: string;
  settings: LdapSettings;
  /** Asks Active Directory's objectClass and category of a person. */
  addPerson: (name: string, unit: string, more?: LdapEntry) => Promise<string>;
  addUnit: (name: string, more?: LdapEntry) => Promise<string>;
  addGroup: (name: string, members: readonly string[]) => Promise<string>;
  modify: (dn: string, attributes: LdapEntry) => Promise<void>;
  stop: () => Promise<void>;
  /** Null for the stand-in. */
  samba: Samba | null;
  standIn: AdStandIn | null;
}

type Fill = (dn: string, attributes: LdapEntry) => Promise<void>;

function fixtureOn(
  server: { url: string; bind: { dn: string; password: string }; base: string },
  fill: { add: Fill; modify: Fill; person: LdapEntry },
) {
  const { base } = server;
  const put = async (dn: string, attributes: LdapEntry) => {
    await fill.add(dn, attributes);
    return dn;
  };
  return {
    base,
    settings: {
      name: 'ad',
      url: server.url,
      bind: server.bind,
      dialect: 'active-directory' as const,
      people: { base },
      units: { base },
    },
    addUnit: (ou: string, more: LdapEntry = {}) =>
      put(`OU=${ou},${base}`, { objectClass: 'organizationalUnit', ou, ...more }),
    addPerson: (name: string, unit: string, more: LdapEntry = {}) => {
      const own = { sAMAccountName: name, userPrincipalName: `${name}@uni.test`, cn: name };
      return put(`CN=${name},${unit}`, {
        ...fill.person,
        ...own,
        userAccountControl: '544',
        ...more,
      });
    },
    addGroup: (cn: string, members: readonly string[]) =>
      put(`CN=${cn},${base}`, {
        objectClass: 'group',
        cn,
        sAMAccountName: cn,
        ...(members.length > 0 ? { member: [...members] } : {}),
      }),
    modify: fill.modify,
  };
}

/** On the stand-in. */
export async function adStandInFixture(): Promise<AdFixture> {
  const standIn = await startAdStandIn();
  const { url, bind, stop } = standIn.directory;
  const person = { objectClass: ['person', 'user'], objectCategory: 'person' };
  const fixture = fixtureOn({ url, bind, base: 'dc=uni,dc=test' }, { ...standIn, person });
  return { ...fixture, stop, samba: null, standIn };
}

/** On Samba; null where it is not installed. */
export async function sambaFixture(): Promise<AdFixture | null> {
  const samba = await startSamba();
  if (!samba) return null;
  const client = new Client({ url: samba.url });
  await client.bind(samba.bind.dn, samba.bind.password);
  const textsOf = (value: LdapEntry[string]): string[] | Buffer[] =>
    Buffer.isBuffer(value) ? [value] : [value].flat();
  const fixture = fixtureOn(samba, {
    person: { objectClass: 'user' },
    add: (dn, entry) =>
      client.add(
        dn,
        Object.entries(entry).map(
          ([type, value]) => new Attribute({ type, values: textsOf(value) }),
        ),
      ),
    modify: (dn, entry) =>
      client.modify(
        dn,
        Object.entries(entry).map(
          ([type, value]) =>
            new Change({
              operation: 'replace',
              modification: new Attribute({ type, values: textsOf(value) }),
            }),
        ),
      ),
  });
  const stop = async () => {
    await client.unbind();
    await samba.stop();
  };
  return { ...fixture, stop, samba, standIn: null };
}

/** A password as Active Directory takes it (MS-ADTS 3.1.1.3.1.5.1). */
export const adPassword = (text: string): LdapEntry => ({
  unicodePwd: Buffer.from(`"${text}"`, 'utf16le'),
});
