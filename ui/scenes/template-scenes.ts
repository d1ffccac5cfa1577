import { theAdmin } from './admin-answers.ts';
import {
  aShortMessage,
  anOwnTemplate,
  olderWords,
  type TemplateWorld,
} from './template-answers.ts';
import type { SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface TemplateScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

/** The campus's own message templates. */
export function templateScenes(host: TemplateScene['world']) {
  const admin = (path: string, letters: () => TemplateWorld): TemplateScene => ({
    path: `/admin/letters${path}`,
    world: (locale) => ({ ...host(locale), admin: theAdmin(), letters: letters() }),
  });
  const own = (): TemplateWorld => ({ template: anOwnTemplate() });
  const rival = { subject: 'Welcome', body: 'Hello {name},\n\n[Begin here]({link})' };
  return {
    'admin-letters': admin('', own),
    'admin-letter': admin('/registered', own),
    'admin-letter-rival': admin('/registered', () => ({ ...own(), rival })),
    'admin-letter-older': admin('/registered', () => ({
      template: anOwnTemplate({ shippedThen: olderWords }),
    })),
    'admin-letter-unusable': admin('/registered', () => ({
      template: anOwnTemplate({
        own: { subject: 'Welcome', body: 'Hello {fullname},\n\n[Log in]({link})' },
      }),
    })),
    'admin-letter-sms': admin('/login-code-sms', () => ({ template: aShortMessage() })),
  };
}
