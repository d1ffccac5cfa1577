import {
  announceConflicts,
  createIdentities,
  identityRoutes,
  type Identities,
} from '../features/directory/merge/index.ts';
import type { composeAdmin } from './admin.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import type { Core } from './core.ts';
import { personalData } from './personal-data.ts';
import type { Piece } from './piece.ts';

/** Makes what administrators see and decide of who is who. */
export function composeIdentities(
  { db, clock, registry, sessions, outbox, templates, config, events }: Core,
  { roles, audit }: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>,
): Piece & { identities: Identities } {
  const { people, departments } = registry;
  const identities = createIdentities({
    db,
    clock,
    people,
    audit,
    personal: personalData,
    scopes: roles,
    units: departments,
    signOut: async (ids) => {
      const ended = await Promise.all(ids.map(sessions.endAllOf));
      events.emit('session.ended', { sessionIds: ended.flat(), code: 'session/ended' });
    },
  });
  const loginUrl = `${withoutEndSlashes(config.CAMPUS_MEET_URL)}/login`;
  const announcing = { db, clock, people, outbox, templates, loginUrl };
  return {
    identities,
    routes: identityRoutes(identities),
    jobs: [
      { name: 'merge-sweep', every: 3600, onOneBridge: true, work: identities.sweep },
      { name: 'conflict-mails', every: 5, work: () => announceConflicts(announcing) },
      // A platform or portal may be trusted otherwise at any time, by page or command.
      { name: 'trust-refresh', every: 10, work: registry.followTrust },
    ],
    waiting: [
      {
        kind: 'conflicts',
        count: ({ scope }) =>
          identities.countConflicts(scope.isSystem ? null : [...scope.departmentIds]),
      },
    ],
  };
}
