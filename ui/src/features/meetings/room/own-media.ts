import { onScopeDispose, watch } from 'vue';
import { useDevices } from '../devices/index.ts';
import { useMeeting } from './store.ts';

/**
 * Lends what the meeting has open of this person to the devices feature, which shows and measures it, and sends it as
 * that is chosen there.
 */
export function useOwnMedia(): void {
  const meeting = useMeeting();
  const devices = useDevices();
  watch(
    () => {
      const { camera, microphone } = meeting.state.local;
      return [meeting.conference, camera.ref, microphone.ref, microphone.status] as const;
    },
    ([conference, camera]) => {
      devices.borrow({
        camera: camera === null ? null : (conference?.streamOf(camera) ?? null),
        microphone: conference?.voice() ?? null,
      });
    },
    { immediate: true },
  );
  const { effects, preferences } = devices;
  watch(
    () => preferences.background !== 'none',
    (changed) => {
      const make = changed ? () => effects.makeBackground('sending') : null;
      void meeting.conference?.setEffect('camera', make);
    },
  );
  watch(
    () => preferences.noise,
    (on) => void meeting.conference?.setEffect('microphone', on ? effects.makeNoise : null),
  );
  onScopeDispose(() => devices.borrow(null));
}
