import { createLdapLogin } from '../adapters/ldap/index.ts';
import {
  accountRoutes,
  createCodes,
  createDirectoryLogin,
  createLogin,
  createMyAccount,
  createPasswords,
  createPersons,
  loginRoutes,
} from '../features/access/accounts/index.ts';
import type { Audit } from '../features/audit/index.ts';
import type { Proof } from '../features/admin/privacy/index.ts';
import type { Settings } from './config.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';
import { keysOf } from './sealing.ts';
import { directorySettings } from './sources.ts';
import { createStoredRateLimit } from '../kernel/stored-rate-limit.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';

/** How soon a code that was asked for goes into the outbox, seconds. */
const codesEvery = 1;

/** Makes logging in without a portal, and one's own account. */
export function composeAccounts(core: Core, audit: Audit) {
  const { config, db, registry, events } = core;
  const shared = {
    ...core,
    ...keysOf(config, 'accounts'),
    product: config.CAMPUS_MEET_NAME,
    loginUrl: `${withoutEndSlashes(config.CAMPUS_MEET_URL)}/login`,
    audit,
    persons: createPersons(db, {
      findActive: registry.people.findActive,
      knownBy: registry.people.named,
      phoneKey: registry.people.phoneKey,
      withAccount: registry.people.withAccount,
      matched: registry.people.matched,
      isRegistered: registry.people.isRegistered,
    }),
    ended: (sessionIds: string[]) =>
      events.emit('session.ended', { sessionIds, code: 'session/ended' }),
  };
  const throttle = createStoredRateLimit(shared);
  const codes = createCodes(shared);
  const passwords = createPasswords(shared);
  const login = createLogin({ ...shared, codes, passwords, throttle });
  const made = { codes, passwords, throttle, directory: directory(config) };
  const directoryLogin = createDirectoryLogin({ ...shared, ...made });
  const account = createMyAccount({ ...shared, ...made });
  const proof: Proof = { require: account.prove };
  const piece: Piece = {
    routes: [...loginRoutes(login, directoryLogin), ...accountRoutes(account)],
    jobs: [
      { name: 'login-codes', every: codesEvery, work: codes.deliver },
      { name: 'account-sweep', every: 3600, onOneBridge: true, work: account.sweep },
    ],
  };
  return { piece, proof, parts: { ...shared, ...made } };
}

function directory(config: Settings) {
  const settings = directorySettings(config);
  return settings && config.LOGIN_LDAP.length > 0
    ? createLdapLogin(settings, config.LOGIN_LDAP)
    : null;
}
