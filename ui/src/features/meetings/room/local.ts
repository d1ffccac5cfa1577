import { computed, type ComputedRef } from 'vue';
import { useDevices } from '../devices/index.ts';
import { useModeration } from './moderation.ts';
import { useMeeting } from './store.ts';

/** What this person does with the own devices and hand, and how they stand. */
export interface Local {
  microphoneOn: ComputedRef<boolean>;
  cameraOn: ComputedRef<boolean>;
  sharing: ComputedRef<boolean>;
  handRaised: ComputedRef<boolean>;
  /** What the hosts do not let this person switch on. */
  closed: ComputedRef<Record<'microphone' | 'camera' | 'share', boolean>>;
  /** The share takes the camera's place, where the meeting can carry one picture of each person only. */
  cameraPaused: ComputedRef<boolean>;
  toggleMicrophone: () => void;
  toggleCamera: () => void;
  toggleShare: () => void;
  toggleHand: () => void;
}

/** Microphone and camera are remembered, so that a reload comes back as one was. */
export function useLocal(): Local {
  const meeting = useMeeting();
  const devices = useDevices();
  const moderation = useModeration();
  const on = (medium: 'microphone' | 'camera' | 'share') =>
    computed(() => meeting.state.local[medium].status !== 'off');
  const microphoneOn = on('microphone');
  const cameraOn = on('camera');
  const sharing = on('share');
  const handRaised = computed(() => {
    const { selfId, hands } = meeting.state;
    return selfId !== null && hands.has(selfId);
  });

  const closed = computed(() => ({
    microphone: !moderation.may.microphone && !microphoneOn.value,
    camera: !moderation.may.camera && !cameraOn.value,
    share: !moderation.may.share && !sharing.value,
  }));

  const cameraPaused = computed(
    () => sharing.value && meeting.state.capabilities?.cameraBesideShare === false,
  );

  return {
    closed,
    cameraPaused,
    microphoneOn,
    cameraOn,
    sharing,
    handRaised,
    toggleMicrophone() {
      if (closed.value.microphone) return;
      devices.preferences.microphone = !microphoneOn.value;
      void meeting.conference?.setMicrophone(devices.preferences.microphone);
    },
    toggleCamera() {
      // The camera comes back by itself as it was before the share.
      if (closed.value.camera || cameraPaused.value) return;
      devices.preferences.camera = !cameraOn.value;
      void meeting.conference?.setCamera(devices.preferences.camera);
    },
    toggleShare() {
      if (closed.value.share) return;
      if (sharing.value) void meeting.conference?.stopShare();
      else void meeting.conference?.startShare();
    },
    toggleHand: () => meeting.conference?.raiseHand(!handRaised.value),
  };
}
