import { characters, cut, longestTerm, pressed, wordsOf } from './folding.ts';
import { readingsOf } from './readings.ts';
import type { Reader } from './visibility.ts';

/** What a term is of; also the order in which matches are shown. Stored: never renumber, only add. */
export const termClass = {
  /** The whole name, from its beginning. */
  name: 0,
  /** The name from a later word or Han character on. */
  laterName: 1,
  pinyin: 2,
  laterPinyin: 3,
  initials: 4,
  campusNumber: 5,
  email: 6,
  phone: 7,
} as const;
/** What students may not see of strangers is not even looked through for them. */
export const classesFor = (reader: Reader): TermClass[] =>
  Object.values(termClass).filter(
    (of) => reader.kind === 'staff' || reader.isAdmin || of <= termClass.initials,
  );

export type TermClass = (typeof termClass)[keyof typeof termClass];

/** One way to find a person: whoever types the beginning of `text`. */
export interface Term {
  class: TermClass;
  text: string;
}

/** What a person is found by. */
export interface Findable {
  displayName: string;
  givenName: string;
  familyName: string;
  email: string | null;
  campusNumber: string | null;
  phone: string | null;
}

/** A part of a name that can be typed by itself: a Han character with its readings, or a word. */
interface Unit {
  text: string;
  /** Empty for what is not Han. */
  readings: string[];
}

/** A name of more units than this is found from its first ones only. */
const mostUnits = 16;

/** Everything that a person is found by, each once, by the best class that it has. Pure. */
export function termsOf(person: Findable): Term[] {
  const best = new Map<string, TermClass>();
  const add = (to: TermClass, text: string) => {
    const term = cut(text, longestTerm);
    if (term !== '' && (best.get(term) ?? Infinity) > to) best.set(term, to);
  };
  for (const name of spellingsOf(person)) addName(unitsOf(name), add);
  add(termClass.campusNumber, pressed(person.campusNumber ?? ''));
  add(termClass.email, pressed(person.email ?? ''));
  for (const number of phonesOf(person.phone)) add(termClass.phone, number);
  return [...best].map(([text, of]) => ({ class: of, text }));
}

/** The name in the orders in which it is written; German umlauts also as two letters. */
function spellingsOf({ displayName, givenName, familyName }: Findable): Set<string> {
  const orders = [displayName, `${givenName} ${familyName}`];
  // 芳王 is no name: Han names have one order.
  if (!/\p{Script=Han}/u.test(familyName)) orders.push(`${familyName} ${givenName}`);
  else orders.splice(1, 1, `${familyName}${givenName}`);
  const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
  const spread = (name: string) =>
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöü]/gu, (letter) => umlauts[letter] ?? letter);
  return new Set(orders.flatMap((name) => [name, spread(name)]).map((name) => name.trim()));
}

function unitsOf(name: string): Unit[] {
  const units: Unit[] = [];
  for (const word of wordsOf(name)) {
    for (const part of word.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? []) {
      const han = /^\p{Script=Han}/u.test(part) ? characters(part).slice(0, mostUnits) : null;
      const readings = han ? readingsOf(han) : [];
      if (han) units.push(...han.map((text, at) => ({ text, readings: readings[at] ?? [] })));
      else units.push({ text: part, readings: [] });
    }
  }
  return units.slice(0, mostUnits);
}

type Add = (to: TermClass, text: string) => void;

function addName(units: readonly Unit[], add: Add): void {
  const isRead = units.some(({ readings }) => readings.length > 0);
  for (let from = 0; from < units.length; from += 1) {
    const rest = units.slice(from);
    add(
      from === 0 ? termClass.name : termClass.laterName,
      joined(rest, ({ text }) => text),
    );
    const read = from === 0 ? termClass.pinyin : termClass.laterPinyin;
    if (isRead) for (const reading of readingsOfAll(rest)) add(read, reading.join(''));
    if (rest.length < 2) continue;
    for (const reading of readingsOfAll(rest)) {
      add(termClass.initials, reading.map((syllable) => characters(syllable)[0]).join(''));
    }
  }
}

const joined = (units: readonly Unit[], text: (unit: Unit) => string) => units.map(text).join('');

/** The likeliest reading of a name, and those that differ from it in one character: enough for real names. */
function readingsOfAll(units: readonly Unit[]): string[][] {
  const likely = units.map(({ text, readings }) => readings[0] ?? text);
  const others = units.flatMap(({ readings }, at) =>
    readings.slice(1).map((reading) => likely.with(at, reading)),
  );
  return [likely, ...others];
}

/** A number as it is written and, of one with a country's code, without it. */
function phonesOf(phone: string | null): string[] {
  const digits = pressed(phone ?? '').replace(/\D/gu, '');
  const isForeign = /^\s*(\+|00)/u.test(phone?.normalize('NFKC') ?? '');
  const national = isForeign ? digits.replace(/^(00)?86/u, '') : digits;
  return [...new Set([digits, national, national.replace(/^0/u, '')])];
}
