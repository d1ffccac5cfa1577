import { computed, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { need } from '../../kernel/ports.ts';
import { devicesKey } from '../meetings/devices/ports.ts';
import { useHandover } from '../access/session/index.ts';
import { useInside, type Intent } from './inside.ts';

/** Going into a meeting out of a call. */
export interface Entering {
  /** Where to go by hand when the browser blocked the tab. */
  blockedUrl: ShallowRef<string | null>;
  /**
   * Goes into the meeting that `prepare` names, in place or (where the frame does not pass on what a meeting
   * needs) in a tab of its own. Call it in the press, before anything is awaited. Rejects with a PanelFailure.
   */
  go: (prepare: () => Promise<string>, how: Intent) => Promise<void>;
}

/** Whether it goes in place is seen again at each press: permissions of the frame may come late. */
export function useEntering(): Entering {
  const router = useRouter();
  const handover = useHandover();
  const devices = need(devicesKey);
  const inside = useInside();
  const inPlace = computed(() => {
    const { camera, microphone, screen } = devices.permissions();
    return camera && microphone && screen;
  });
  return {
    blockedUrl: handover.blockedUrl,
    async go(prepare, how) {
      if (!inPlace.value) return handover.open(prepare, JSON.stringify(how));
      const meetingId = await prepare();
      inside.intent = how;
      await router.push({ name: 'meeting', params: { meetingId } });
    },
  };
}
