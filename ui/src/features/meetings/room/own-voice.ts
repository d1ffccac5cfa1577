import { computed, onScopeDispose, ref, watch, type Ref } from 'vue';
import { useDevices } from '../devices/index.ts';
import { createMutedHint } from '../devices/screens.ts';
import { useLocal } from './local.ts';
import { usePushToTalk } from './push-to-talk.ts';
import { useMeeting } from './store.ts';

/** Milliseconds that the hint stays: long enough to find the button. */
const shownFor = 10_000;

/** What somebody who speaks while muted is shown. */
export interface OwnVoice {
  /** They speak by holding the key. */
  talking: Ref<boolean>;
  /** They are not heard, and seem to believe that they are. */
  hinted: Ref<boolean>;
  dismissHint: () => void;
}

/** Push to talk and the hint to whoever is muted; in one place of the meeting's screen only. */
export function useOwnVoice(): OwnVoice {
  const meeting = useMeeting();
  const devices = useDevices();
  const local = useLocal();
  const isMuted = (): boolean => !local.microphoneOn.value;
  const mayTalk = (): boolean => !local.closed.value.microphone;
  const talking = usePushToTalk({
    isAllowed: () => devices.preferences.pushToTalk && mayTalk(),
    isMuted,
    setMicrophone: (on) => void meeting.conference?.setMicrophone(on),
  });

  const hint = createMutedHint();
  const shown = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => devices.readAt,
    (at) => {
      if (!isMuted() || !mayTalk()) hint.reset();
      else if (hint.hears(devices.level, at)) {
        shown.value = true;
        clearTimeout(timer);
        timer = setTimeout(() => (shown.value = false), shownFor);
      }
    },
  );
  onScopeDispose(() => clearTimeout(timer));

  return {
    talking,
    hinted: computed(() => shown.value && isMuted() && mayTalk()),
    dismissHint() {
      shown.value = false;
      hint.dismissed(Date.now());
    },
  };
}
