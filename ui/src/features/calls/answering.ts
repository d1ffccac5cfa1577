import { computed, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useDevices } from '../devices/index.ts';
import { useHandover } from '../session/index.ts';
import type { AnswerWith } from './incoming.ts';

/** The address part that says with what a call was answered; taken out once it was read. */
const answerKey = 'answer';

/** Going into a meeting out of a call. */
export interface Entering {
  /** True where the frame passes on what a meeting needs; else it opens in a tab of its own. */
  inPlace: ComputedRef<boolean>;
  /** Where to go by hand when the browser blocked the tab. */
  blockedUrl: ShallowRef<string | null>;
  /**
   * Goes into the meeting that `prepare` names, in place or in a tab, with camera and microphone as answered.
   * Call it in the press, before anything is awaited. Rejects with a PanelFailure.
   */
  go: (prepare: () => Promise<string>, how: AnswerWith) => Promise<void>;
}

export function useEntering(): Entering {
  const router = useRouter();
  const handover = useHandover();
  const devices = useDevices();
  const inPlace = computed(() => {
    const { camera, microphone, screen } = devices.permissions;
    return camera && microphone && screen;
  });
  return {
    inPlace,
    blockedUrl: handover.blockedUrl,
    async go(prepare, how) {
      const query = { [answerKey]: how };
      if (!inPlace.value) return handover.open(prepare, query);
      await router.push({ name: 'meeting', params: { meetingId: await prepare() }, query });
    },
  };
}

/**
 * On the meeting's side: takes over with what the call was answered (camera and microphone), and answers whether
 * to go straight in: the devices were used here before, so nothing has to be asked for first.
 */
export function useAnswered(): () => Promise<boolean> {
  const route = useRoute();
  const router = useRouter();
  const devices = useDevices();
  return async () => {
    const how = route.query[answerKey];
    if (how !== 'video' && how !== 'voice') return false;
    const { [answerKey]: _taken, ...query } = route.query;
    await router.replace({ query });
    devices.preferences.microphone = true;
    devices.preferences.camera = how === 'video';
    await devices.refresh();
    // Browsers name devices only once they were allowed.
    return devices.list.microphone.some(({ label }) => label !== '');
  };
}
