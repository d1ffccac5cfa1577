import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import {
  changeRingSettings,
  getRingSettings,
  type RingSettings,
} from '../../../../bridge/src/features/calls/contract.ts';
import { asFailure, type PanelFailure } from '../../kernel/failure.ts';
import { callKey, need } from '../../kernel/ports.ts';

/** What is changed; what is left out stays. */
type Changes = { [K in keyof RingSettings]?: RingSettings[K] };

/** When this person may be rung. What is changed shows at once and is taken back when it fails. */
export const useRingSettings = defineStore('ring-settings', () => {
  const call = need(callKey);
  const settings = shallowRef<RingSettings | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const saved = ref(false);
  let turn = 0;

  async function load(): Promise<void> {
    failure.value = null;
    try {
      settings.value = await call(getRingSettings);
    } catch (error) {
      failure.value = asFailure(error);
    }
  }

  async function change(changes: Changes): Promise<void> {
    const before = settings.value;
    if (!before) return;
    turn += 1;
    const mine = turn;
    settings.value = { ...before, ...changes };
    failure.value = null;
    saved.value = false;
    try {
      const after = await call(changeRingSettings, { body: changes });
      if (mine === turn) [settings.value, saved.value] = [after, true];
    } catch (error) {
      failure.value = asFailure(error);
      if (mine === turn) settings.value = before;
    }
  }

  return { settings, failure, saved, load, change };
});

/** Eight in the morning of the day after `now`, by this browser's clock and zone; milliseconds. */
export function tomorrowAtEight(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(8, 0, 0, 0);
}
