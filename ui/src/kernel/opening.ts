import { computed, type Ref, type WritableComputedRef } from 'vue';

/** For a window's `v-model:open`: it is open while something is chosen, and closing it chooses nothing. */
export const openWhile = <T>(chosen: Ref<T | null>): WritableComputedRef<boolean> =>
  computed({
    get: () => chosen.value !== null,
    set: (isOpen) => {
      if (!isOpen) chosen.value = null;
    },
  });
