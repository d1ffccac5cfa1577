import { shallowRef, type ShallowRef } from 'vue';
import type {
  MyMeeting,
  Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';

/** The one window that is open over the home page. */
export type HomeDialog =
  | { kind: 'start' | 'plan' | 'join' }
  | { kind: 'edit'; series: Series }
  | { kind: 'invite'; seriesId: string }
  | { kind: 'cancel'; meeting: MyMeeting };

export interface HomeDialogs {
  open: ShallowRef<HomeDialog | null>;
  /** For `v-model:open` of a window that is there as long as it is open. */
  close: (stillOpen: boolean) => void;
}

/** None is open. What another one shows goes away with it: there is one at a time. */
export function useHomeDialogs(): HomeDialogs {
  const open = shallowRef<HomeDialog | null>(null);
  return {
    open,
    close: (stillOpen) => {
      if (!stillOpen) open.value = null;
    },
  };
}
