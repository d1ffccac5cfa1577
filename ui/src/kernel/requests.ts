/**
 * How every screen asks the bridge. `useLoad` and `usePages` read, `useAction` does something; all three word a failure
 * by its code, and all three belong to the screen (the effect scope) that calls them: when it goes, what is read is
 * called off, and an answer that comes late changes nothing. `KitLoad` and `KitFailure` show what they say.
 */
import {
  computed,
  onScopeDispose,
  readonly,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
  type WatchSource,
} from 'vue';
import { asFailure, type PanelFailure } from './failure.ts';

/** How long somebody who types has to rest before the bridge is asked, milliseconds. */
export const restMs = 250;

type Failure = ShallowRef<PanelFailure | null>;

/** What is read, and how reading goes. */
export interface Loading<T> {
  /** What was read last; stays while it is read again. Null: nothing yet. */
  data: ShallowRef<T | null>;
  isLoading: Readonly<Ref<boolean>>;
  failure: Failure;
  /** Reads (again); an answer to an earlier question is dropped. */
  load: () => Promise<void>;
}

/** What is read page by page. */
export interface Pages<T> extends Loading<T[]> {
  /** There is more; not after a failure, so that nothing asks again and again by itself. */
  hasMore: Readonly<Ref<boolean>>;
  /** Reads the next page behind those that are there, once however often it is called. */
  loadMore: () => Promise<void>;
}

interface LoadOptions {
  /** Read anew whenever this changes. */
  on?: WatchSource<unknown> | readonly WatchSource<unknown>[];
  /** How long `on` must rest before it is asked, milliseconds; 0: at once. */
  restMs?: number;
  /** False: nothing is read before `load` is called. */
  immediate?: boolean;
}

/** Something under way by a press. */
export interface Action {
  /** Anything at all is under way. */
  isBusy: ComputedRef<boolean>;
  /** This one is under way. */
  isDoing: (what: string) => boolean;
  failure: Failure;
  /**
   * Does something, once: while `what` is under way it is not begun again, other things are. What was sent is not
   * called back when the screen goes: whether it was done is the bridge's to say.
   * @returns true when it went well and the screen is still there to go on
   */
  run: (act: () => Promise<unknown>, what?: string) => Promise<boolean>;
}

/** One question at a time; the latest wins. */
function useQuestion() {
  const isLoading = ref(false);
  const failure: Failure = shallowRef(null);
  let latest: AbortController | null = null;
  async function ask<A>(
    read: (signal: AbortSignal) => Promise<A>,
    take: (answer: A) => void,
  ): Promise<void> {
    latest?.abort();
    const mine = new AbortController();
    latest = mine;
    isLoading.value = true;
    failure.value = null;
    try {
      const answer = await read(mine.signal);
      if (latest === mine) take(answer);
    } catch (error) {
      if (latest === mine) failure.value = asFailure(error);
    }
    if (latest === mine) isLoading.value = false;
  }
  onScopeDispose(() => {
    latest?.abort();
    latest = null;
  }, true);
  return { isLoading, failure, ask };
}

/** Reads at once where it shall, and whenever what it depends on has changed and come to rest. */
function begin(load: () => Promise<void>, { on, restMs = 0, immediate = true }: LoadOptions): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (on !== undefined) {
    watch(on, () => {
      clearTimeout(timer);
      if (restMs === 0) void load();
      else timer = setTimeout(() => void load(), restMs);
    });
  }
  onScopeDispose(() => clearTimeout(timer), true);
  if (immediate) void load();
}

/**
 * Reads something for a screen.
 * @param read asks the bridge; hands `signal` on to `call`. Rejects with a PanelFailure
 */
export function useLoad<T>(
  read: (signal: AbortSignal) => Promise<T>,
  options: LoadOptions = {},
): Loading<T> {
  const { isLoading, failure, ask } = useQuestion();
  const data: ShallowRef<T | null> = shallowRef(null);
  const load = (): Promise<void> => ask(read, (answer) => (data.value = answer));
  begin(load, options);
  return { data, isLoading: readonly(isLoading), failure, load };
}

/**
 * Reads a list page by page.
 * @param read asks for the page at `cursor`, null for the first; `next` is the cursor of the one behind it
 */
export function usePages<T, C>(
  read: (cursor: C | null, signal: AbortSignal) => Promise<{ items: T[]; next: C | null }>,
  options: LoadOptions = {},
): Pages<T> {
  const { isLoading, failure, ask } = useQuestion();
  const data: ShallowRef<T[] | null> = shallowRef(null);
  const next: ShallowRef<C | null> = shallowRef(null);
  const from = (cursor: C | null): Promise<void> =>
    ask(
      (signal) => read(cursor, signal),
      (page) => {
        data.value = [...(cursor === null ? [] : (data.value ?? [])), ...page.items];
        next.value = page.next;
      },
    );
  let following: Promise<void> | null = null;
  const load = (): Promise<void> => {
    following = null;
    return from(null);
  };
  begin(load, options);
  return {
    data,
    isLoading: readonly(isLoading),
    failure,
    load,
    hasMore: computed(() => next.value !== null && failure.value === null),
    loadMore: async () => {
      if (!isLoading.value && next.value !== null) following = from(next.value);
      await following;
    },
  };
}

/**
 * Does things for a screen, each once at a time.
 * @param failure where a failure is put; a screen that says one thing at a time hands in that of its `useLoad`
 */
export function useAction(failure: Failure = shallowRef(null)): Action {
  const doing = shallowRef<ReadonlySet<string>>(new Set());
  let isGone = false;
  onScopeDispose(() => (isGone = true), true);
  return {
    isBusy: computed(() => doing.value.size > 0),
    isDoing: (what) => doing.value.has(what),
    failure,
    run: async (act, what = '') => {
      if (doing.value.has(what)) return false;
      doing.value = new Set([...doing.value, what]);
      failure.value = null;
      try {
        await act();
        return !isGone;
      } catch (error) {
        if (!isGone) failure.value = asFailure(error);
        return false;
      } finally {
        doing.value = new Set([...doing.value].filter((one) => one !== what));
      }
    },
  };
}
