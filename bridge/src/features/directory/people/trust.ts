import { kindOf, type PersonFacts, type SourceOfPeople } from './person.ts';

/** The keys by which people are known across sources, as a source may vouch for them. */
export const vouchable = ['campusNumber', 'mail', 'phone'] as const;
export type VouchedKey = (typeof vouchable)[number];

/**
 * What a source may vouch for: what it says of these keys is true, because nobody can write it there for
 * themselves. Of a source that vouches for nothing only the account's own id (`sub`) is believed.
 */
export type Vouches = readonly VouchedKey[];

/** What an LMS or a portal vouches for until IT says that the fields are locked there: only its own id. */
export const vouchesForNothing: Vouches = [];

/** What a directory vouches for unless told otherwise. */
export const vouchesForAll: Vouches = [...vouchable];

/** The words of a list by comma, or `none`: in one order, each once; `unknown` are those that are no key. */
export function readVouches(text: string): { vouches: Vouches; unknown: string[] } {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== 'none');
  const isKey = (word: string) => vouchable.some((key) => key === word);
  return {
    vouches: vouchable.filter((key) => words.includes(key)),
    unknown: words.filter((word) => !isKey(word)),
  };
}

/** As it is stored; a word that is not known vouches for nothing. */
export const parseVouches = (stored: string): Vouches => readVouches(stored).vouches;

/** What `parseVouches` reads: the keys by comma, empty for none. */
export const formatVouches = (vouches: Vouches): string =>
  vouchable.filter((key) => vouches.includes(key)).join(',');

/** What each source vouches for. */
export type VouchesOf = (from: SourceOfPeople) => Vouches;

/** Sources of the campus's own: a directory, and what administrators themselves register. */
const ownKinds = new Set(['ldap', 'sheet', 'application']);

/** What sources vouch for where nothing is declared. */
export const usualTrust: VouchesOf = ({ source }) =>
  ownKinds.has(kindOf(source)) ? vouchesForAll : vouchesForNothing;

const lmsKinds = new Set(['lti', 'nrps', 'moodle', 'portal']);

/** Whether an LMS speaks, by whatever way, or a portal as one: it does not decide about people with power. */
export const isLms = (source: string): boolean => lmsKinds.has(kindOf(source));

/** The facts by which people are known again, with those left out that the source does not vouch for. */
export function believed<F extends Pick<PersonFacts, 'campusNumber' | 'email' | 'phone'>>(
  facts: F,
  vouches: Vouches,
): F {
  return {
    ...facts,
    campusNumber: vouches.includes('campusNumber') ? facts.campusNumber : null,
    email: vouches.includes('mail') ? facts.email : null,
    phone: vouches.includes('phone') ? facts.phone : null,
  };
}
