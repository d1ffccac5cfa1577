/** Who comes first: hosts, then whoever fell out of the room, then everybody else. */
export type EntryClass = 'host' | 'returning' | 'newcomer';

/**
 * Whom somebody may pass who waited, by how much longer those waited at the most, milliseconds. Whoever waits longer is
 * passed by nobody: however many hosts come, nobody starves.
 */
const passesMs: Record<EntryClass, number> = { host: 120_000, returning: 60_000, newcomer: 0 };

/** The place in the order, microseconds: whoever has the lowest comes first. */
export const rankOf = (one: EntryClass, now: number): number => (now - passesMs[one]) * 1000;
