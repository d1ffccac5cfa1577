import { computed, type ComputedRef, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { useAction, type Action } from '../../../kernel/requests.ts';
import { need } from '../../../kernel/ports.ts';
import { devicesKey } from '../devices/ports.ts';
import { useHandover } from '../../access/session/index.ts';

/** How the meeting opens from the course page, and why. */
export type Place = 'here' | 'own-tab-for-share' | 'own-tab-for-devices';

export interface MeetingOpening {
  place: ComputedRef<Place>;
  /** Whether this is under way: the key that `go` was given. */
  isDoing: Action['isDoing'];
  isBusy: Action['isBusy'];
  failure: Action['failure'];
  blockedUrl: ShallowRef<string | null>;
  /** True while the tab that was opened from here is there. */
  canFocusTab: () => boolean;
  focusTab: () => void;
  /** Goes into the meeting that `prepare` names, in place or in a tab. Call it in the press. */
  go: (key: string, prepare: () => Promise<string>) => Promise<void>;
}

/** A frame that does not pass on what a meeting needs opens it in a tab of its own, by the same press. */
export function useMeetingOpening(): MeetingOpening {
  const router = useRouter();
  const devices = need(devicesKey);
  const handover = useHandover();
  const { isDoing, isBusy, failure, run } = useAction();

  const place = computed<Place>(() => {
    const { camera, microphone, screen } = devices.permissions();
    if (!camera || !microphone) return 'own-tab-for-devices';
    return screen ? 'here' : 'own-tab-for-share';
  });

  return {
    place,
    isDoing,
    isBusy,
    failure,
    blockedUrl: handover.blockedUrl,
    canFocusTab: () => handover.tab.value !== null && !handover.tab.value.isClosed(),
    focusTab: () => handover.tab.value?.focus(),
    async go(key, prepare) {
      // One goes into one meeting at a time.
      if (isBusy.value) return;
      await run(async () => {
        if (place.value !== 'here') await handover.open(prepare);
        else await router.push({ name: 'meeting', params: { meetingId: await prepare() } });
      }, key);
    },
  };
}
