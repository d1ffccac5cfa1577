import type { Database } from '../../../kernel/database.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import type { Opened, Where } from '../sessions/index.ts';

/** A person who logs in. */
export interface AccountPerson {
  id: string;
  displayName: string;
  email: string | null;
  phone: string | null;
  campusNumber: string | null;
  locale: string | null;
}

/** What logging in needs to know of people; only who is active is ever answered. */
export interface AccountPeople {
  findActive: (personId: string) => Promise<AccountPerson | null>;
  /** Everybody who has this phone number, mail address or campus number. */
  knownBy: (identifier: string) => Promise<AccountPerson[]>;
  /** A telephone number as E.164, whatever way the campus writes it; null when it is none. */
  phoneKey: (phone: string | null) => string | null;
  /** Whose account of a realm this is; the person's id, active or not. */
  withAccount: (realm: string, externalId: string) => Promise<string | null>;
  /** Who an account of the directory that was not read yet is for certain, by its campus number; the person's id. */
  matched: (identity: DirectoryIdentity) => Promise<string | null>;
  /** Whether a source that the campus itself fills names the person: a directory, a sheet, an application. */
  isRegistered: (personId: string) => Promise<boolean>;
}

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

/** Opens a session for somebody who has shown who they are. */
export interface SessionOpener {
  open: (
    grant: { kind: 'person'; personId: string; courseId: null; meetingId: null },
    place: Where,
  ) => Promise<Opened>;
}

/** Ends the other sessions of somebody, in the caller's transaction; answers their ids. */
export interface SessionEnder {
  endOthers: (personId: string, sessionId: string, trx: Database) => Promise<string[]>;
}

/** Keeps who changed what, in the caller's transaction. */
export interface AuditLog {
  record: (
    trx: Database,
    done: {
      /** Null where nobody is known who did it: a source, or a link. */
      actorId: string | null;
      action: string;
      subject: { kind: string; id: string; name: string };
      scopeDepartmentId: string | null;
      before: unknown;
      after: unknown;
    },
  ) => Promise<void>;
}
