import { createPlatformAdmin, platformRoutes } from '../features/access/lti/index.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';

/** Makes what system admins do with learning platforms. */
export function composePlatforms(core: Core, admin: ReturnType<typeof composeAdmin>): Piece {
  const { db, clock, registry } = core;
  const platforms = createPlatformAdmin({ db, clock, audit: admin.audit });
  return {
    routes: platformRoutes({
      admin: platforms,
      openRegistration: (lifeMs, madeBy) => registry.launches.openRegistration(lifeMs, madeBy),
      requireSystem: admin.roles.requireSystem,
      people: registry.people,
      now: () => clock.now(),
    }),
    waiting: [
      {
        kind: 'platforms',
        count: async ({ scope }) => {
          if (!scope.isSystem) return 0;
          return (await platforms.list()).filter(({ status }) => status === 'pending').length;
        },
      },
    ],
  };
}
