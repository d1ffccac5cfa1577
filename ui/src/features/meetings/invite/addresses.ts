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
  const bare = withoutNames(typed.replaceAll(/"[^"]*"/gu, ' '));
  const texts = bare
    .split(/[\s,;，；、]+/u)
    .map((text) => text.replace(/^mailto:/iu, '').replace(/[.。]{1,10}$/u, ''))
    .filter((text) => text !== '');
  const seen = new Set<string>();
  return texts.flatMap((text) => {
    const key = text.toLowerCase();
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ text, good: address.safeParse(text).success }];
  });
}

/** `Li Wei <li@example.edu>` becomes the address: a name begins after the separator before it. Each sign is read once. */
function withoutNames(text: string): string {
  const [first = '', ...rest] = text.split('<');
  if (rest.length === 0) return text;
  const pieces = rest.map((piece, index) => {
    const [address = '', ...more] = piece.split('>');
    const behind = more.join(' ');
    return ` ${address} ${index === rest.length - 1 ? behind : beforeName(behind)}`;
  });
  return beforeName(first) + pieces.join('');
}

function beforeName(text: string): string {
  const last = Math.max(...[',', ';', '，', '；', '、', '\n'].map((one) => text.lastIndexOf(one)));
  return text.slice(0, last + 1);
}
