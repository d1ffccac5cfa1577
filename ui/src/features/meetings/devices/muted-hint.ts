/** A level (0 to 1, on a scale of decibels) that is somebody speaking into this microphone, and nobody across the room. */
const speech = 0.4;
/** Milliseconds of speech that are a sentence and no cough. */
const sentence = 800;
/** Readings further apart than this, milliseconds, were held up: more of them was not heard. */
const longest = 250;
/** Milliseconds until somebody who is muted on purpose, speaking with people in the room, is told again. */
const pause = { afterHint: 60_000, afterDismissal: 600_000 };

/** Decides when somebody who speaks while muted is told. Times in milliseconds. */
export interface MutedHint {
  /** A reading of the microphone while it is muted; true when it is time to tell. */
  hears: (level: number, at: number) => boolean;
  /** They know: they closed the hint themselves. */
  dismissed: (at: number) => void;
  /** Not muted any more, or not there: what was heard so far counts for nothing. */
  reset: () => void;
}

/** Has heard nothing yet; it has no clock of its own, but takes the moments that it is told. */
export function createMutedHint(): MutedHint {
  let heardFor = 0;
  let last: number | null = null;
  let quietUntil = Number.NEGATIVE_INFINITY;
  return {
    hears(level, at) {
      const passed = last === null ? 0 : Math.min(at - last, longest);
      last = at;
      // Between words the level falls: what was heard is forgotten half as fast as it came.
      heardFor = level >= speech ? heardFor + passed : Math.max(0, heardFor - passed / 2);
      if (heardFor < sentence || at < quietUntil) return false;
      quietUntil = at + pause.afterHint;
      heardFor = 0;
      return true;
    },
    dismissed: (at) => (quietUntil = at + pause.afterDismissal),
    reset() {
      heardFor = 0;
      last = null;
    },
  };
}
