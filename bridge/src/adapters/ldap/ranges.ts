import type { Entry } from 'ldapts';
import { Failure } from '../../kernel/failure.ts';

/** Asks one entry for one attribute. */
export type AskFor = (dn: string, attribute: string) => Promise<Entry | null>;

/** Part of an attribute's values, as Active Directory answers long ones: `member;range=0-1499`, last `…-*`. */
const ranged = /^([^;]+);range=(\d+)-(\d+|\*)$/iu;

type Values = (Buffer | string)[];

interface Piece {
  name: string;
  values: Values;
  /** Where the next piece begins; null after the last one. */
  next: number | null;
}

/** The pieces in an entry that hold values; a piece that was asked for and is not there is empty. */
function piecesOf(entry: Entry): Piece[] {
  return Object.entries(entry).flatMap(([key, value]): Piece[] => {
    const [, name, , to] = ranged.exec(key) ?? [];
    const values: Values = Array.isArray(value) ? value : [value];
    if (name === undefined || to === undefined || values.length === 0) return [];
    return [{ name, values, next: to === '*' ? null : Number(to) + 1 }];
  });
}

/**
 * An entry with all values of the attributes that the server answered in pieces. Fails with
 * directory/bad-answer when a piece is missing: half a group is not a group.
 */
export async function withWholeValues(entry: Entry, ask: AskFor): Promise<Entry> {
  const pieces = piecesOf(entry);
  const whole = Object.entries(entry).filter(([key]) => !ranged.test(key));
  const named = [];
  for (const first of pieces)
    named.push([first.name, await allValues(entry.dn, first, ask)] as const);
  return pieces.length === 0
    ? entry
    : { ...Object.fromEntries([...whole, ...named]), dn: entry.dn };
}

async function allValues(dn: string, first: Piece, ask: AskFor): Promise<string[] | Buffer[]> {
  const values = [...first.values];
  let { next } = first;
  while (next !== null) {
    const answer = await ask(dn, `${first.name};range=${next}-*`);
    const piece = answer && piecesOf(answer).find(({ name }) => name === first.name);
    if (!piece || (piece.next !== null && piece.next <= next)) {
      const detail = `The values of ${first.name} from ${next} on are missing at ${dn}.`;
      throw new Failure('directory/bad-answer', { detail });
    }
    values.push(...piece.values);
    next = piece.next;
  }
  return values as string[] | Buffer[];
}
