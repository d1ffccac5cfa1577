import { ref } from 'vue';
import { defineStore } from 'pinia';
import {
  changeRingSettings,
  getRingSettings,
  type RingSettings,
} from '../../../../bridge/src/features/calls/contract.ts';
import { callKey, need } from '../../kernel/ports.ts';
import { useAction, useLoad } from '../../kernel/requests.ts';

/** What is changed; what is left out stays. */
type Changes = { [K in keyof RingSettings]?: RingSettings[K] };

/** When this person may be rung. What is changed shows at once and is taken back when it fails. */
export const useRingSettings = defineStore('ring-settings', () => {
  const call = need(callKey);
  const {
    data: settings,
    failure,
    load,
  } = useLoad((signal) => call(getRingSettings, { signal }), { immediate: false });
  const { run } = useAction(failure);
  const saved = ref(false);
  let turn = 0;

  async function change(changes: Changes): Promise<void> {
    const before = settings.value;
    if (!before) return;
    turn += 1;
    const mine = turn;
    settings.value = { ...before, ...changes };
    saved.value = false;
    const isDone = await run(async () => {
      const after = await call(changeRingSettings, { body: changes });
      if (mine === turn) [settings.value, saved.value] = [after, true];
    }, `change ${mine}`);
    if (!isDone && mine === turn) settings.value = before;
  }

  return { settings, failure, saved, load, change };
});

/** Eight in the morning of the day after `now`, by this browser's clock and zone; milliseconds. */
export function tomorrowAtEight(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(8, 0, 0, 0);
}
