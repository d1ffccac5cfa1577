import { need } from '../../kernel/ports.ts';
import { useDevices } from '../meetings/devices/index.ts';
import { tabsKey } from '../access/session/ports.ts';
import { intent, useInside, type Intent } from './inside.ts';

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
