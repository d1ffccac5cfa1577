import { createPinia } from 'pinia';
import { createApp, type App as VueApp } from 'vue';
import type { RouteLocation } from 'vue-router';
import { createBridge, type Bridge } from '../adapters/bridge/index.ts';
import { browserBell } from '../adapters/browser/bell.ts';
import { browserEffects } from '../adapters/browser/effects/index.ts';
import { createHistoryStore, usable } from '../adapters/browser/history-store.ts';
import { localDevices } from '../adapters/browser/local-devices.ts';
import { createMemory } from '../adapters/browser/memory.ts';
import { browserPictureInPicture } from '../adapters/browser/picture-in-picture.ts';
import { browserPush } from '../adapters/browser/push.ts';
import { browserOtherTabs } from '../adapters/browser/other-tabs.ts';
import { browserTabs } from '../adapters/browser/tabs.ts';
import { bellKey, type Bell } from '../features/calls/ports.ts';
import {
  devicesKey,
  effectsKey,
  type Devices,
  type Effects,
} from '../features/meetings/devices/ports.ts';
import {
  createConferenceKey,
  pictureInPictureKey,
  type CreateConference,
  type PictureInPicture,
} from '../features/meetings/room/ports.ts';
import {
  otherTabsKey,
  sessionsKey,
  tabsKey,
  type OtherTabs,
  type Tabs,
} from '../features/access/session/ports.ts';
import { browserPushKey, type BrowserPush } from '../features/access/settings/ports.ts';
import {
  browserMemoryKey,
  callKey,
  liveKey,
  loadPageWordsKey,
  tabMemoryKey,
  type Memory,
} from '../kernel/ports.ts';
import App from './App.vue';
import { createPanelWords } from './i18n.ts';
import { createPanelRouter } from './router.ts';

/** Everything that the panel takes from outside. */
export interface Parts {
  bridge: Bridge;
  createConference: CreateConference;
  devices: Devices;
  effects: Effects;
  bell: Bell;
  tabs: Tabs;
  otherTabs: OtherTabs;
  push: BrowserPush;
  pictureInPicture: PictureInPicture;
  tabMemory: Memory;
  /** Called after each change of the address: the new entry of the history has to know what the others know. */
  navigated?: () => void;
  browserMemory: Memory;
}

/** The real parts: this browser, the bridge that served the page, a Jitsi deployment. */
export function realParts(): Parts {
  const inHistory = createHistoryStore(window.history);
  const tabMemory = createMemory(() => usable(() => window.sessionStorage, inHistory));
  return {
    bridge: createBridge((...request) => fetch(...request), tabMemory),
    createConference: async ({ room, personId, renewToken }) => {
      const { createJitsiConference } = await import('../adapters/jitsi/index.ts');
      return createJitsiConference({ ...room, personId }, { renewToken });
    },
    devices: localDevices,
    effects: browserEffects,
    bell: browserBell,
    tabs: browserTabs,
    otherTabs: browserOtherTabs,
    push: browserPush,
    pictureInPicture: browserPictureInPicture,
    tabMemory,
    navigated: inHistory.keep,
    browserMemory: createMemory(() => window.localStorage),
  };
}

/** Joins parts and screens; the only place that constructs. `ticket` opens the session. Not yet mounted. */
export function composePanel(parts: Parts, ticket: string | null): VueApp {
  const words = createPanelWords();
  const router = createPanelRouter();
  const wordsOf = async (to: RouteLocation): Promise<void> => {
    if (to.meta['words'] !== 'first') await words.loadPages();
  };
  // Beside the page's code; and no page without its words.
  router.beforeEach((to) => void wordsOf(to));
  router.beforeResolve(wordsOf);
  router.afterEach(() => parts.navigated?.());
  return createApp(App, { ticket, words })
    .use(createPinia())
    .use(words.i18n)
    .use(router)
    .provide(callKey, parts.bridge.call)
    .provide(liveKey, parts.bridge.live)
    .provide(loadPageWordsKey, words.loadPages)
    .provide(sessionsKey, parts.bridge.sessions)
    .provide(tabMemoryKey, parts.tabMemory)
    .provide(browserMemoryKey, parts.browserMemory)
    .provide(devicesKey, parts.devices)
    .provide(effectsKey, parts.effects)
    .provide(bellKey, parts.bell)
    .provide(tabsKey, parts.tabs)
    .provide(otherTabsKey, parts.otherTabs)
    .provide(pictureInPictureKey, parts.pictureInPicture)
    .provide(browserPushKey, parts.push)
    .provide(createConferenceKey, parts.createConference);
}
