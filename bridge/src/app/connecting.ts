import {
  connectingRoutes,
  contactRoutes,
  createAccountLinks,
  createConnecting,
  createContacts,
  tellOfContacts,
} from '../features/access/accounts/index.ts';
import type { Identities } from '../features/directory/merge/index.ts';
import type { composeAccounts } from './accounts.ts';
import type { composeAdmin } from './admin.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';

/** How soon somebody is told of another contact, seconds. */
const tellsEvery = 1;

interface Others {
  accounts: ReturnType<typeof composeAccounts>;
  admin: Pick<ReturnType<typeof composeAdmin>, 'roles'>;
  identities: Identities;
}

/** Makes "This is me", and what has to be confirmed before somebody logs in with it. */
export function composeConnecting(core: Core, { accounts, admin, identities }: Others): Piece {
  const { config, sessions, events } = core;
  const { roles } = admin;
  const ended = (sessionIds: string[]) =>
    events.emit('session.ended', { sessionIds, code: 'session/ended' });
  const shared = {
    ...accounts.parts,
    ended,
    answerUrl: `${withoutEndSlashes(config.CAMPUS_MEET_URL)}/notice`,
    campusZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    connections: {
      ...identities,
      view: identities.connectable,
      isAdmin: async (personId: string) => (await roles.grantsOf(personId)).length > 0,
    },
    prove: accounts.proof.require,
    requireSystem: roles.requireSystem,
    signOut: async (ids: readonly string[]) => {
      const all = await Promise.all(ids.map((id) => sessions.endAllOf(id)));
      ended(all.flat());
    },
  };
  const links = createAccountLinks(shared);
  return {
    routes: [
      ...connectingRoutes(createConnecting(shared)),
      ...contactRoutes(createContacts(shared), links),
    ],
    jobs: [
      { name: 'contact-changes', every: tellsEvery, work: () => tellOfContacts(shared) },
      { name: 'account-link-sweep', every: 3600, onOneBridge: true, work: links.sweep },
    ],
  };
}
