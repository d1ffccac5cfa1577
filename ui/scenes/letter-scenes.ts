import { theAdmin } from './admin-answers.ts';
import { aShortMessage, anOwnLetter, olderWords, type LetterWorld } from './letter-answers.ts';
import type { SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface LetterScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

/** The campus's own letters. */
export function letterScenes(host: LetterScene['world']) {
  const admin = (path: string, letters: () => LetterWorld): LetterScene => ({
    path: `/admin/letters${path}`,
    world: (locale) => ({ ...host(locale), admin: theAdmin(), letters: letters() }),
  });
  const own = (): LetterWorld => ({ letter: anOwnLetter() });
  const rival = { subject: 'Welcome', body: 'Hello {name},\n\n[Begin here]({link})' };
  return {
    'admin-letters': admin('', own),
    'admin-letter': admin('/registered', own),
    'admin-letter-rival': admin('/registered', () => ({ ...own(), rival })),
    'admin-letter-older': admin('/registered', () => ({
      letter: anOwnLetter({ shippedThen: olderWords }),
    })),
    'admin-letter-unusable': admin('/registered', () => ({
      letter: anOwnLetter({
        own: { subject: 'Welcome', body: 'Hello {fullname},\n\n[Log in]({link})' },
      }),
    })),
    'admin-letter-sms': admin('/login-code-sms', () => ({ letter: aShortMessage() })),
  };
}
