/** What a meter's readings mean for whoever looks whether the microphone works. */
export type Hearing = 'listening' | 'heard' | 'silent';

/** A level (0 to 1, on a scale of decibels) from which on it is a voice and no noise of the room. */
export const voiceLevel = 0.3;
/** So many loud readings one after the other are a voice; fewer are a key or a cup. */
const readings = 3;
/** Milliseconds that a voice counts as heard after its last sound: people breathe. */
const lasting = 4_000;
/** Milliseconds without a voice after which something may be wrong. */
const patience = 7_000;

/**
 * Tells from the readings of a meter whether somebody is heard. Give it each reading with its time in milliseconds;
 * `listening` is the answer before there is enough to tell.
 */
export function createHearing(since: number): (level: number, at: number) => Hearing {
  let loud = 0;
  let heardAt = Number.NEGATIVE_INFINITY;
  return (level, at) => {
    loud = level >= voiceLevel ? loud + 1 : 0;
    if (loud >= readings) heardAt = at;
    if (at - heardAt < lasting) return 'heard';
    return at - Math.max(since, heardAt) > patience ? 'silent' : 'listening';
  };
}
