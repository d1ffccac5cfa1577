import { pressed } from './folding.ts';

/** More words than this narrow no search any further; they are left out, shortest first. */
const mostWords = 6;

/**
 * The words that somebody must match, each by the beginning of one of their terms; in no order.
 * @returns null where nothing was asked; an empty list where what was asked can match nobody (`%`, `"`)
 */
export function readQuery(query: string | undefined): string[] | null {
  const text = query?.trim() ?? '';
  if (text === '') return null;
  const words = new Set(text.normalize('NFKC').split(/\s+/u).map(pressed));
  words.delete('');
  return [...words].sort((a, b) => b.length - a.length).slice(0, mostWords);
}

/** The first text that is behind every text that begins with `prefix`, in the order of code points. */
export const endOfRange = (prefix: string): string => `${prefix}\u{10ffff}`;
