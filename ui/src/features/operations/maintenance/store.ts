import { shallowRef } from 'vue';
import { defineStore } from 'pinia';
import {
  lookAtMaintenance,
  type Maintenance,
} from '../../../../../bridge/src/features/operations/maintenance/contract.ts';
import { callKey, liveKey, need } from '../../../kernel/ports.ts';
import { useLoad } from '../../../kernel/requests.ts';

/** Whether changes are refused just now, kept true by push while it is followed. */
export const useMaintenance = defineStore('maintenance', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const maintenance = shallowRef<Maintenance | null>(null);
  // Nobody is told where this fails: whatever is refused then says so itself.
  const { load } = useLoad(
    async (signal) => {
      maintenance.value = (await call(lookAtMaintenance, { signal })).maintenance;
    },
    { immediate: false },
  );

  /** Loads and follows; returns the function that ends following. */
  function follow(): () => void {
    const ends = [
      live.hear('maintenance', (now) => (maintenance.value = now.maintenance)),
      live.resumed(() => void load()),
    ];
    void load();
    return () => ends.forEach((end) => end());
  }

  return { maintenance, follow };
});
