import { computed, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { need } from '../../kernel/ports.ts';
import { useDevices } from '../meetings/devices/index.ts';
import { useHandover } from '../access/session/index.ts';
import { tabsKey } from '../access/session/ports.ts';
import { intent, useInside, type Intent } from './inside.ts';

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

export function useEntering(): Entering {
  const router = useRouter();
  const handover = useHandover();
  const devices = useDevices();
  const inside = useInside();
  const inPlace = computed(() => {
    const { camera, microphone, screen } = devices.permissions;
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

/** What this tab is to go in with, once: said by this page, or by the page of ours that opened the tab. */
function takeIntent(inside: ReturnType<typeof useInside>, note: string | null): Intent | null {
  const said = inside.intent;
  inside.intent = null;
  if (said || note === null) return said;
  try {
    return intent.parse(JSON.parse(note));
  } catch {
    return null;
  }
}

/**
 * On the meeting's side: takes over with what the call was answered (camera and microphone), and answers whether
 * to go straight in: the devices were used here before, so nothing has to be asked for first.
 */
export function useAnswered(): () => Promise<boolean> {
  const tabs = need(tabsKey);
  const devices = useDevices();
  const inside = useInside();
  return async () => {
    const how = takeIntent(inside, tabs.takeNote());
    if (!how) return false;
    inside.toRing = how.ring;
    devices.preferences.microphone = true;
    devices.preferences.camera = how.with === 'video';
    await devices.refresh();
    // Browsers name devices only once they were allowed.
    return devices.list.microphone.some(({ label }) => label !== '');
  };
}
