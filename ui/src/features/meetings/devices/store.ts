import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import { browserMemoryKey, need } from '../../../kernel/ports.ts';
import { devicesKey, type CaptureKind, type DeviceKind, type DeviceList } from './ports.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { createPreview } from './preview.ts';

const none: DeviceList = { microphone: [], camera: [], speaker: [] };

/** Which devices there are, which are chosen, with what one joins, and the try-out before joining. */
export const useDevices = defineStore('devices', () => {
  const devices = need(devicesKey);
  const memory = need(browserMemoryKey);
  const preferences = reactive(readPreferences(memory));
  const list = shallowRef<DeviceList>(none);
  const level = ref(0);
  const camera = createPreview(devices, 'camera');
  const microphone = createPreview(devices, 'microphone');
  const previews = { camera, microphone };

  watch(preferences, () => writePreferences(memory, preferences), { deep: true });
  watch(microphone.stream, (stream, _old, onCleanup) => {
    level.value = 0;
    if (stream) onCleanup(devices.meter(stream, (heard) => (level.value = heard)));
  });

  const refresh = async (): Promise<void> => {
    list.value = await devices.list();
  };

  const tryOut = async (kind: CaptureKind): Promise<void> => {
    if (!preferences[kind]) {
      previews[kind].stop();
      return;
    }
    await previews[kind].start(preferences.chosen[kind]);
    await refresh();
  };

  /** Switches what one joins with, and its try-out. */
  const toggle = async (kind: CaptureKind): Promise<void> => {
    const failed = previews[kind].problem.value !== null;
    preferences[kind] = failed ? true : !preferences[kind];
    await tryOut(kind);
  };

  const choose = (kind: DeviceKind, id: string): void => {
    preferences.chosen[kind] = id;
  };

  /** One prompt after the other: browsers merge or lose simultaneous ones. */
  async function startTryOut(): Promise<void> {
    await tryOut('camera');
    await tryOut('microphone');
  }

  const stopTryOut = (): void => {
    camera.stop();
    microphone.stop();
  };

  return {
    list,
    level,
    preferences,
    camera,
    microphone,
    permissions: computed(() => devices.permissions()),
    canChooseSpeaker: devices.canChooseSpeaker,
    refresh,
    toggle,
    choose,
    tryOut,
    startTryOut,
    stopTryOut,
    onChange: (listener: () => void) => devices.onChange(listener),
    chime: () => devices.chime(preferences.chosen.speaker),
  };
});
