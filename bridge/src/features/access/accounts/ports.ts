import type { Database } from '../../../kernel/database.ts';
import type { Person, People } from '../../directory/people/index.ts';
import type { Posting } from '../../notifications/outbox/index.ts';

/** A person who logs in. */
export type AccountPerson = Pick<
  Person,
  'id' | 'displayName' | 'email' | 'phone' | 'campusNumber' | 'locale'
>;

/** What logging in needs to know of people. */
export type AccountPeople = Pick<
  People,
  'findActive' | 'named' | 'phoneKey' | 'withAccount' | 'matched' | 'isRegistered'
>;

/** An account of the campus directory, by what does not change. */
export interface DirectoryIdentity {
  realm: string;
  externalId: string;
  campusNumber: string | null;
  /** What else the directory says of it, so that nobody is taken for somebody else who has the same number. */
  said?: { displayName: string; givenName: string; familyName: string; email: string | null };
}

/** The campus directory, asked whether somebody is who they say. */
export interface CampusDirectory {
  /** Null when nobody is called so or the password is wrong. @throws Failure directory/unavailable, directory/refused */
  prove: (identifier: string, password: string) => Promise<DirectoryIdentity | null>;
}

/** Where codes go out. */
export interface AccountOutbox {
  add: (trx: Database, posting: Posting) => Promise<void>;
  carries: (kind: 'sms' | 'mail') => boolean;
}

export type { AuditTrail } from '../../audit/index.ts';
