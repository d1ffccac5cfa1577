import { randomBytes } from 'node:crypto';
import { startLdapjsDirectory, type LdapEntry, type LdapjsDirectory } from './ldapjs-directory.ts';

/** Values that the stand-in answers at once, as Active Directory does (MaxValRange). */
const valuesAtOnce = 1500;
const base = 'dc=uni,dc=test';
const service = `cn=ntds settings,${base}`;

/**
 * A stand-in for Active Directory on ldapjs, for what a real one cannot be brought to do: objectGUID in bytes,
 * uSNChanged, ranges, the root's count of changes; and being another one all of a sudden.
 */
export interface AdStandIn {
  directory: LdapjsDirectory;
  add: (dn: string, attributes: LdapEntry) => Promise<void>;
  modify: (dn: string, attributes: LdapEntry) => Promise<void>;
  /** Answers from now on as another domain controller, with the same people. */
  becomeAnother: () => void;
}

/** Starts it on a free port. */
export async function startAdStandIn(): Promise<AdStandIn> {
  // Counts of one length, for ldapjs compares them as texts.
  let count = 100_000;
  const root = { objectClass: 'top', dsServiceName: service, highestCommittedUSN: String(count) };
  const directory = await startLdapjsDirectory({
    '': root,
    [service]: { objectClass: 'nTDSDSA', invocationId: randomBytes(16) },
  });
  directory.shows = inRanges;
  const put = (dn: string, attributes: LdapEntry) => {
    count += 1;
    const before = directory.entries.get(dn) ?? { objectGUID: randomBytes(16) };
    // ldapjs looks for equal classes by another spelling than for any.
    const objectclass = attributes['objectClass'] ?? before['objectclass'] ?? [];
    directory.entries.set(dn, { ...before, ...attributes, objectclass, uSNChanged: String(count) });
    directory.entries.set('', { ...root, highestCommittedUSN: String(count) });
    return Promise.resolve();
  };
  return {
    directory,
    add: put,
    modify: put,
    becomeAnother: () => {
      directory.entries.set(service, { objectClass: 'nTDSDSA', invocationId: randomBytes(16) });
    },
  };
}

/** The attributes that were asked for; of a long one only a piece, named by its range. */
function inRanges(entry: LdapEntry, wanted: readonly string[]): LdapEntry {
  const shown: LdapEntry = {};
  for (const asked of wanted) {
    const [, name = '', from, to] = /^([^;]+)(?:;range=(\d+)-(\d+|\*))?$/u.exec(asked) ?? [];
    const found = Object.entries(entry).find(([key]) => key.toLowerCase() === name.toLowerCase());
    if (!found) continue;
    const [key, value] = found;
    const piece = Array.isArray(value) ? pieceOf(value, from, to) : null;
    if (piece) shown[`${key};range=${piece.range}`] = piece.values;
    else shown[key] = value;
  }
  return shown;
}

/** The values that are answered at once; null where that is all of them and no range was asked for. */
function pieceOf(values: string[], from: string | undefined, to: string | undefined) {
  if (from === undefined && values.length <= valuesAtOnce) return null;
  const first = Number(from ?? 0);
  const wanted = to === undefined || to === '*' ? Infinity : Number(to);
  const last = Math.min(wanted, first + valuesAtOnce - 1);
  const end = last >= values.length - 1 ? '*' : String(last);
  return { range: `${first}-${end}`, values: values.slice(first, last + 1) };
}
