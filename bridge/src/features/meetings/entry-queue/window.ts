/**
 * How many people may be on their way into rooms at once: they hold a token and the conference server has not seen them
 * yet. It is learned from how long they take, as TCP learns how much a line carries (RFC 5681): while they arrive as
 * fast as ever, more are let in; when they take longer, fewer. Nobody states a rate.
 */
export interface EntryWindow {
  size: number;
  /** Up to here it grows with each who arrives, which doubles it in the time of one way; above by one in that time. */
  threshold: number;
  /** How long the way takes when the conference server is not busy, milliseconds; null: nothing measured yet. */
  usualMs: number | null;
  /** How long it took lately. */
  recentMs: number | null;
  /** When it was made smaller last. */
  cutAt: number;
  /** When somebody was seen to arrive last; null: nobody was. */
  arrivedAt: number | null;
}

/** Fewer at once would not say whether it goes faster again. */
const least = 5;
const most = 10_000;
/** A cut takes no more than a half. */
const kept = 0.5;
/** People's browsers differ by about so much, milliseconds: only what is longer comes from the server. */
const spreadMs = 1_000;

/** Before anything was measured. @param size how many the operator lets on their way at once then */
export const firstWindow = (size: number): EntryWindow => ({
  size,
  threshold: most,
  usualMs: null,
  recentMs: null,
  cutAt: 0,
  arrivedAt: null,
});

/**
 * Some have arrived.
 * @param times how long each was on the way, milliseconds
 * @param isLimited whether others had to wait meanwhile: a window that nobody fills says nothing about a larger one
 */
export function arrived(
  window: EntryWindow,
  times: readonly number[],
  { isLimited, now }: { isLimited: boolean; now: number },
): EntryWindow {
  if (times.length === 0) return window;
  const median = medianOf(times);
  const measured = {
    ...window,
    usualMs: lowered(window.usualMs, median),
    recentMs: window.recentMs === null ? median : window.recentMs * 0.7 + median * 0.3,
    arrivedAt: now,
  };
  if (share(measured) < 1) return cut(measured, now);
  if (!isLimited) return measured;
  const more = window.size < window.threshold ? times.length : times.length / window.size;
  return { ...measured, size: Math.min(most, window.size + more) };
}

/**
 * Some never arrived. A few went away; many are the server's fault. Where nobody at all was seen to arrive meanwhile, it
 * is away, or only its events of arrivals are lost: then no rate can be learned, and no fewer go than the operator lets go
 * before anything is known. Otherwise a class would wait for half an hour before rooms that take everybody.
 * @param known how many the operator lets on their way at once
 */
export function lost(
  window: EntryWindow,
  count: number,
  { now, known }: { now: number; known: number },
): EntryWindow {
  if (count * 4 < window.size) return window;
  const isSilent = window.arrivedAt === null || now - window.arrivedAt > patienceMs(window);
  if (isSilent && window.size <= known) return window;
  const smaller = cut(window, now);
  return isSilent ? { ...smaller, size: Math.max(known, smaller.size) } : smaller;
}

/** In how many seconds somebody at this place is let in, as fast as it goes now. */
export function secondsUntil({ size, recentMs }: EntryWindow, place: number): number {
  return Math.max(1, Math.ceil((place * (recentMs ?? spreadMs)) / size / 1000));
}

/** For how long somebody is waited for who was let in, milliseconds: then the place is another's. */
export const patienceMs = ({ recentMs }: EntryWindow): number =>
  Math.min(45_000, Math.max(20_000, (recentMs ?? 0) * 4));

/** How long the way may take, in shares of how long it takes: less than 1 when the server is busy. */
const share = ({ usualMs, recentMs }: EntryWindow): number =>
  usualMs === null || recentMs === null ? 1 : (usualMs * 2 + spreadMs) / Math.max(1, recentMs);

/** At most once in the time of one way, while that is short: who comes meanwhile was let in before. */
function cut(window: EntryWindow, now: number): EntryWindow {
  if (now - window.cutAt < Math.min(5_000, window.recentMs ?? 0)) return window;
  const size = Math.max(least, window.size * Math.max(kept, Math.min(0.9, share(window))));
  return { ...window, size, threshold: size, cutAt: now };
}

/** Follows the fastest at once, and what became slower for good only slowly. */
function lowered(usual: number | null, median: number): number {
  return Math.min(median, (usual ?? median) * 1.0005);
}

function medianOf(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
