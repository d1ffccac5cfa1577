import { randomUUID } from 'node:crypto';
import { ResultCodeError, type Entry } from 'ldapts';
import type { CampusDirectory, DirectoryIdentity } from '../../features/access/accounts/ports.ts';
import { isFailure } from '../../kernel/failure.ts';
import { withConnection } from './connection.ts';
import { fillIn, type FilledSettings } from './dialects.ts';
import { withDirectory } from './directory.ts';
import { attributesOf, readPerson } from './entries.ts';
import { dnKey } from './names.ts';
import type { LdapSettings } from './settings.ts';

/** LDAP_INVALID_CREDENTIALS (RFC 4511, 4.1.9): wrong password; Active Directory says so of locked accounts too. */
const invalidCredentials = 49;

/**
 * Proves who somebody is by the directory's own password: their entry is searched with the reading account,
 * then the directory is asked to sign it in. Nobody's entry is tried all the same, so that both take as long.
 * @param attributes what people may name themselves by, for example `uid`, `mail`, `employeeNumber`
 */
export function createLdapLogin(
  told: LdapSettings,
  attributes: readonly string[],
): CampusDirectory {
  // Whoever is at another server cannot be signed in at this one.
  const settings = fillIn({ ...told, referrals: [], maxEntries: 10 });
  return {
    prove: async (identifier, password) => {
      // A bind without a password is an anonymous one (RFC 4513, 5.1.2): it proves nothing.
      if (password === '') return null;
      const found = await find(settings, attributes, identifier);
      const dn = found?.dn ?? `cn=${randomUUID()},${settings.people.base}`;
      const fits = await bindsAs(settings, { dn, password, isSomebody: found !== null });
      return fits ? (found?.identity ?? null) : null;
    },
  };
}

/** The one entry that has the identifier in one of the attributes; null for none, several and suspended ones. */
async function find(
  settings: FilledSettings,
  attributes: readonly string[],
  identifier: string,
): Promise<{ dn: string; identity: DirectoryIdentity } | null> {
  const { people } = settings;
  const entries = await withDirectory(settings, async (directory) => {
    const all: Entry[] = [];
    for (const attribute of attributes) {
      const found = await directory.search({
        base: people.base,
        where: [...people.where, { attribute, value: identifier }],
        attributes: attributesOf(people),
      });
      all.push(...found);
    }
    return [...new Map(all.map((entry) => [dnKey(entry.dn), entry])).values()];
  });
  const [entry, ...more] = entries;
  const facts = entry && more.length === 0 ? readPerson(entry, people, []) : null;
  if (!entry || !facts || facts.suspended) return null;
  const { externalId, campusNumber, displayName, givenName, familyName, email } = facts;
  const said = { displayName, givenName, familyName, email };
  const realm = `ldap:${settings.name}`;
  return { dn: entry.dn, identity: { realm, externalId, campusNumber, said } };
}

async function bindsAs(
  settings: LdapSettings,
  { isSomebody, ...bind }: { dn: string; password: string; isSomebody: boolean },
): Promise<boolean> {
  try {
    await withConnection({ ...settings, bind }, () => Promise.resolve());
    return isSomebody;
  } catch (error) {
    const cause = isFailure(error, 'directory/refused') ? error.cause : null;
    if (!(cause instanceof ResultCodeError)) throw error;
    if (isSomebody && cause.code !== invalidCredentials) throw error;
    return false;
  }
}
