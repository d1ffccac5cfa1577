import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asFailure, type PanelFailure } from './failure.ts';

/** One thing at a time: what is under way, and what went wrong with it. */
export interface Trying {
  /** What is under way; null: nothing. */
  busy: Ref<string | null>;
  failure: ShallowRef<PanelFailure | null>;
  /** Does something; true when it went well. */
  attempt: (what: string, act: () => Promise<void>) => Promise<boolean>;
}

export function useTrying(): Trying {
  const busy = ref<string | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  return {
    busy,
    failure,
    attempt: async (what, act) => {
      [busy.value, failure.value] = [what, null];
      try {
        await act();
        return true;
      } catch (error) {
        failure.value = asFailure(error);
        return false;
      } finally {
        busy.value = null;
      }
    },
  };
}
