import type { SaidName } from './names-alike.ts';

/** A person that an account might belong to, as far as matching needs to know. */
export interface Candidate {
  id: string;
  campusNumber: string | null;
  emailKey: string | null;
  phoneKey: string | null;
  /** Ids of the person's accounts in the realm that is being read, gone ones left out. */
  accounts: readonly string[];
  /** What any source calls them, and the mail addresses (as keys) that any source says of them. */
  names: readonly SaidName[];
  mails: readonly string[];
  /** Holds a grant, or teaches. */
  isPrivileged: boolean;
}

export type MatchedBy = 'account' | 'campus-number' | 'email' | 'phone';

export const conflictReasons = [
  /** Several people have this key. */
  'several-people',
  /** The source itself gives this key to several accounts. */
  'shared-in-source',
  /** The person with this key has another, stronger key, or another account in the same realm. */
  'contradiction',
  /** The person with this number has another account in the same realm that is still there. */
  'second-account',
  /** The person with this key administers or teaches: an LMS's word does not decide that. */
  'holds-power',
  /** The person with this key has another name and another mail address. */
  'different-person',
  /** The source gives somebody who is known a key that another person has. */
  'key-taken',
  /** Its owner has shown to be somebody who has another account of the same source. */
  'claimed',
] as const;
export type ConflictReason = (typeof conflictReasons)[number];

/** Two records that may or may not be one person: nothing is merged, somebody has to look. */
export interface Conflict {
  externalId: string;
  key: MatchedBy;
  reason: ConflictReason;
  /** Ids of the people in question. */
  candidates: string[];
}

export interface Match {
  personId: string;
  by: MatchedBy;
}
