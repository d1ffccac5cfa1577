import ldap from 'ldapjs';
import type { Entry } from './entry.ts';

/** A search filter as ldapjs reads it off the wire. */
export interface WireFilter {
  type: string;
  attribute: string;
  value: string;
  initial: string;
  any: string[];
  final: string;
  /** Of and, or, not. */
  clauses: WireFilter[];
  matches: (entry: object) => boolean;
}

type Matcher = Pick<WireFilter, 'matches'>;

/**
 * A test for entries. ldapjs compares letter by letter; the attributes here are caseIgnoreMatch (RFC 4519), so filter
 * and entry are compared in lower case.
 */
export function matcherOf(filter: WireFilter): (entry: Entry) => boolean {
  const folded = fold(filter);
  return (entry) => folded.matches(foldEntry(entry));
}

function foldEntry({ dn, attributes, operational }: Entry): Record<string, string[]> {
  const pairs = Object.entries({ ...attributes, ...operational, entryDN: [dn] });
  return Object.fromEntries(
    pairs.map(([name, values]) => [name.toLowerCase(), values.map((value) => value.toLowerCase())]),
  );
}

/**
 * The value that the client sent. ldapjs hands values on as RFC 4515 writes them, and characters beyond the BMP byte by
 * byte; both are undone. A backslash before two hexadecimal digits cannot be told from an escape by then.
 */
function sent(value: string): string {
  const bytes = value.replace(/(?:\\[0-9a-f]{2})+/giu, (escaped) =>
    Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
  const whole = bytes.replace(/[\u00f0-\u00f4][\u0080-\u00bf]{3}/gu, (four) =>
    Buffer.from(four, 'latin1').toString('utf8'),
  );
  return whole.toLowerCase();
}

type Build = (filter: WireFilter) => Matcher;

const pair = ({ attribute, value }: WireFilter) => ({
  attribute: attribute.toLowerCase(),
  value: sent(value),
});
const all = ({ clauses }: WireFilter) => clauses.map(fold);

const builders: Record<string, Build> = {
  AndFilter: (filter) => ({ matches: (entry) => all(filter).every((one) => one.matches(entry)) }),
  OrFilter: (filter) => ({ matches: (entry) => all(filter).some((one) => one.matches(entry)) }),
  NotFilter: (filter) => ({ matches: (entry) => !all(filter).some((one) => one.matches(entry)) }),
  EqualityFilter: (filter) => new ldap.EqualityFilter(pair(filter)),
  ApproximateFilter: (filter) => new ldap.EqualityFilter(pair(filter)),
  GreaterThanEqualsFilter: (filter) => new ldap.GreaterThanEqualsFilter(pair(filter)),
  LessThanEqualsFilter: (filter) => new ldap.LessThanEqualsFilter(pair(filter)),
  PresenceFilter: ({ attribute }) =>
    new ldap.PresenceFilter({ attribute: attribute.toLowerCase() }),
  SubstringFilter: ({ attribute, initial, any, final }) =>
    new ldap.SubstringFilter({
      attribute: attribute.toLowerCase(),
      initial: sent(initial),
      any: any.map(sent),
      final: sent(final),
    }),
};

/** An undefined comparison matches nothing (RFC 4511 §4.5.1.7). */
const nothing: Matcher = { matches: () => false };

function fold(filter: WireFilter): Matcher {
  return builders[filter.type]?.(filter) ?? nothing;
}
