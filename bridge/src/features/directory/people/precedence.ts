import { factFields, kindOf, type PersonFacts, type PersonStatus } from './person.ts';
import { usualTrust, type VouchedKey, type VouchesOf } from './trust.ts';

/**
 * Which kind of source is believed first, field by field; the one table that decides. A field is taken
 * from the first source that says something; the three name fields are taken together, so that a name
 * is never put together from two systems. Kinds that are not listed come last. A portal's launch counts
 * as an LMS's does: of two that rank alike the later one is believed.
 */
export const precedence = {
  name: ['ldap', 'moodle', 'sheet', 'application', 'launch', 'nrps', 'self', 'numbered'],
  email: ['ldap', 'moodle', 'sheet', 'application', 'launch', 'nrps'],
  campusNumber: ['ldap', 'sheet', 'moodle', 'application', 'nrps', 'launch'],
  // The department knows the telephone of its people before any other system does.
  phone: ['sheet', 'ldap', 'application', 'moodle'],
  // A launch carries what the person chose at the portal a moment ago.
  locale: ['launch', 'moodle', 'ldap'],
  timezone: ['launch', 'moodle', 'ldap'],
} as const;

/** What a source ranks as. */
const rankedAs = (source: string): string => {
  const kind = kindOf(source);
  return kind === 'lti' || kind === 'portal' ? 'launch' : kind;
};

/** The kinds that list everybody they know, and so may say that somebody left. */
const authorities = new Set(['ldap', 'moodle']);

/** Whether this source lists everybody it knows. */
export const isAuthority = (source: string): boolean => authorities.has(kindOf(source));

/** One source's record of a person. */
export interface PersonRecord {
  id: string;
  personId: string;
  source: string;
  realm: string;
  externalId: string;
  facts: PersonFacts;
  hash: string;
  seenAt: number;
  /** When what it says last changed (also: came, left). */
  changedAt: number;
  /** When the source stopped listing the account; null while it does. */
  goneAt: number | null;
}

/** What follows for the person from all records of them. */
export interface Resolved extends Omit<PersonFacts, 'externalId' | 'suspended'> {
  /** The mail address by which the person is known again; null where nobody vouches for the one that is shown. */
  vouchedEmail: string | null;
  status: PersonStatus;
}

type Voice = Pick<PersonRecord, 'source' | 'realm' | 'facts' | 'seenAt' | 'changedAt' | 'goneAt'>;

/** Fields that are taken from one source together. */
export type RankedField = keyof typeof precedence;

/** Whether somebody's decision speaks, not a system: it says nothing but who is active. */
export const isByHand = ({ source }: Pick<PersonRecord, 'source'>): boolean =>
  kindOf(source) === 'hand';

/** Who names people whose sources do not: they themselves, or their number in a course. */
const namingKinds = ['self', 'numbered'] as const;
export type NamingKind = (typeof namingKinds)[number];

/** Whether a record is nothing but a name that no source gave: it says nothing of who is there. */
export const isNaming = ({ source }: Pick<PersonRecord, 'source'>): boolean =>
  namingKinds.some((kind) => kind === kindOf(source));

/** What has to be vouched for, to be known again by it. */
const vouchedFields = {
  email: 'mail',
  campusNumber: 'campusNumber',
  phone: 'phone',
} as const satisfies Partial<Record<RankedField, VouchedKey>>;

/** The records whose source vouches for a field; all of them for a field that is no key. */
export function vouchingFor<V extends Voice>(
  records: readonly V[],
  field: RankedField,
  vouchesOf: VouchesOf,
): readonly V[] {
  if (field !== 'email' && field !== 'campusNumber' && field !== 'phone') return records;
  return records.filter((record) => vouchesOf(record).includes(vouchedFields[field]));
}

/**
 * The records that count for a field, the one that is believed first in front. Of numbers only those whose source
 * vouches for them; a mail address that nobody vouches for is shown and written to where there is no other.
 */
export function voicesFor<V extends Voice>(
  records: readonly V[],
  field: RankedField,
  vouchesOf: VouchesOf = usualTrust,
): V[] {
  const said = records.filter((record) => !isByHand(record));
  const vouching = vouchingFor(said, field, vouchesOf);
  const first = present(vouching, field);
  if (field !== 'email') return first;
  const others = said.filter((record) => !vouching.includes(record));
  return [...first, ...present(others, field)];
}

/** Those that are still there, else those that were, ranked. */
function present<V extends Voice>(said: readonly V[], field: RankedField): V[] {
  const live = said.filter((record) => record.goneAt === null);
  return ranked(live.length > 0 ? live : said, precedence[field]);
}

/** Whether two sources are believed alike for a field, so that the later one counts. */
export const ranksAlike = (a: string, b: string, field: RankedField): boolean =>
  placeOf(a, precedence[field]) === placeOf(b, precedence[field]);

/** Resolves a person's fields and status from what every source says. `records` must not be empty. */
export function resolve(records: readonly Voice[], vouchesOf: VouchesOf = usualTrust): Resolved {
  const voices = (field: RankedField) => voicesFor(records, field, vouchesOf);
  const named = voices('name').find(({ facts }) => facts.displayName !== '')?.facts;
  const first = (field: SingleField) => voices(field).find(({ facts }) => facts[field] !== null);
  const value = (field: SingleField) => first(field)?.facts[field] ?? null;
  return {
    ...(named ? namesOf(named) : nameless),
    email: value('email'),
    campusNumber: value('campusNumber'),
    phone: value('phone'),
    locale: value('locale'),
    timezone: value('timezone'),
    vouchedEmail: isVouched(first('email'), vouchesOf) ? value('email') : null,
    status: statusOf(records),
  };
}

type SingleField = 'email' | 'campusNumber' | 'phone' | 'locale' | 'timezone';

const nameless = { displayName: '', givenName: '', familyName: '' };

const namesOf = ({ displayName, givenName, familyName }: PersonFacts): typeof nameless => ({
  displayName,
  givenName,
  familyName,
});

const isVouched = (mail: Voice | undefined, vouchesOf: VouchesOf): boolean =>
  mail !== undefined && vouchesOf(mail).includes('mail');

/**
 * Active while a system that lists people has an open account for them. A launch counts when it came
 * after every departure: the portal let the person in, so they are back. What an administrator decided by
 * hand stands before all of them until it is taken back.
 */
export function statusOf(all: readonly Voice[]): PersonStatus {
  const records = all.filter((record) => !isNaming(record));
  const held = records.find((record) => isByHand(record) && record.goneAt === null);
  if (held) return held.facts.suspended ? 'deactivated' : 'active';
  const lists = records.filter(({ source }) => isAuthority(source));
  const isOpen = (record: Voice) => record.goneAt === null && !record.facts.suspended;
  if (lists.some(isOpen)) return 'active';
  const lastDeparture = Math.max(...lists.map(({ changedAt }) => changedAt), -1);
  const others = records.filter((record) => !lists.includes(record) && isOpen(record));
  return others.some(({ seenAt }) => seenAt > lastDeparture) ? 'active' : 'deactivated';
}

function placeOf(source: string, order: readonly string[]): number {
  const place = order.indexOf(rankedAs(source));
  return place < 0 ? order.length : place;
}

const ranked = <V extends Voice>(voices: readonly V[], order: readonly string[]): V[] =>
  [...voices].sort(
    (a, b) =>
      placeOf(a.source, order) - placeOf(b.source, order) ||
      b.seenAt - a.seenAt ||
      a.source.localeCompare(b.source),
  );

/** The names of the fields in which two tellings differ. */
export const changedFields = (before: PersonFacts, after: PersonFacts): string[] =>
  factFields.filter((field) => before[field] !== after[field]);
