import { onScopeDispose, ref, watch, type ShallowRef } from 'vue';
import type { z } from 'zod';
import {
  countRetention,
  type listRetention,
} from '../../../../../bridge/src/features/admin/privacy/admin-contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useAction } from '../../../kernel/requests.ts';

export type Period = z.output<(typeof listRetention)['reply']>['periods'][number];

/**
 * Has sorts of data counted, one after the other, since one may take seconds. What was never counted, or for another
 * period, is counted as soon as it is looked at. Leaving the page ends it.
 */
export function useCounting(periods: ShallowRef<(Period & { id: string })[] | null>) {
  const call = need(callKey);
  const { failure, isBusy, run } = useAction();
  const waiting = ref<Period['name'][]>([]);
  const left = new AbortController();
  onScopeDispose(() => left.abort());

  async function count(name: Period['name']): Promise<void> {
    const asked = { params: { name }, signal: left.signal };
    const [counted] = (await call(countRetention, asked)).periods;
    periods.value = (periods.value ?? []).map((one) =>
      counted && one.name === name ? { ...counted, id: name } : one,
    );
  }

  const work = async (): Promise<void> => {
    try {
      for (let [name] = waiting.value; name; [name] = waiting.value) {
        await count(name);
        waiting.value = waiting.value.slice(1);
      }
    } finally {
      waiting.value = [];
    }
  };

  const ask = (all: readonly Period[]): void => {
    const names = all.map(({ name }) => name).filter((name) => !waiting.value.includes(name));
    waiting.value = [...waiting.value, ...names];
    void run(work);
  };

  watch(periods, (all) => {
    const uncounted = (all ?? []).filter(({ counted }) => counted === null);
    if (uncounted.length > 0) ask(uncounted);
  });
  return {
    failure,
    isBusy,
    /** Whether it is being counted, or about to be. */
    isWaiting: (name: Period['name']): boolean => waiting.value.includes(name),
    countAgain: (): void => ask(periods.value ?? []),
  };
}
