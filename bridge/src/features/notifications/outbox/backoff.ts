/** After so many attempts, or so many milliseconds, a message that is still not taken is a dead mail. */
export const lastAttempt = 21;
export const longestMs = 48 * 3_600_000;

const firstMs = 30_000;
const widestMs = 4 * 3_600_000;

/**
 * Milliseconds until the next attempt: 30 s, doubled each time, at most 4 h, so that 21 attempts span
 * two days. `random` (0 to 1) spreads them by a fifth either way: what failed together comes back apart.
 */
export function delayAfter(attempt: number, random: number): number {
  const plain = Math.min(firstMs * 2 ** (attempt - 1), widestMs);
  return Math.round(plain * (0.8 + 0.4 * random));
}

/** Milliseconds for which a provider that is away is left alone: 5 s, doubled each time, at most a minute. */
export const pauseAfter = (failures: number, random: number): number =>
  Math.round(Math.min(5_000 * 2 ** (failures - 1), 60_000) * (0.8 + 0.4 * random));
