import { withoutEndSlashes } from '../../../kernel/urls.ts';
/** A person of the campus: one row, whatever number of systems knows them. */
export interface Person {
  id: string;
  displayName: string;
  givenName: string;
  familyName: string;
  email: string | null;
  /** The number that the campus itself gave: student or staff number. */
  campusNumber: string | null;
  phone: string | null;
  /** BCP 47. */
  locale: string | null;
  /** IANA name. */
  timezone: string | null;
  status: PersonStatus;
  createdAt: number;
  updatedAt: number;
}

export type PersonStatus = 'active' | 'deactivated';

/** What one source says of one of its accounts. Texts, never HTML; null where the source does not say. */
export interface PersonFacts {
  /** The account's stable id at the source. */
  externalId: string;
  displayName: string;
  givenName: string;
  familyName: string;
  email: string | null;
  campusNumber: string | null;
  phone: string | null;
  locale: string | null;
  timezone: string | null;
  /** True when the source has the account but keeps it from signing in. */
  suspended: boolean;
}

/** The fields of a person that sources may speak about, in the order in which they are reported. */
export const factFields = [
  'displayName',
  'givenName',
  'familyName',
  'email',
  'campusNumber',
  'phone',
  'locale',
  'timezone',
  'suspended',
] as const satisfies readonly (keyof PersonFacts)[];

/**
 * Who speaks, and whose account ids they are. Moodle's web services and the same Moodle's LTI launches
 * are two sources of one realm: the id of an account is the same in both, and so is the person.
 */
export interface SourceOfPeople {
  /** `<kind>:<which>`, for example `moodle:https://moodle.uni.test` or `lti:<platformId>`. */
  source: string;
  /** Issuer, wwwroot or directory that the account ids belong to. */
  realm: string;
}

/** The kind of a source: what stands before the first colon of its key. */
export const kindOf = (source: string): string => source.split(':', 1)[0] ?? '';

/** One spelling of a realm (an issuer or wwwroot): no slash at the end, host in lower case. */
export function normaliseRealm(realm: string): string {
  try {
    const url = new URL(realm);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return realm;
    return withoutEndSlashes(`${url.origin}${url.pathname}`);
  } catch {
    return realm;
  }
}
