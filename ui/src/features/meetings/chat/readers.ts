import type { ChatRule } from '../../../../../bridge/src/features/meetings/moderation/contract.ts';
import type { Participant, ParticipantId } from '../../../conference/events.ts';

/** Whom a message is for: everybody, all hosts, or one person by `keyOf`. */
export type Address = { kind: 'everybody' } | { kind: 'hosts' } | { kind: 'person'; key: string };

export const everybody: Address = { kind: 'everybody' };
export const theHosts: Address = { kind: 'hosts' };

/** Somebody whom one may write to privately, on all of their devices that are in. */
export interface Reader {
  key: string;
  name: string;
  host: boolean;
  ids: readonly ParticipantId[];
}

/** Whom this person may write to now. */
export interface Readers {
  everybody: boolean;
  people: readonly Reader[];
}

/** The same for all devices of a person, and after they have come back. */
export const keyOf = ({ personId, id }: Pick<Participant, 'personId' | 'id'>): string =>
  personId ?? id;

/** Whom one may write to under a rule; for whoever is not bound the rule is `everybody`. Nobody writes to themselves. */
export function readersFor(
  participants: ReadonlyMap<ParticipantId, Participant>,
  rule: ChatRule,
): Readers {
  const others = [...participants.values()];
  const mine = new Set(others.filter(({ self }) => self).map(keyOf));
  const people = new Map<string, Reader>();
  for (const one of others) {
    const key = keyOf(one);
    if (mine.has(key) || rule === 'off' || (rule === 'hosts' && !one.moderator)) continue;
    const known = people.get(key);
    const ids = [...(known?.ids ?? []), one.id];
    people.set(key, { key, name: one.name, host: one.moderator, ids });
  }
  return { everybody: rule === 'everybody', people: [...people.values()] };
}

/** Those who are to get it: null is everybody; nobody when there is none whom one may write to. */
export function idsOf(address: Address, { people }: Readers): readonly ParticipantId[] | null {
  if (address.kind === 'everybody') return null;
  const read = people.filter(({ key, host }) =>
    address.kind === 'hosts' ? host : key === address.key,
  );
  return read.flatMap(({ ids }) => ids);
}
