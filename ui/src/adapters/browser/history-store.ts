/** What web storage offers, as far as the panel uses it. */
export type KeyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The part of a history entry's state that is ours; the router's own is beside it. */
const ownPart = 'campusMeet';

/**
 * Keeps texts in the state of this page's entries in the tab's history: for frames whose web storage the
 * browser blocks. It survives reload, Back and Forward, is read by pages of our own origin only, and ends
 * with the tab. Nothing that opens anything by itself may be kept here: what is (the session's id) is
 * worth nothing without the session's cookie, which script cannot read.
 */
export function createHistoryStore(history: History): KeyStore & { keep: () => void } {
  const kept = new Map(Object.entries(ownIn(history.state)));
  /** Puts what is kept into the present entry: a new one, or an older one, does not have it. */
  const keep = (): void => {
    const said = ownIn(history.state);
    const isSame =
      Object.keys(said).length === kept.size &&
      [...kept].every(([key, value]) => said[key] === value);
    if (isSame) return;
    const state: unknown = { ...asObject(history.state), [ownPart]: Object.fromEntries(kept) };
    history.replaceState(state, '');
  };
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
      keep();
    },
    removeItem: (key) => {
      kept.delete(key);
      keep();
    },
    keep,
  };
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function ownIn(state: unknown): Record<string, string> {
  const entries = Object.entries(asObject(asObject(state)[ownPart]));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The first if the browser lets it be used, else the second; asked anew each time. */
export function usable(first: () => KeyStore, second: KeyStore): KeyStore {
  try {
    const store = first();
    store.getItem('');
    return store;
  } catch {
    return second;
  }
}
