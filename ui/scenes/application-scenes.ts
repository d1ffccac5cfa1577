import type { SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface ApplicationScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

/** Applying for an account. */
export function applicationScenes(of: Record<'nobody' | 'host', ApplicationScene['world']>) {
  const register = (change: Partial<World> = {}, path = '/register'): ApplicationScene => ({
    path,
    world: (locale) => ({ ...of.nobody(locale), ...change }),
  });
  return {
    register: register(),
    'register-closed': register({ applications: { open: false } }),
    'register-failed': register({ failing: { getApplicationForm: 'network/unreachable' } }),
    'register-link': register({}, '/register#9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL'),
  };
}
