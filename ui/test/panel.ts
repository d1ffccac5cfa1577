import './vue-stand-in.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import type { MeetingSummary } from '../../bridge/src/features/meetings/contract.ts';
import { createFakeConference, type FakeConference } from '../src/adapters/fake/index.ts';
import { bellKey } from '../src/features/calls/ports.ts';
import {
  devicesKey,
  effectsKey,
  type Devices,
  type Effects,
} from '../src/features/meetings/devices/ports.ts';
import {
  createConferenceKey,
  pictureInPictureKey,
  type Admission,
  type PictureInPicture,
} from '../src/features/meetings/room/ports.ts';
import {
  otherTabsKey,
  sessionsKey,
  tabsKey,
  type GivenSession,
  type OtherTabs,
} from '../src/features/access/session/ports.ts';
import {
  browserMemoryKey,
  callKey,
  liveKey,
  tabMemoryKey,
  type Memory,
} from '../src/kernel/ports.ts';
import { aCourse, aMeeting, aSession, meetingId } from '../scenes/people.ts';
import { sceneMemory, scriptedBridge, type World } from '../scenes/world.ts';

/** A computer without devices. */
const noDevices: Devices = {
  permissions: () => ({ camera: true, microphone: true, screen: true }),
  browser: 'chromium',
  canChooseSpeaker: false,
  list: () => Promise.resolve({ microphone: [], camera: [], speaker: [] }),
  onChange: () => () => undefined,
  open: () => Promise.resolve({ stream: null, problem: 'not-found' }),
  onAllowed: () => () => undefined,
  meter: () => () => undefined,
  chime: () => Promise.resolve(true),
};

const noEffects: Effects = {
  canBackground: false,
  canSuppressNoise: false,
  background: () => Promise.reject(new Error('none')),
  noise: () => Promise.reject(new Error('none')),
  readPicture: () => Promise.resolve({ url: null, problem: 'unreadable' }),
  paintOf: () => Promise.reject(new Error('none')),
};

const noPictureInPicture: PictureInPicture = {
  way: () => 'none',
  openWindow: () => Promise.resolve(null),
  openVideo: () => Promise.resolve(null),
  control: () => () => undefined,
  onAway: () => () => undefined,
};

/** The panel's stores without its screens, on the scripted bridge and meeting. */
export interface TestPanel {
  world: World;
  bridge: ReturnType<typeof scriptedBridge>;
  conferences: FakeConference[];
  admissions: Admission[];
  tabMemory: Memory;
  /** The panel is in a frame of somebody's page. */
  isFramed: boolean;
  /** What tabs without a session are answered here, once somebody is signed in. */
  answers: Parameters<OtherTabs['answer']>[1] | null;
  /** What another tab gives. */
  given: GivenSession | null;
  /** Runs in the app's context, where stores find their ports. */
  run: <T>(use: () => T) => T;
}

/** A host's panel on a course whose meeting runs; `change` what is otherwise. */
export function aPanel(change: Partial<World> = {}): TestPanel {
  const world: World = {
    session: aSession('en', true),
    course: aCourse('en'),
    meetings: [aMeeting('en', { mayHost: true })],
    failing: {},
    removed: [],
    ...change,
  };
  const bridge = scriptedBridge(world);
  const tabMemory = sceneMemory();
  const panel: Omit<TestPanel, 'run'> = {
    world,
    bridge,
    tabMemory,
    conferences: [],
    admissions: [],
    isFramed: false,
    answers: null,
    given: null,
  };
  const app = createApp({})
    .use(createPinia())
    .provide(callKey, bridge.call)
    .provide(liveKey, bridge.live)
    .provide(sessionsKey, bridge.sessions)
    .provide(tabMemoryKey, tabMemory)
    .provide(browserMemoryKey, sceneMemory())
    .provide(devicesKey, noDevices)
    .provide(effectsKey, noEffects)
    .provide(tabsKey, { open: () => null, takeNote: () => null, isFramed: () => panel.isFramed })
    .provide(otherTabsKey, {
      ask: () => Promise.resolve(panel.given),
      answer: (_kind, give) => {
        panel.answers = give;
        return () => (panel.answers = null);
      },
    })
    .provide(pictureInPictureKey, noPictureInPicture)
    .provide(bellKey, { ring: () => () => undefined })
    .provide(createConferenceKey, (admission) => {
      const conference = createFakeConference('pair');
      panel.conferences.push(conference);
      panel.admissions.push(admission);
      return Promise.resolve(conference);
    });
  return Object.assign(panel, { run: <T>(use: () => T) => app.runWithContext(use) });
}

/** Lets everything that is already settled happen. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The scenes' meeting in another state. */
export const changed = (change: Partial<MeetingSummary>): MeetingSummary =>
  aMeeting('en', { id: meetingId, mayHost: true, ...change });
