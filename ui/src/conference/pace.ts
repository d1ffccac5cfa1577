/** How much of something one may do. */
export interface Pace {
  limit: number;
  /** Milliseconds in which the limit counts. */
  within: number;
}

/** As many reactions from one person are shown; more at once say nothing more. */
export const reactionPace: Pace = { limit: 5, within: 4000 };

let reactionCount = 0;
/** A key that no other reaction has. */
export const nextReactionKey = (): number => ++reactionCount;

/** Answers whether one more by `who` at `now` (milliseconds) is within the pace, and counts it then. */
export function createPace({ limit, within }: Pace) {
  const done = new Map<string, number[]>();
  return (who: string, now: number): boolean => {
    const recent = (done.get(who) ?? []).filter((at) => now - at < within);
    const fits = recent.length < limit;
    done.set(who, fits ? [...recent, now] : recent);
    return fits;
  };
}
