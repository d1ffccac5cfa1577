import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import {
  listApplications,
  type ApplicationShown,
} from '../../../../../bridge/src/features/registration/signup/decisions/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';

export interface Queue {
  show: Ref<'waiting' | 'decided'>;
  /** Null until they are known. */
  applications: ShallowRef<ApplicationShown[] | null>;
  waiting: Ref<number>;
  next: Ref<string | null>;
  failure: ShallowRef<PanelFailure | null>;
  load: (more?: boolean) => Promise<void>;
}

/** The applications of my scope, those that wait or those decided. */
export function useQueue(): Queue {
  const call = need(callKey);
  const show = ref<'waiting' | 'decided'>('waiting');
  const applications = shallowRef<ApplicationShown[] | null>(null);
  const waiting = ref(0);
  const next = ref<string | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  let latest = 0;
  const load = async (more = false): Promise<void> => {
    const mine = ++latest;
    failure.value = null;
    try {
      const cursor = more && next.value !== null ? { cursor: next.value } : {};
      const page = await call(listApplications, { query: { show: show.value, ...cursor } });
      if (mine !== latest) return;
      const before = more ? (applications.value ?? []) : [];
      applications.value = [...before, ...page.applications];
      waiting.value = page.waiting;
      next.value = page.next;
    } catch (error) {
      if (mine === latest) failure.value = asFailure(error);
    }
  };
  watch(show, () => {
    applications.value = null;
    void load();
  });
  void load();
  return { show, applications, waiting, next, failure, load };
}
