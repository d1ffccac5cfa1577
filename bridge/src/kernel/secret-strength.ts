import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** What a secret must stand. */
export interface Strength {
  /** Characters. */
  atLeast: number;
  /** Guesses, as a power of ten. */
  guesses: number;
  /** Words of examples do not stand in it: where others choose, one of them may. */
  isOwn?: boolean;
}

/** Ours to choose: nobody types them. 10^20 guesses are out of reach of whoever has a copy of what they signed. */
export const ownStrength: Strength = { atLeast: 32, guesses: 20, isOwn: true };
/** Given out by others, who choose their length. */
export const tokenStrength: Strength = { atLeast: 8, guesses: 8 };
/** Of accounts at other servers, which have rules of their own. */
export const passwordStrength: Strength = { atLeast: 6, guesses: 5 };

/** Stands in examples and in what people type until they know better. By chance it is in one of a million secrets. */
const placeholder =
  /change.?(?:me|this|it)|replace|example|secret|passw(?:or|0r)d|placeholder|sample|default|insert|dummy/iu;

let guesser: ZxcvbnFactory | undefined;

/** The few that a process is configured with are judged once. */
const known = new Map<string, number>();
const mostKnown = 50;

/** Twice as much takes four times as long, and what follows makes a secret no worse. */
const measuredLength = 40;

/** Why a secret is weak, as the end of a sentence; null where it is not. */
export function weaknessOf(secret: string, { atLeast, guesses, isOwn }: Strength): string | null {
  if (secret.length < atLeast) return `must have at least ${atLeast} characters`;
  if (isOwn === true && placeholder.test(secret)) return 'looks like one of an example';
  return hardness(secret.slice(0, measuredLength)) < guesses ? 'is easy to guess' : null;
}

/** Guesses that it takes, as a power of ten. */
function hardness(text: string): number {
  const found = known.get(text) ?? Math.min(guessesOf(text), shuffled(text));
  if (known.size < mostKnown) known.set(text, found);
  return found;
}

const guessesOf = (text: string): number => {
  guesser ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return text === '' ? 0 : guesser.check(text).guessesLog10;
};

/** Two simple rows that were shuffled into each other, such as a1b2c3, are no harder than both are. */
function shuffled(text: string): number {
  const every = (rest: number) =>
    Array.from(text)
      .filter((_, index) => index % 2 === rest)
      .join('');
  return guessesOf(every(0)) + guessesOf(every(1));
}
