import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { z } from 'zod';
import {
  addFavourite,
  listUnits,
  removeFavourite,
  searchAddressBook,
  type AddressBookEntry,
} from '../../../../../bridge/src/features/directory/address-book/contract.ts';
import { asFailure } from '../../../kernel/failure.ts';
import type { Call } from '../../../kernel/ports.ts';
import { createPages, type Pages } from './pages.ts';
import { queryOf, type Shelf } from './shelf.ts';

/** The tree of departments, and the reader's own courses with their groups. */
export type Units = z.output<typeof listUnits.reply>;

/** One view of the address book: what is asked for, and what came. */
export interface Book extends Omit<Pages, 'ask'> {
  shelf: ShallowRef<Shelf>;
  typed: Ref<string>;
  units: ShallowRef<Units | null>;
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

/** How long typing must rest before the bridge is asked, milliseconds. */
const rest = 120;

/** An address book on the bridge; the latest question wins. `pause` is the rest after typing, milliseconds. */
export function createBook(call: Call, pause = rest): Book {
  const shelf = shallowRef<Shelf>({ kind: 'everybody' });
  const typed = ref('');
  const units = shallowRef<Units | null>(null);
  const { ask, ...pages } = createPages((cursor) => {
    const query = queryOf(shelf.value, typed.value);
    return call(searchAddressBook, { query: cursor === undefined ? query : { ...query, cursor } });
  });
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asking: Promise<void> = Promise.resolve();

  const stopWaiting = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const askNow = (): Promise<void> => {
    stopWaiting();
    asking = ask();
    return asking;
  };
  async function loadUnits(): Promise<void> {
    units.value = await call(listUnits).catch(() => null);
  }
  const mark = (personId: string, favourite: boolean): void => {
    pages.entries.value = pages.entries.value.map((entry) =>
      entry.personId === personId ? { ...entry, favourite } : entry,
    );
  };

  return {
    ...pages,
    shelf,
    typed,
    units,
    open(wanted) {
      shelf.value = wanted;
      typed.value = '';
      pages.entries.value = [];
      void askNow();
    },
    type(text) {
      // From here on what is shown answers another question: nobody is told that nobody was found.
      typed.value = text;
      pages.loading.value = true;
      stopWaiting();
      timer = setTimeout(() => void askNow(), pause);
    },
    async first() {
      await (timer === null ? asking : askNow());
      return pages.entries.value[0] ?? null;
    },
    reload() {
      void askNow();
      void loadUnits();
    },
    async toggleFavourite({ personId, favourite }) {
      mark(personId, !favourite);
      try {
        await call(favourite ? removeFavourite : addFavourite, { params: { personId } });
      } catch (error) {
        mark(personId, favourite);
        pages.failure.value = asFailure(error);
      }
    },
    dispose: stopWaiting,
  };
}
