import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { z } from 'zod';
import {
  addFavourite,
  listUnits,
  removeFavourite,
  searchAddressBook,
  type AddressBookEntry,
} from '../../../../../bridge/src/features/directory/address-book/contract.ts';
import type { Call } from '../../../kernel/ports.ts';
import { useAction, useLoad, usePages, type Loading } from '../../../kernel/requests.ts';
import { queryOf, type Shelf } from './shelf.ts';

/** The tree of departments, and the reader's own courses with their groups. */
export type Units = z.output<typeof listUnits.reply>;

/** One view of the address book: what is asked for, and what came. */
export interface Book {
  shelf: ShallowRef<Shelf>;
  typed: Ref<string>;
  units: ShallowRef<Units | null>;
  entries: Ref<readonly AddressBookEntry[]>;
  /** True while the first page of an answer is awaited, and while typing rests before it is asked for. */
  loading: ComputedRef<boolean>;
  /** True while there is more to come. */
  more: Readonly<Ref<boolean>>;
  failure: Loading<unknown>['failure'];
  /** Asks for the next page, once however often it is called. */
  loadMore(): Promise<void>;
  /** Shows a shelf, without what was typed. */
  open(shelf: Shelf): void;
  /** Takes what is typed; asks when it has rested for a moment. */
  type(text: string): void;
  /** The first one for what is typed by now: asked for at once if that was not done yet. */
  first(): Promise<AddressBookEntry | null>;
  /** Asks again, for list and units. */
  reload(): void;
  /** Puts somebody among the favourites or out; shown at once, taken back when it fails. */
  toggleFavourite(entry: AddressBookEntry): Promise<void>;
  /** Ends what is still waiting. */
  dispose(): void;
}

/** How long typing must rest before the bridge is asked, milliseconds: names are found while one types. */
const rest = 120;

/**
 * An address book on the bridge; the latest question wins.
 * @param pause the rest after typing, milliseconds
 * @param start what is shown first
 */
export function createBook(call: Call, pause = rest, start: Shelf = { kind: 'everybody' }): Book {
  const shelf = shallowRef(start);
  const typed = ref('');
  const isResting = ref(false);
  const isFollowing = ref(false);
  const pages = usePages(
    async (from: string | null, signal) => {
      const cursor = from === null ? {} : { cursor: from };
      const query = { ...queryOf(shelf.value, typed.value), ...cursor };
      const page = await call(searchAddressBook, { query, signal });
      return { items: page.entries, next: page.next };
    },
    { immediate: false },
  );
  // Where they cannot be read there is no tree; what is wrong is said by the list.
  const units = useLoad((signal) => call(listUnits, { signal }), { immediate: false });
  const { failure, run } = useAction(pages.failure);
  const entries = computed({
    get: (): readonly AddressBookEntry[] => pages.data.value ?? [],
    set: (now) => (pages.data.value = [...now]),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> = Promise.resolve();

  const stopWaiting = (): void => {
    clearTimeout(timer);
    isResting.value = false;
  };
  const askNow = (): Promise<void> => {
    stopWaiting();
    isFollowing.value = false;
    asking = pages.load();
    return asking;
  };
  const mark = (personId: string, favourite: boolean): void => {
    entries.value = entries.value.map((entry) =>
      entry.personId === personId ? { ...entry, favourite } : entry,
    );
  };
  const loading = computed(() => isResting.value || (pages.isLoading.value && !isFollowing.value));

  return {
    shelf,
    typed,
    units: units.data,
    entries,
    loading,
    more: pages.hasMore,
    failure,
    async loadMore() {
      if (loading.value || !pages.hasMore.value) return;
      isFollowing.value = true;
      await pages.loadMore();
      isFollowing.value = false;
    },
    open(wanted) {
      shelf.value = wanted;
      typed.value = '';
      entries.value = [];
      void askNow();
    },
    type(text) {
      // From here on what is shown answers another question: nobody is told that nobody was found.
      stopWaiting();
      typed.value = text;
      isResting.value = true;
      timer = setTimeout(() => void askNow(), pause);
    },
    async first() {
      await (isResting.value ? askNow() : asking);
      return entries.value[0] ?? null;
    },
    reload() {
      void askNow();
      void units.load();
    },
    async toggleFavourite({ personId, favourite }) {
      mark(personId, !favourite);
      const endpoint = favourite ? removeFavourite : addFavourite;
      const isDone = await run(() => call(endpoint, { params: { personId } }), personId);
      if (!isDone) mark(personId, favourite);
    },
    dispose: stopWaiting,
  };
}
