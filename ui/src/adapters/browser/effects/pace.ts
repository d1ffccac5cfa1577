/** Pictures a second that are tried, best first. */
const rates = [24, 15, 8, 5] as const;

/** Pictures that are not counted: the first ones wait for what is compiled and cached. */
const warmUp = 10;
/** How much the latest picture weighs in the average. */
const weight = 0.1;
/** Shares of the time that the work may take before it is slowed down, and ended; and below which it may speed up. */
const share = { slower: 0.5, end: 0.75, faster: 0.35 };
/** Milliseconds that it has to stay so: a moment's load changes nothing. Speeding up waits longest, so that it holds. */
const lasting = { slower: 3_000, end: 8_000, faster: 20_000 };

/** Keeps work for each picture within what the machine can do, by the time that it takes. */
export interface Pace {
  /** Pictures a second, now. */
  readonly rate: number;
  /** One picture took `ms` milliseconds and was ready at `at`; true when the machine is too slow at any rate. */
  took: (ms: number, at: number) => boolean;
  /** Whether the next picture may begin: everything else in the page gets as much time as the last one took. */
  isTime: (at: number) => boolean;
}

/** Since when something holds without a break, milliseconds; answers for how long by now. */
function createSpan() {
  let since: number | null = null;
  return {
    lasts(holds: boolean, at: number): number {
      since = holds ? (since ?? at) : null;
      return since === null ? -1 : at - since;
    },
    reset: () => (since = null),
  };
}

/** Begins at the best rate; it has no clock of its own, but takes the moments that it is told. */
export function createPace(): Pace {
  let index = 0;
  let counted = 0;
  let average = 0;
  let restUntil = 0;
  const tooMuch = createSpan();
  const little = createSpan();

  const busyAt = (which: number): number => (average * (rates[which] ?? 0)) / 1000;
  const change = (by: number): void => {
    index += by;
    tooMuch.reset();
    little.reset();
  };
  const count = (ms: number): void => {
    counted += 1;
    if (counted <= warmUp + 1) average = ms;
    else average += weight * (ms - average);
  };

  return {
    get rate() {
      return rates[index] ?? rates[0];
    },
    isTime: (at) => at >= restUntil,
    took(ms, at) {
      restUntil = at + ms;
      count(ms);
      if (counted <= warmUp) return false;
      const limit = index === rates.length - 1 ? 'end' : 'slower';
      const isTooMuch = tooMuch.lasts(busyAt(index) > share[limit], at) >= lasting[limit];
      const hasRoom = index > 0 && busyAt(index - 1) < share.faster;
      const mayHurry = little.lasts(hasRoom, at) >= lasting.faster;
      if (isTooMuch && limit === 'end') return true;
      if (isTooMuch) change(1);
      else if (mayHurry) change(-1);
      return false;
    },
  };
}
