import { kindOf } from '../../directory/people/index.ts';

/** Somebody about whom things are kept. */
export interface Subject {
  kind: 'person' | 'guest';
  id: string;
  name: string;
  locale: string | null;
  /** IANA name. */
  timezone: string | null;
  email: string | null;
  campusNumber: string | null;
  /** Mail addresses and phone numbers, in every form in which they are kept. */
  addresses: readonly string[];
  /** Whole texts by which lists mention them: id, name, accounts. */
  mentions: readonly string[];
  records: readonly { source: string; isGone: boolean }[];
}

/** The kinds of sources that list people again and again: whom they list comes back with the next run. */
const listing = new Set(['ldap', 'moodle', 'nrps']);

/** The sources that would bring the person back, each once, by the name that they are configured by. */
export const listedBy = ({ records }: Subject): string[] => [
  ...new Set(
    records
      .filter(({ source, isGone }) => !isGone && listing.has(kindOf(source)))
      .map(({ source }) => source),
  ),
];
