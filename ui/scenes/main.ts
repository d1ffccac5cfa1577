import { z } from 'zod';
import { createFakeConference, createPictures } from '../src/adapters/fake/index.ts';
import { composePanel } from '../src/app/compose.ts';
import type { Loudness } from '../src/features/calls/ports.ts';
import '../src/kit/tokens.css';
import '../src/kit/base.css';
import type { Incoming } from '../../bridge/src/features/calls/contract.ts';
import { stories } from './stories.ts';
import { anIncoming } from './campus.ts';
import { scriptedDevices, type DeviceHandle } from './devices.ts';
import { scriptedEffects, type EffectHandle } from './effects.ts';
import { meetingId, type SceneLocale } from './people.ts';
import { scenes, type Scene, type SceneName } from './scenes.ts';
import { scriptedPictureInPicture, type PictureInPictureHandle } from './picture-in-picture.ts';
import { scriptedPush } from './push.ts';
import { sceneMemory, scriptedBridge } from './world.ts';

z.config({ jitless: true });

const asked = new URLSearchParams(window.location.search);
const name = asked.get('scene') ?? 'home';
const locale: SceneLocale = asked.get('locale') === 'zh-CN' ? 'zh-CN' : 'en';
const scene: Scene = Object.hasOwn(scenes, name) ? scenes[name as SceneName] : scenes['not-found'];

const world = scene.world(locale);
const bridge = scriptedBridge(world);
const pictures = createPictures();
const { devices, handle: deviceHandle } = scriptedDevices(pictures, scene.devices ?? {});
const { effects, handle: effectHandle } = scriptedEffects(scene.effects ?? 'well');
const { pictureInPicture, handle: pictureInPictureHandle } = scriptedPictureInPicture();
const conference = createFakeConference(scene.script ?? 'alone', {
  streams: pictures,
  self: {
    name: world.session?.person.displayName ?? '',
    personId: world.session?.person.id ?? null,
    moderator: world.course.mayHost,
  },
  ...(scene.joinFails ? { joinFails: scene.joinFails } : {}),
});

/** The handle by which tests do what the others do. */
declare global {
  interface Window {
    scene: {
      conference: typeof conference;
      bridge: typeof bridge;
      world: typeof world;
      devices: DeviceHandle;
      effects: EffectHandle;
      pictureInPicture: PictureInPictureHandle;
      opened: string[];
      /** Words that were left for tabs. */
      notes: string[];
      /** A call that could come in. */
      incoming: () => Incoming;
      /** Tells how the bell is heard here, while it rings. */
      bell: ((loudness: Loudness) => void) | null;
    };
  }
}
window.scene = {
  conference,
  bridge,
  world,
  devices: deviceHandle,
  effects: effectHandle,
  pictureInPicture: pictureInPictureHandle,
  opened: [],
  notes: [],
  incoming: () => anIncoming(locale, 3),
  bell: null,
};

window.history.replaceState(null, '', scene.path);
const panel = composePanel(
  {
    bridge,
    createConference: () => Promise.resolve(conference),
    devices,
    effects,
    bell: {
      ring: (tell) => {
        window.scene.bell = tell;
        tell(scene.silent ? 'silent' : 'aloud');
        return () => (window.scene.bell = null);
      },
    },
    tabs: {
      takeNote: () => null,
      isFramed: () => scene.framed ?? false,
      open: (_words, note) => {
        if (note !== undefined) window.scene.notes.push(note);
        return {
          go: (url) => void window.scene.opened.push(url),
          close: () => undefined,
          isClosed: () => false,
          focus: () => undefined,
        };
      },
    },
    otherTabs: { ask: () => Promise.resolve(null), answer: () => () => undefined },
    pictureInPicture,
    push: scriptedPush(world.admission?.push ?? 'off'),
    tabMemory: sceneMemory(scene.inside ? { 'campus-meet.inside': meetingId } : {}),
    browserMemory: sceneMemory(scene.remembers),
  },
  scene.ticket ?? null,
);
// The first navigation is under way already; it starts anew when there is one more route.
panel.config.globalProperties.$router.addRoute(stories);
void panel.config.globalProperties.$router.replace(scene.path);
panel.mount('#app');
