/** The public interface of logging in without a portal, and of one's own account. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { QueueRules } from '../../../kernel/queues.ts';
import type { Route } from '../../../kernel/route.ts';
import { createStoredRateLimit } from '../../../kernel/stored-rate-limit.ts';
import type { Merge } from '../../directory/merge/index.ts';
import type { Roles } from '../../directory/roles/index.ts';
import type { TemplateRenderer } from '../../notifications/outbox/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { createCodes } from './codes.ts';
import { contactsOf } from './contact-repository.ts';
import { createConnecting } from './connecting/connecting.ts';
import { connectingRoutes } from './connecting/routes.ts';
import { createContacts } from './contacts/contacts.ts';
import { contactRoutes } from './contacts/routes.ts';
import { notifyOfContacts } from './contacts/notifying.ts';
import { createDirectoryLogin } from './directory-login.ts';
import { createAccountLinks } from './links.ts';
import { createLogin } from './login.ts';
import { createMyAccount } from './my-account.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createPersons } from './persons.ts';
import type { AccountOutbox, AccountPeople, AuditTrail, CampusDirectory } from './ports.ts';
import { accountRoutes, loginRoutes } from './routes.ts';

export { createContactNotes } from './contacts/noting.ts';

/** What accounts are made with. */
export interface AccountsDeps {
  db: Database;
  clock: Clock;
  /** Signs codes and known browsers; what `formerKeys` signed still holds. */
  key: Buffer;
  formerKeys?: readonly Buffer[];
  people: AccountPeople;
  roles: Pick<Roles, 'grantsOf' | 'requireSystem'>;
  audit: AuditTrail;
  sessions: Pick<Sessions, 'open' | 'endOthers' | 'endAllOf' | 'originOf'>;
  merge: Pick<Merge, 'connectable' | 'connect' | 'isInForce' | 'disconnect'>;
  events: Pick<Events, 'emit'>;
  outbox: AccountOutbox;
  templates: TemplateRenderer;
  /** Null where the campus directory is not configured for logging in. */
  directory: CampusDirectory | null;
  /** What the product is called: no password is made of it. */
  product: string;
  /** Our root as browsers reach it, without a slash at its end. */
  publicUrl: string;
  /** IANA name, for people whose own zone is not known. */
  campusZone: string;
  /** How long whoever shares an address waits in line. */
  queues?: Partial<QueueRules>;
  /** How passwords are kept: as argon2id unless told. */
  passwords?: Passwords;
}

/** How soon a code that was asked for goes into the outbox, seconds. */
const codesEvery = 1;

/** How soon somebody is told of another contact, seconds. */
const tellsEvery = 1;

export type Accounts = ReturnType<typeof createAccounts>;

/** Makes logging in without a portal, one's own account, "This is me", and what sources say of contacts. */
export function createAccounts(deps: AccountsDeps) {
  const { db, publicUrl, people, events } = deps;
  const shared = {
    ...deps,
    loginUrl: `${publicUrl}/login`,
    answerUrl: `${publicUrl}/notice`,
    persons: createPersons(db, people),
    ended: (sessionIds: string[]) =>
      events.emit('session.ended', { sessionIds, code: 'session/ended' }),
  };
  const made = {
    ...shared,
    codes: createCodes(shared),
    passwords: deps.passwords ?? createPasswords(shared),
    rateLimit: createStoredRateLimit(shared),
  };
  const login = createLogin(made);
  const directoryLogin = createDirectoryLogin(made);
  const account = createMyAccount(made);
  const { links, routes } = connectionsOf({ ...made, prove: account.prove });
  const jobs: Job[] = [
    { name: 'login-codes', every: codesEvery, work: made.codes.deliver },
    { name: 'account-sweep', every: 3600, onOneBridge: true, work: account.sweep },
    { name: 'contact-changes', every: tellsEvery, work: () => notifyOfContacts(shared) },
    { name: 'account-link-sweep', every: 3600, onOneBridge: true, work: links.sweep },
  ];
  return {
    login,
    directoryLogin,
    account,
    codes: made.codes,
    rateLimit: made.rateLimit,
    persons: shared.persons,
    /** What somebody has confirmed to be reached by, the latest first; in the caller's transaction. */
    contacts: { of: contactsOf },
    /** Shows that whoever holds the session is who it belongs to. */
    proof: { require: account.prove },
    routes: [...loginRoutes(login, directoryLogin), ...accountRoutes(account), ...routes],
    jobs,
  };
}

type Connecting = Omit<Parameters<typeof createConnecting>[0], 'connections'> &
  Omit<Parameters<typeof createContacts>[0], 'requireSystem'> &
  Pick<AccountsDeps, 'merge' | 'roles'>;

/** "This is me", and what has to be confirmed before somebody logs in with it. */
function connectionsOf(made: Connecting): {
  links: { sweep: () => Promise<void> };
  routes: Route[];
} {
  const { merge, roles, sessions, ended } = made;
  const isAdmin = async (personId: string): Promise<boolean> =>
    (await roles.grantsOf(personId)).length > 0;
  const connections = { ...merge, isAdmin };
  const signOut = async (ids: readonly string[]): Promise<void> => {
    const all = await Promise.all(ids.map((id) => sessions.endAllOf(id)));
    ended(all.flat());
  };
  const links = createAccountLinks({ ...made, connections, signOut });
  const contacts = createContacts({ ...made, requireSystem: roles.requireSystem });
  return {
    links,
    routes: [
      ...connectingRoutes(createConnecting({ ...made, connections })),
      ...contactRoutes(contacts, links),
    ],
  };
}
