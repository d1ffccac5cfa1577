import { createIdentities, identityRoutes } from '../features/identities/index.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';

/** Makes what administrators see and decide of who is who. */
export function composeIdentities(
  { db, clock, registry }: Core,
  { roles, audit }: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>,
): Piece {
  const { people, departments } = registry;
  const identities = createIdentities({
    ...{ db, clock, people, audit },
    ...{ scopes: roles, units: departments },
  });
  return { routes: identityRoutes(identities) };
}
