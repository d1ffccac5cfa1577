import type { Memory } from '../../kernel/ports.ts';
import type { KeyStore } from './history-store.ts';

/** Web storage that never throws: in a cross-site frame even naming it may. `pick` is called each time. */
export function createMemory(pick: () => KeyStore): Memory {
  const fallback = new Map<string, string>();
  return {
    read(key) {
      try {
        return pick().getItem(key);
      } catch {
        return fallback.get(key) ?? null;
      }
    },
    write(key, value) {
      if (value === null) fallback.delete(key);
      else fallback.set(key, value);
      try {
        if (value === null) pick().removeItem(key);
        else pick().setItem(key, value);
      } catch {
        // Kept in `fallback` only: good until the reload.
      }
    },
  };
}
