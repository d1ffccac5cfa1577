import { z } from 'zod';

/** One pasted address; a bad one is kept as it was typed. */
export interface Address {
  text: string;
  good: boolean;
}

const address = z.email().max(254);

/** The most that may be invited at once. */
export const mostAddresses = 100;

/**
 * The addresses in a pasted list: with commas, semicolons (full-width too), spaces or lines between them, and with
 * names in front as mail programs write them (`"Li, Wei" <li@example.edu>`). Each once.
 */
export function addressesIn(typed: string): Address[] {
  const bare = typed
    .replaceAll(/"[^"]*"/gu, ' ')
    .replaceAll(/[^<>,;，；、\n]*<([^<>]*)>/gu, ' $1 ');
  const texts = bare
    .split(/[\s,;，；、]+/u)
    .map((text) => text.replace(/^mailto:/iu, '').replace(/[.。]+$/u, ''))
    .filter((text) => text !== '');
  const seen = new Set<string>();
  return texts.flatMap((text) => {
    const key = text.toLowerCase();
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ text, good: address.safeParse(text).success }];
  });
}
