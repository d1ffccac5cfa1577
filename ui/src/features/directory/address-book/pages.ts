import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { z } from 'zod';
import type {
  AddressBookEntry,
  searchAddressBook,
} from '../../../../../bridge/src/features/directory/address-book/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';

type Page = z.output<typeof searchAddressBook.reply>;

/** An answer that comes in pages. */
export interface Pages {
  entries: ShallowRef<readonly AddressBookEntry[]>;
  /** True while the first page of an answer is awaited. */
  loading: Ref<boolean>;
  /** True while there is more to come. */
  more: Ref<boolean>;
  failure: ShallowRef<PanelFailure | null>;
  /** Asks for the first page; an answer to an earlier question is dropped. */
  ask: () => Promise<void>;
  /** Asks for the next page, once however often it is called. */
  loadMore(): Promise<void>;
}

/** Pages of what `fetch` answers; its cursor is left out for the first one. It rejects with a PanelFailure. */
export function createPages(fetch: (cursor?: string) => Promise<Page>): Pages {
  const entries = shallowRef<readonly AddressBookEntry[]>([]);
  const loading = ref(false);
  const more = ref(false);
  const failure = shallowRef<PanelFailure | null>(null);
  let next: string | null = null;
  let turn = 0;
  let following: Promise<void> | null = null;

  const take = (page: Page, before: readonly AddressBookEntry[]): void => {
    entries.value = [...before, ...page.entries];
    next = page.next;
    more.value = page.next !== null;
  };

  async function ask(): Promise<void> {
    turn += 1;
    const mine = turn;
    loading.value = true;
    failure.value = null;
    try {
      const page = await fetch();
      if (mine === turn) take(page, []);
    } catch (error) {
      if (mine === turn) failure.value = asFailure(error);
    }
    if (mine === turn) loading.value = false;
  }

  async function follow(cursor: string): Promise<void> {
    const mine = turn;
    try {
      const page = await fetch(cursor);
      if (mine === turn) take(page, entries.value);
    } catch (error) {
      // What is there stays; the next page is not tried again by itself.
      if (mine === turn) [failure.value, more.value] = [asFailure(error), false];
    }
  }

  return {
    entries,
    loading,
    more,
    failure,
    ask,
    async loadMore() {
      if (next === null || loading.value || !more.value) return;
      following ??= follow(next).finally(() => (following = null));
      await following;
    },
  };
}
