/** Where the time comes from, so that tests can set it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** A day by the clock, milliseconds. One on the wall has an hour more or less where clocks are changed. */
export const dayMs = 86_400_000;

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved; for tests. */
export function settableClock(start = 1_790_000_000_000): Clock & { move(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    move: (ms) => {
      now += ms;
    },
  };
}
