import { theAdmin } from './admin-answers.ts';
import type { SceneLocale } from './people.ts';
import { someMoodles, somePlatforms, type PlatformWorld } from './platform-answers.ts';
import type { World } from './world.ts';

interface PlatformScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

/** The learning platforms: of every status, and none. */
export function platformScenes(host: PlatformScene['world']) {
  const admin = (platforms: () => PlatformWorld['platforms']): PlatformScene => ({
    path: '/admin/platforms',
    world: (locale) => ({
      ...host(locale),
      admin: theAdmin(),
      platforms: { platforms: platforms(), moodles: platforms().length === 0 ? [] : someMoodles() },
    }),
  });
  return {
    'admin-platforms': admin(somePlatforms),
    'admin-no-platforms': admin(() => []),
  };
}
