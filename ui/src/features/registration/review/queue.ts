import { ref, watch, type Ref } from 'vue';
import {
  listApplications,
  type ApplicationShown,
} from '../../../../../bridge/src/features/registration/signup/decisions-contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { usePages, type Pages } from '../../../kernel/requests.ts';

export interface Queue {
  show: Ref<'waiting' | 'decided'>;
  applications: Pages<ApplicationShown>;
  waiting: Ref<number>;
}

/** The applications of my scope, those that wait or those decided. */
export function useQueue(): Queue {
  const call = need(callKey);
  const show = ref<'waiting' | 'decided'>('waiting');
  const waiting = ref(0);
  const applications = usePages(async (from: string | null, signal) => {
    const cursor = from === null ? {} : { cursor: from };
    const page = await call(listApplications, { query: { show: show.value, ...cursor }, signal });
    waiting.value = page.waiting;
    return { items: page.applications, next: page.next };
  });
  watch(show, () => {
    // Those of the other list are not shown under this one's name.
    applications.data.value = null;
    void applications.load();
  });
  return { show, applications, waiting };
}
