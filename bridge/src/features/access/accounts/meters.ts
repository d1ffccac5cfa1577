import type { Clock } from '../../../kernel/clock.ts';
import { addressKey } from '../../../kernel/networks.ts';
import type { Where } from '../sessions/index.ts';
import { isDeviceOf, knownForMs } from './device.ts';
import { identifierKey } from './identifier.ts';
import {
  countedByAddress,
  type Counted,
  type StoredRateLimit,
  type Tried,
} from '../../../kernel/stored-rate-limit.ts';
import { paces } from './pace.ts';

/** Where a try comes from. */
export interface From {
  address: string;
  /** What the browser kept of a former login, if anything. */
  device: string | undefined;
  place: Where;
}

/** What asking for a code counts on, for people and strangers alike. */
export function askingMeters(identifier: string, address: string): Tried {
  const name = identifierKey(identifier);
  const from = addressKey(address);
  return {
    own: [
      { name: 'code-pair', of: `${from} ${name}`, backoff: paces.codeByPair },
      { name: 'code-name', of: name, backoff: paces.codeByName },
    ],
    shared: codeAddressMeters(address),
  };
}

/** What the address of somebody who asks for a code counts on: given back when the code was used. */
export const codeAddressMeters = (address: string): Counted[] =>
  countedByAddress('code-address', address, paces.codeByAddress);

/** What asking for a code counts on when somebody is signed in. */
export const ownCodeMeters = (personId: string, contact: string | null): Counted[] => [
  { name: 'code-person', of: personId, backoff: paces.codeByPerson },
  ...(contact === null ? [] : [{ name: 'code-name', of: contact, backoff: paces.codeByName }]),
];

interface Knowing {
  key: Buffer;
  /** Keys that were in use before: browsers known by them still are. */
  formerKeys?: readonly Buffer[];
  clock: Clock;
  rateLimit: StoredRateLimit;
}

function isOwnDevice(deps: Knowing, personId: string | null, from: From): boolean {
  const { key, formerKeys = [], clock } = deps;
  const token = from.device;
  if (personId === null || token === undefined) return false;
  return isDeviceOf([key, ...formerKeys], personId, { token, now: clock.now() });
}

/** What showing a code counts on; codes themselves have few tries. A browser that is known never waits for others. */
export const codeMeters = (
  deps: Knowing,
  { personId, from }: { personId: string | null; from: From },
): Tried => ({
  own: [],
  shared: isOwnDevice(deps, personId, from)
    ? []
    : countedByAddress('wrong-code', from.address, paces.wrongCodeByAddress),
});

/**
 * What trying a password counts on, in this order: a browser that is known is counted by itself alone; an account
 * by where the try comes from, and by everywhere unless it was logged in to from there before; last the address,
 * generously.
 */
export async function passwordMeters(
  deps: Knowing,
  attempt: { identifier: string; person: { id: string } | null; from: From },
): Promise<Tried> {
  const { person, from } = attempt;
  if (isOwnDevice(deps, person?.id ?? null, from)) {
    const device = { name: 'device', of: from.device ?? '', backoff: paces.passwordByPair };
    return { own: [device], shared: [] };
  }
  const name = identifierKey(attempt.identifier);
  const address = addressKey(from.address);
  const isFamiliar = await deps.rateLimit.isRemembered(familiar(person?.id ?? '', from));
  return {
    own: [
      { name: 'password-pair', of: `${address} ${name}`, backoff: paces.passwordByPair },
      ...(isFamiliar ? [] : [{ name: 'password-name', of: name, backoff: paces.passwordByName }]),
    ],
    shared: countedByAddress('wrong-password', from.address, paces.passwordByAddress),
  };
}

const familiar = (personId: string, { address }: From) => ({
  name: 'familiar',
  of: `${personId} ${addressKey(address)}`,
});

/** Keeps in mind that somebody has logged in from there: who guesses elsewhere makes nobody wait there. */
export const noteFamiliar = ({ rateLimit }: Knowing, personId: string, from: From): Promise<void> =>
  rateLimit.remember(familiar(personId, from), knownForMs);

/** What showing one's present password counts on when somebody is signed in. */
export const ownPasswordMeters = (personId: string): Counted[] => [
  { name: 'password-own', of: personId, backoff: paces.passwordByPair },
];
