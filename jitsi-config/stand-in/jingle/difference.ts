import type { OwnedSource } from '../media.ts';

export interface Difference {
  removed: OwnedSource[];
  added: OwnedSource[];
  /** What somebody knows after both. */
  told: OwnedSource[];
}

/**
 * What somebody has to be told, who knows these sources, so that they know what the others send now.
 *
 * What is sent no more stays known until something takes its place: lib-jitsi-meet of 2021 cannot take the same
 * SSRC in twice ("Duplicate a=msid lines"), and when two people talk directly it withdraws everything, and adds it
 * again as it was afterwards. Of those who have left, nothing is said: clients forget them by the room's presence.
 */
export function difference(
  told: readonly OwnedSource[],
  now: readonly OwnedSource[],
  isHere: (owner: string) => boolean,
): Difference {
  const known = told.filter(({ owner }) => isHere(owner));
  const gone = known.filter((source) => !now.some((one) => isSame(one, source)));
  const removed = gone.filter((source) => now.some((one) => replaces(one, source)));
  const kept = gone.filter((source) => !removed.includes(source));
  const added = now.filter((source) => !known.some((one) => isSame(one, source)));
  return { removed, added, told: [...kept, ...now] };
}

const isSame = (one: OwnedSource, other: OwnedSource): boolean =>
  one.ssrc === other.ssrc && one.owner === other.owner;

const replaces = (one: OwnedSource, other: OwnedSource): boolean =>
  one.owner === other.owner && one.medium === other.medium;
