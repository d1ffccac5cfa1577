import { aWaitingPhone, type ConnectingWorld } from './connecting-answers.ts';
import type { SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface Scene {
  path: string;
  world: (locale: SceneLocale) => World;
}

const connection = {
  isOpen: true,
  source: { kind: 'lti', name: 'https://moodle.example.edu' },
  ways: ['sms', 'mail'] as ('sms' | 'mail')[],
};
const token = `${'0'.repeat(36)}.${'x'.repeat(43)}`;

/** "This is me", and contacts that wait to be confirmed. */
export function connectingScenes(of: Record<'nobody' | 'host', Scene['world']>) {
  const notice = (link: ConnectingWorld['link']): Scene => ({
    path: `/notice#${token}`,
    world: (locale) => ({ ...of.nobody(locale), connecting: { link } }),
  });
  const connected = { kind: 'connected' as const, contact: null };
  const contact = { kind: 'contact' as const, contact: '••••••9999' };
  return {
    'home-this-is-me': {
      path: '/',
      world: (locale: SceneLocale) => ({ ...of.host(locale), connecting: { connection } }),
    },
    'home-this-is-me-admin': {
      path: '/',
      world: (locale: SceneLocale) => ({
        ...of.host(locale),
        connecting: { connection, asksPassword: true },
      }),
    },
    'settings-contact-waits': {
      path: '/settings',
      world: (locale: SceneLocale) => ({
        ...of.host(locale),
        connecting: { connection, waiting: [aWaitingPhone()] },
      }),
    },
    'notice-contact': notice({ ...contact, state: 'open' }),
    'notice-connected': notice({ ...connected, state: 'open' }),
    'notice-undone': notice({ ...connected, state: 'not-mine' }),
    'notice-over': notice({ ...contact, state: 'over' }),
  };
}
