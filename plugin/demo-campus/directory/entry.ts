import { createHash } from 'node:crypto';
import ldap from 'ldapjs';

/** An entry of the directory: attribute names as the schema writes them, every attribute with its values. */
export interface Entry {
  dn: string;
  attributes: Record<string, string[]>;
  /** Told only when asked for by name or by `+` (RFC 3673). */
  operational: Record<string, string[]>;
}

/** A form of a name that is the same for all ways to write it (RFC 4514); throws on what is no name. */
export const normalDn = (dn: string): string => nameText(ldap.parseDN(dn)).toLowerCase();

/** The form of the name above this one; empty at the top. */
export function normalParent(dn: string): string {
  const parent = ldap.parseDN(dn).parent();
  return parent === null ? '' : nameText(parent).toLowerCase();
}

/** ldapjs' names write themselves out, which its published types do not say. */
const nameText = (name: { toString: () => string }): string => name.toString();

/** One `type=value` of a name, escaped. */
export const rdn = (type: string, value: string): string =>
  `${type}=${value.replace(/[,+"\\<>;=]/gu, '\\$&').replace(/^[ #]| $/gu, '\\$&')}`;

/** `20261123081500Z` (RFC 4517 §3.3.13). */
export const generalizedTime = (moment: number): string =>
  `${new Date(moment).toISOString().replace(/\D/gu, '').slice(0, 14)}Z`;

/** A UUID that is the same for the same name at every start. */
export function stableUuid(name: string): string {
  const hex = createHash('sha256').update(`campus-meet-demo/${name}`).digest('hex');
  const a = hex.slice(0, 8);
  const b = hex.slice(8, 12);
  const c = hex.slice(13, 16);
  const d = hex.slice(17, 20);
  const e = hex.slice(20, 32);
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

/** The attributes that a search asked for: all user attributes when none are named; `*`, `+` and `1.1` as in RFC 4511. */
export function selectAttributes(entry: Entry, asked: string[]): Record<string, string[]> {
  const wanted = new Set(asked.map((name) => name.toLowerCase()));
  const pick = (attributes: Record<string, string[]>, all: boolean) =>
    Object.entries(attributes).filter(([name]) => all || wanted.has(name.toLowerCase()));
  return Object.fromEntries([
    ...pick(entry.attributes, wanted.size === 0 || wanted.has('*')),
    ...pick(entry.operational, wanted.has('+')),
  ]);
}
