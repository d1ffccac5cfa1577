import type { Clock } from '../../../kernel/clock.ts';

/** Loads something at most once in `ms` milliseconds, and once for all who ask at the same time. */
export function remembered<T>(clock: Clock, ms: number, load: () => Promise<T>): () => Promise<T> {
  let known: { until: number; value: Promise<T> } | null = null;
  return () => {
    const now = clock.now();
    if (known && known.until > now) return known.value;
    const loading = { until: now + ms, value: load() };
    known = loading;
    loading.value.catch(() => {
      if (known === loading) known = null;
    });
    return loading.value;
  };
}
