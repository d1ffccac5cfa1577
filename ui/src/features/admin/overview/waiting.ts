import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import {
  getWaiting,
  type WaitingKind,
} from '../../../../../bridge/src/features/admin/overview/contract.ts';
import type { Call } from '../../../kernel/ports.ts';
import { callKey, liveKey, need } from '../../../kernel/ports.ts';

/** How often it is asked what waits while somebody looks, milliseconds. */
const askEveryMs = 60_000;

/** What waits for this admin; asked now and then while it is followed, and whenever the tab is looked at again. */
export const useWaiting = defineStore('admin-waiting', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const counts = shallowRef<Partial<Record<WaitingKind, number>>>({});
  const followers = ref(0);
  const visibility = useDocumentVisibility();
  const isWatched = computed(() => followers.value > 0 && visibility.value === 'visible');

  async function load(): Promise<void> {
    // A number that could not be fetched is no reason to disturb: the pages themselves say what is wrong.
    const answer = await call(getWaiting).catch(() => null);
    if (answer) counts.value = answer.waiting;
  }
  const { pause, resume } = useIntervalFn(load, askEveryMs, { immediate: false });
  watch(isWatched, (watched) => {
    pause();
    if (!watched) return;
    void load();
    resume();
  });
  live.resumed(() => {
    if (isWatched.value) void load();
  });

  /** How many of these kinds wait; of all of them when none is named. */
  const countOf = (kinds: readonly WaitingKind[]): number =>
    kinds.reduce((sum, kind) => sum + (counts.value[kind] ?? 0), 0);
  const total = computed(() => Object.values(counts.value).reduce((sum, count) => sum + count, 0));

  /** Follows what waits until the returned function is called. */
  function follow(): () => void {
    followers.value += 1;
    return () => {
      followers.value -= 1;
    };
  }
  return { counts, total, countOf, load, follow };
});

/** The same calls; after each that writes, `then` is done. What an admin did may be what waited. */
export const followedBy =
  (call: Call, then: () => void): Call =>
  async (endpoint, input) => {
    const answer = await call(endpoint, input);
    if (endpoint.method !== 'GET') then();
    return answer;
  };
