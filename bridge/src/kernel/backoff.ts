/** How fast something may be done: `free` times at once, then each time waits twice as long as the last. */
export interface Backoff {
  free: number;
  /** The first wait, milliseconds. */
  firstMs: number;
  /** No wait is longer, however often it was tried: nobody is ever locked out. */
  mostMs: number;
  /** One time is forgotten in so many milliseconds. */
  forgetMs: number;
}

/** What has been counted. */
export interface Level {
  /** When all of it will be forgotten. */
  emptyAt: number;
  /** Not before this moment. */
  freeAt: number;
}

/** The level after one more time. */
export function advance({ emptyAt }: Level, backoff: Backoff, now: number): Level {
  const after = Math.max(now, emptyAt) + backoff.forgetMs;
  const beyond = Math.ceil((after - now) / backoff.forgetMs) - backoff.free;
  const waitMs = beyond <= 0 ? 0 : Math.min(backoff.mostMs, backoff.firstMs * 2 ** (beyond - 1));
  return { emptyAt: after, freeAt: now + waitMs };
}
