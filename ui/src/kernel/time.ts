import { readonly, ref, onScopeDispose, type Ref } from 'vue';

/** The current moment, milliseconds since 1970, renewed every `every` milliseconds while it is used. */
export function useNow(every: number): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), every);
  onScopeDispose(() => clearInterval(timer));
  return readonly(now);
}

/** A span as whole hours and minutes; never negative (clocks differ). */
export function elapsed(from: number, to: number): { hours: number; minutes: number } {
  const minutes = Math.max(0, Math.floor((to - from) / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** `1:05:09` or `5:09`: a running clock, milliseconds in. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}`
    : `${minutes}:${pad(seconds % 60)}`;
}

/** The zone to show times in: the person's own when the platform knows it and the browser too. */
export function zone(wanted: string | null): string | undefined {
  if (wanted === null) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
