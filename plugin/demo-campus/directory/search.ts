import ldap from 'ldapjs';
import type { Campus } from '../campus.ts';
import { normalDn, normalParent, type Entry } from './entry.ts';
import { matcherOf } from './filter.ts';
import { pagedResultsOid, type Paging } from './paging.ts';
import { baseDn, entriesOf } from './tree.ts';
import { refusal, type PagedValue, type SearchRequest } from './wire.ts';

/** What a search answers: entries, then either a control for the next page or the word that there were more. */
export interface SearchResult {
  entries: Entry[];
  /** The answer's paged results control; null when none was asked for. */
  paged: PagedValue | null;
  /** True when entries had to be left out (sizeLimitExceeded). */
  exceeded: boolean;
}

/** Where a search looks, how much it may answer, and what its connection still has open. */
export interface SearchScope {
  campus: Campus;
  /** Entries in one answer at most. */
  limit: number;
  paging: Paging;
}

const empty = Buffer.alloc(0);

/** Finds what was asked for. Throws ldapjs' errors: noSuchObject for an unknown base, unwillingToPerform for a foreign cookie. */
export function search(
  request: SearchRequest,
  { campus, limit, paging }: SearchScope,
): SearchResult {
  const most = request.sizeLimit === 0 ? limit : Math.min(limit, request.sizeLimit);
  const paged = request.controls.find(({ type }) => type === pagedResultsOid)?.value;
  if (paged === undefined) {
    const found = find(request, campus);
    return { entries: found.slice(0, most), paged: null, exceeded: found.length > most };
  }
  const rest = paged.cookie.length === 0 ? find(request, campus) : continued(paging, paged.cookie);
  const entries = rest.slice(0, Math.min(most, paged.size));
  // A page of no size ends the series (RFC 2696 §3).
  const cookie = paged.size === 0 ? empty : paging.keep(rest.slice(entries.length));
  return { entries, paged: { size: rest.length, cookie }, exceeded: false };
}

function continued(paging: Paging, cookie: Buffer): Entry[] {
  const rest = paging.take(cookie);
  if (rest === undefined) throw refusal(new ldap.UnwillingToPerformError('unknown cookie'));
  return rest;
}

function find(request: SearchRequest, campus: Campus): Entry[] {
  const base = normalDn(request.dn.toString());
  const entries = entriesOf(campus);
  if (!entries.some(({ dn }) => names(dn).own === base)) {
    throw refusal(new ldap.NoSuchObjectError(base));
  }
  const matches = matcherOf(request.filter);
  return entries.filter((entry) => isWithin(entry.dn, base, request.scope) && matches(entry));
}

/** Scopes of RFC 4511 §4.5.1.2: 0 the base itself, 1 its children, 2 everything from it downwards. */
function isWithin(dn: string, base: string, scope: number): boolean {
  const { own, parent } = names(dn);
  if (scope === 1) return parent === base;
  return own === base || (scope === 2 && own.endsWith(`,${base}`));
}

/** Names of entries in normal form: reading a name takes longer than comparing all of them. */
const known = new Map<string, { own: string; parent: string }>();

function names(dn: string): { own: string; parent: string } {
  const found = known.get(dn);
  if (found !== undefined) return found;
  if (known.size > 10_000) known.clear();
  const made = { own: normalDn(dn), parent: normalParent(dn) };
  known.set(dn, made);
  return made;
}

/** What the server says of itself (RFC 4512 §5.1). */
export const rootDse = (campus: Campus): Entry => ({
  dn: '',
  attributes: { objectClass: ['top'] },
  operational: {
    namingContexts: [baseDn(campus)],
    supportedControl: [pagedResultsOid],
    supportedLDAPVersion: ['3'],
    vendorName: ['Campus Meet demo directory (ldapjs)'],
  },
});
