import { shallowRef, type ShallowRef } from 'vue';
import type { AskedCode } from '../../../../../bridge/src/features/access/accounts/contract.ts';
import { useAction, type Action } from '../../../kernel/requests.ts';
import { useCountdown, type Countdown } from './countdown.ts';

/** Asking for a code and showing it. */
export interface Asking {
  /** The code that is waited for; null before one was asked for. */
  asked: ShallowRef<AskedCode | null>;
  isBusy: Action['isBusy'];
  failure: Action['failure'];
  wait: Countdown['seconds'];
  ask: (send: () => Promise<AskedCode>) => Promise<void>;
  /** Does something with the code; true when it was right. */
  show: (use: (codeId: string) => Promise<void>) => Promise<boolean>;
  /** Begins anew. */
  back: () => void;
}

/** One code at a time: a new one takes the place of the former. */
export function useAsking(): Asking {
  const asked = shallowRef<AskedCode | null>(null);
  const { isBusy, failure, run } = useAction();
  const countdown = useCountdown();
  return {
    asked,
    isBusy,
    failure,
    wait: countdown.seconds,
    ask: async (send) => {
      await run(async () => {
        asked.value = await send();
        countdown.until(asked.value.nextAt);
      });
      const { code, retryAfter = null } = failure.value ?? {};
      if (code === 'request/too-many' && retryAfter !== null && !asked.value) {
        countdown.until(Date.now() + retryAfter * 1000);
      }
    },
    show: (use) =>
      run(async () => {
        if (asked.value) await use(asked.value.codeId);
      }),
    back: () => {
      asked.value = null;
      failure.value = null;
    },
  };
}
