import { randomInt } from 'node:crypto';
import type { MeetingKind } from '../meeting.ts';

/** A new meeting number: 10 digits for a personal one, else 9; random, so that nothing follows from one to the next. */
export function newNumber(kind: MeetingKind): string {
  const digits = kind === 'personal' ? 10 : 9;
  return String(randomInt(10 ** (digits - 1), 10 ** digits));
}

// Without what is mixed up when read aloud or from a beamer: 0 o 1 l i, and b d p q in some fonts.
const letters = 'acefghjkmnrstuvwxyz23456789';

/** A good guest password to propose: 8 characters, 38 random bits, easy to say. */
export const proposePassword = (): string =>
  Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
