import type { Clock } from '../../kernel/clock.ts';
import type { Place } from '../sessions/index.ts';
import { isDeviceOf } from './device.ts';
import { identifierKey } from './identifier.ts';
import { paces } from './pace.ts';
import { addressKey, type Meter } from './throttle.ts';

/** Where a try comes from. */
export interface From {
  address: string;
  /** What the browser kept of a former login, if anything. */
  device: string | undefined;
  place: Place;
}

/** What asking for a code counts on, for people and strangers alike. */
export function askingMeters(identifier: string, address: string): Meter[] {
  const [name, from] = [identifierKey(identifier), addressKey(address)];
  return [
    { name: 'code-pair', of: `${from} ${name}`, pace: paces.codeByPair },
    { name: 'code-name', of: name, pace: paces.codeByName },
    { name: 'code-address', of: from, pace: paces.codeByAddress },
  ];
}

/** What asking for a code counts on when somebody is signed in. */
export const ownCodeMeters = (personId: string, contact: string | null): Meter[] => [
  { name: 'code-person', of: personId, pace: paces.codeByPerson },
  ...(contact === null ? [] : [{ name: 'code-name', of: contact, pace: paces.codeByName }]),
];

/** What showing a code counts on; codes themselves have few tries. */
export const wrongMeters = (address: string): Meter[] => [
  { name: 'wrong-address', of: addressKey(address), pace: paces.wrongByAddress },
];

/** What trying a password counts on: a browser that is known is counted by itself alone. */
export function passwordMeters(
  { key, clock }: { key: Buffer; clock: Clock },
  attempt: { identifier: string; person: { id: string } | null; from: From },
): Meter[] {
  const { person, from } = attempt;
  const token = from.device;
  if (person && token !== undefined && isDeviceOf(key, person.id, { token, now: clock.now() })) {
    return [{ name: 'device', of: token, pace: paces.passwordByPair }];
  }
  const [name, address] = [identifierKey(attempt.identifier), addressKey(from.address)];
  return [
    { name: 'password-pair', of: `${address} ${name}`, pace: paces.passwordByPair },
    { name: 'password-name', of: name, pace: paces.passwordByName },
    ...wrongMeters(from.address),
  ];
}

/** What showing one's present password counts on when somebody is signed in. */
export const ownPasswordMeters = (personId: string): Meter[] => [
  { name: 'password-own', of: personId, pace: paces.passwordByPair },
];
