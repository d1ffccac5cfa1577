import { createIdentities, identityRoutes } from '../features/identities/index.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import { personalData } from './personal-data.ts';
import type { Piece } from './piece.ts';
import { keepDoing } from './upkeep.ts';

/** Makes what administrators see and decide of who is who. */
export function composeIdentities(
  { db, clock, log, registry }: Core,
  { roles, audit }: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>,
): Piece {
  const { people, departments } = registry;
  const identities = createIdentities({
    ...{ db, clock, people, audit, personal: personalData },
    ...{ scopes: roles, units: departments },
  });
  return {
    routes: identityRoutes(identities),
    jobs: [keepDoing({ everyMs: 3_600_000, log, work: identities.sweep })],
    waiting: [
      {
        kind: 'conflicts',
        count: ({ scope }) =>
          identities.countConflicts(scope.isSystem ? null : [...scope.departmentIds]),
      },
    ],
  };
}
