import { theAdmin } from './admin-answers.ts';
import { anApplication, type ApplicationWorld } from './application-answers.ts';
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
  const admin = (applications: Partial<ApplicationWorld>): ApplicationScene => ({
    path: '/admin/applications',
    world: (locale) => ({ ...of.host(locale), admin: theAdmin(), applications }),
  });
  const overview: ApplicationScene = {
    path: '/admin',
    world: (locale) => {
      const got = received();
      const base = of.host(locale);
      // What is decided waits no longer.
      const waiting = {
        get applications() {
          return got.filter(({ state }) => state === 'waiting').length;
        },
      };
      return { ...base, admin: theAdmin({ waiting }), applications: { received: got } };
    },
  };
  return {
    'admin-applications': admin({ received: received() }),
    'admin-applications-none': admin({}),
    'admin-overview-applications': overview,
    register: register(),
    'register-closed': register({ applications: { open: false } }),
    'register-failed': register({ failing: { getApplicationForm: 'network/unreachable' } }),
    'register-link': register({}, '/register#9TqZ3rX0kVbU4sYpW1mC7dE8fA2hJ5nL'),
  };
}

const name = 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst';
const known = {
  id: '00000000-0000-4000-8000-000000008101',
  name,
  campusNumber: 'T20262',
  email: 'old@lakeside.test',
};

const received = () => [
  anApplication(1, {
    directory: {
      is: 'found',
      name: '李蕾',
      email: null,
      active: true,
      agrees: { name: false, email: false, department: true },
    },
    rivals: [{ id: known.id, name: '李磊', email: 'x@lakeside.test' }],
  }),
  anApplication(2, {
    name,
    locale: 'en',
    email: 'maximiliane.hohenlohe-waldenburg@wolkenburg-universitaet.example.edu',
    outcome: {
      verdict: 'update',
      conflict: null,
      people: [known],
      changes: [{ field: 'email', before: known.email, after: 'new@lakeside.test' }],
    },
  }),
  anApplication(3, {
    name: '𠮷野<b>',
    directory: { is: 'unknown' },
    outcome: {
      verdict: 'conflict',
      conflict: 'elsewhere',
      changes: [],
      people: [{ id: null, name: null, campusNumber: null, email: null }],
    },
  }),
  anApplication(4, {
    state: 'refused',
    decidedAt: Date.now(),
    decidedBy: '韩梅梅',
    reason: '工号不对',
    outcome: null,
    directory: null,
  }),
];
