import { onScopeDispose, watch } from 'vue';
import { useDevices } from '../devices/index.ts';
import { useMeeting } from './store.ts';

/** Lends what the meeting has open of this person to the devices feature, which shows and measures it. */
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
  onScopeDispose(() => devices.borrow(null));
}
