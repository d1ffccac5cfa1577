import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { AskedCode } from '../../../../../bridge/src/features/access/accounts/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { useCountdown, type Countdown } from './countdown.ts';

/** Asking for a code and showing it. */
export interface Asking {
  /** The code that is waited for; null before one was asked for. */
  asked: ShallowRef<AskedCode | null>;
  busy: Ref<boolean>;
  failure: ShallowRef<PanelFailure | null>;
  wait: Countdown['seconds'];
  ask: (send: () => Promise<AskedCode>) => Promise<void>;
  /** Does something with the code; true when it was right. */
  show: (use: (codeId: string) => Promise<void>) => Promise<boolean>;
  /** Begins anew. */
  back: () => void;
}

export function useAsking(): Asking {
  const asked = shallowRef<AskedCode | null>(null);
  const busy = ref(false);
  const failure = shallowRef<PanelFailure | null>(null);
  const countdown = useCountdown();

  const attempt = async (act: () => Promise<void>): Promise<boolean> => {
    if (busy.value) return false;
    [busy.value, failure.value] = [true, null];
    try {
      await act();
      return true;
    } catch (error) {
      failure.value = asFailure(error);
      const { code, retryAfter } = failure.value;
      if (code === 'request/too-many' && retryAfter !== null && !asked.value) {
        countdown.until(Date.now() + retryAfter * 1000);
      }
      return false;
    } finally {
      busy.value = false;
    }
  };
  return {
    asked,
    busy,
    failure,
    wait: countdown.seconds,
    ask: async (send) => {
      await attempt(async () => {
        asked.value = await send();
        countdown.until(asked.value.nextAt);
      });
    },
    show: (use) =>
      attempt(async () => {
        if (asked.value) await use(asked.value.codeId);
      }),
    back: () => {
      asked.value = null;
      failure.value = null;
    },
  };
}
