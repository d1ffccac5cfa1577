import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { z } from 'zod';
import {
  addFavourite,
  listUnits,
  removeFavourite,
  searchAddressBook,
  type AddressBookEntry,
} from '../../../../bridge/src/features/address-book/contract.ts';
import { asFailure, type PanelFailure } from '../../kernel/failure.ts';
import type { Call } from '../../kernel/ports.ts';
import { queryOf, type Shelf } from './shelf.ts';

/** The tree of departments, and the reader's own courses with their groups. */
export type Units = z.output<typeof listUnits.reply>;

/** One view of the address book: what is asked for, and what came. */
export interface Book {
  shelf: ShallowRef<Shelf>;
  typed: Ref<string>;
  entries: ShallowRef<readonly AddressBookEntry[]>;
  /** True while the first page of an answer is awaited. */
  loading: Ref<boolean>;
  failure: ShallowRef<PanelFailure | null>;
  units: ShallowRef<Units | null>;
  /** True while there is more to come. */
  more: Ref<boolean>;
  /** Shows a shelf, without what was typed. */
  open(shelf: Shelf): void;
  /** Takes what is typed; asks when it has rested for a moment. */
  type(text: string): void;
  /** Asks again, for list and units. */
  reload(): void;
  /** Asks for the next page, once however often it is called. */
  loadMore(): Promise<void>;
  /** Puts somebody among the favourites or out; shown at once, taken back when it fails. */
  toggleFavourite(entry: AddressBookEntry): Promise<void>;
  /** Ends what is still waiting. */
  dispose(): void;
}

/** How long typing must rest before the bridge is asked, milliseconds. */
const rest = 120;

/** An address book on the bridge; the latest question wins. `pause` is the rest after typing, milliseconds. */
export function createBook(call: Call, pause = rest): Book {
  const shelf = shallowRef<Shelf>({ kind: 'everybody' });
  const typed = ref('');
  const entries = shallowRef<readonly AddressBookEntry[]>([]);
  const loading = ref(false);
  const more = ref(false);
  const failure = shallowRef<PanelFailure | null>(null);
  const units = shallowRef<Units | null>(null);
  let next: string | null = null;
  let turn = 0;
  let following: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (page: z.output<typeof searchAddressBook.reply>): void => {
    next = page.next;
    more.value = page.next !== null;
  };

  async function ask(): Promise<void> {
    turn += 1;
    const mine = turn;
    loading.value = true;
    failure.value = null;
    try {
      const page = await call(searchAddressBook, { query: queryOf(shelf.value, typed.value) });
      if (mine !== turn) return;
      entries.value = page.entries;
      take(page);
    } catch (error) {
      if (mine === turn) failure.value = asFailure(error);
    }
    if (mine === turn) loading.value = false;
  }

  async function follow(cursor: string): Promise<void> {
    const mine = turn;
    try {
      const query = { ...queryOf(shelf.value, typed.value), cursor };
      const page = await call(searchAddressBook, { query });
      if (mine !== turn) return;
      entries.value = [...entries.value, ...page.entries];
      take(page);
    } catch (error) {
      // What is there stays; the next page is not tried again by itself.
      if (mine === turn) [failure.value, more.value] = [asFailure(error), false];
    }
  }

  async function loadUnits(): Promise<void> {
    units.value = await call(listUnits).catch(() => null);
  }

  return {
    shelf,
    typed,
    entries,
    loading,
    failure,
    units,
    more,
    open(wanted) {
      clearTimeout(timer);
      shelf.value = wanted;
      typed.value = '';
      entries.value = [];
      void ask();
    },
    type(text) {
      typed.value = text;
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), pause);
    },
    reload() {
      void ask();
      void loadUnits();
    },
    async loadMore() {
      if (next === null || loading.value || !more.value) return;
      following ??= follow(next).finally(() => (following = null));
      await following;
    },
    async toggleFavourite({ personId, favourite }) {
      entries.value = marked(entries.value, personId, !favourite);
      try {
        await call(favourite ? removeFavourite : addFavourite, { params: { personId } });
      } catch (error) {
        entries.value = marked(entries.value, personId, favourite);
        failure.value = asFailure(error);
      }
    },
    dispose: () => clearTimeout(timer),
  };
}

const marked = (
  entries: readonly AddressBookEntry[],
  personId: string,
  favourite: boolean,
): AddressBookEntry[] =>
  entries.map((entry) => (entry.personId === personId ? { ...entry, favourite } : entry));
