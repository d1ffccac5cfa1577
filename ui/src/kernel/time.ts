import { readonly, ref, onScopeDispose, type Ref } from 'vue';

/** A day by the clock, milliseconds. One on the wall has an hour more or less where clocks are changed. */
export const dayMs = 86_400_000;

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

/** The reader's zone (IANA): what the clock of their machine goes by. Every time that the panel shows is in it. */
export const readerZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a zone is ahead of UTC at a moment, as `GMT+08:00`; null for a zone that this browser does not know. */
function offsetIn(timeZone: string, at: number): string | null {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    return parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? null;
  } catch {
    return null;
  }
}

/** Whether the clocks of two zones show different times at a moment; false where one of them is not known. */
export function clocksDiffer(one: string, other: string, at: number): boolean {
  const [first, second] = [offsetIn(one, at), offsetIn(other, at)];
  return first !== null && second !== null && first !== second;
}

/** The same time on the reader's wall a day later: not always `dayMs`. Where clocks leave it out, an hour after it. */
export function dayAfter(at: number): number {
  const wall = new Date(at);
  return wall.setDate(wall.getDate() + 1);
}

/** Midnight, in the reader's own zone, of a day that was chosen, or so many days later: not all have 24 hours. */
function midnight(day: string, later = 0): number {
  const at = new Date(`${day}T00:00`);
  return at.setDate(at.getDate() + later);
}

/** From the beginning of one chosen day to the end of another; a day that was not chosen bounds nothing. */
export const spanOfDays = (first: string, last: string): { from?: number; to?: number } => ({
  ...(first === '' ? {} : { from: midnight(first) }),
  ...(last === '' ? {} : { to: midnight(last, 1) }),
});
