import { watch } from 'vue';
import { liveKey, need } from '../../kernel/ports.ts';
import { useIdle } from './idle.ts';

/** After so long without a key, a move or a touch, nobody is there; a hidden tab gets none of them. Milliseconds. */
const patience = 5 * 60_000;

/** Tells the bridge whether somebody is at this panel. */
export function useAttendance(): void {
  const live = need(liveKey);
  watch(useIdle(patience), (away) => live.sayAway(away));
}
