import { defineStore } from 'pinia';
import { computed, reactive, shallowRef, watch } from 'vue';
import { browserMemoryKey, need } from '../../../kernel/ports.ts';
import { useOwnEffects } from './effects.ts';
import { followDevices } from './follow.ts';
import { useMeter } from './meter.ts';
import {
  devicesKey,
  effectsKey,
  type CaptureKind,
  type DeviceKind,
  type DeviceList,
} from './ports.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { usePicture } from './picture.ts';
import { createPreview } from './preview.ts';

const none: DeviceList = { microphone: [], camera: [], speaker: [] };
const captures = ['camera', 'microphone'] as const;

/** What the meeting has open: it is shown and measured as it is, not opened a second time. */
export type OwnMedia = Readonly<Record<CaptureKind, MediaStream | null>>;

const nothingOwn: OwnMedia = { camera: null, microphone: null };

/** Which devices there are, which are chosen, with what one joins, and trying them out. */
export const useDevices = defineStore('devices', () => {
  const devices = need(devicesKey);
  const memory = need(browserMemoryKey);
  const preferences = reactive(readPreferences(memory));
  const list = shallowRef<DeviceList>(none);
  const own = shallowRef<OwnMedia>(nothingOwn);
  const camera = createPreview(devices, 'camera', () => void tryOut('camera'));
  const microphone = createPreview(devices, 'microphone', () => void tryOut('microphone'));
  const previews = { camera, microphone };
  const effects = useOwnEffects(need(effectsKey), memory, preferences);
  const picture = usePicture({
    stream: () => camera.stream.value,
    isChanged: () => preferences.background !== 'none',
    make: () => effects.makeBackground('preview'),
  });
  /** What is to be seen and heard of oneself: of the try-out, else of the meeting. */
  const shown = computed<OwnMedia>(() => ({
    camera: picture.stream.value ?? own.value.camera,
    microphone: microphone.stream.value ?? own.value.microphone,
  }));

  watch(preferences, () => writePreferences(memory, preferences), { deep: true });
  const { level, hearing, readAt } = useMeter(devices, () => shown.value.microphone);

  const refresh = async (): Promise<void> => {
    list.value = await devices.list();
  };

  /** Opens a device for oneself alone, whether one joins with it or not. */
  const peek = async (kind: CaptureKind): Promise<void> => {
    await previews[kind].start(preferences.chosen[kind]);
    await refresh();
  };

  /** The try-out of what one joins with. */
  const tryOut = async (kind: CaptureKind): Promise<void> => {
    if (preferences[kind]) await peek(kind);
    else previews[kind].stop();
  };

  /** Switches what one joins with, and its try-out. */
  const toggle = async (kind: CaptureKind): Promise<void> => {
    const failed = previews[kind].problem.value !== null;
    preferences[kind] = failed ? true : !preferences[kind];
    await tryOut(kind);
  };

  /** One prompt after the other: browsers merge or lose simultaneous ones. */
  async function startTryOut(): Promise<void> {
    await tryOut('camera');
    await tryOut('microphone');
  }

  const follow = (): (() => void) =>
    followDevices({
      devices,
      preferences,
      previews,
      list: () => list.value,
      refresh,
      peek,
      tryOut,
    });

  return {
    list,
    level,
    hearing,
    readAt,
    shown,
    effects,
    /** The background is being loaded. */
    isPreparing: picture.isPreparing,
    preferences,
    camera,
    microphone,
    permissions: computed(() => devices.permissions()),
    browser: devices.browser,
    canChooseSpeaker: devices.canChooseSpeaker,
    refresh,
    toggle,
    choose: (kind: DeviceKind, id: string) => void (preferences.chosen[kind] = id),
    peek,
    tryOut,
    startTryOut,
    stopTryOut: () => captures.forEach((kind) => previews[kind].stop()),
    /** Keeps list and try-out up to date; returns the function that ends it. */
    follow,
    /** The meeting lends what it has open; null when it is over. */
    borrow: (media: OwnMedia | null) => (own.value = media ?? nothingOwn),
    chime: () => devices.chime(preferences.chosen.speaker),
  };
});
