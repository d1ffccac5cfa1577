import { pinyin, polyphonic } from 'pinyin-pro';

const style = { toneType: 'none', type: 'array', v: true } as const;

/** At most so many other readings of one character: rarer ones would only find strangers. */
const mostReadings = 4;

/**
 * How each character of a Han name may be read, in pinyin without tones, the likeliest first. The name
 * is read as a name (单 at its head is shan) and as a word (dan); ü is both `v` and `u`.
 * @param han characters of a name, family name first
 */
export function readingsOf(han: readonly string[]): string[][] {
  const text = han.join('');
  const asName = pinyin(text, { ...style, surname: 'head' });
  const asWord = pinyin(text, style);
  const every = polyphonic(text, style);
  return han.map((character, at) => {
    const all = [asName[at] ?? character, asWord[at] ?? character, ...(every[at] ?? [])];
    const known = [...new Set(all)].slice(0, mostReadings);
    return [...new Set(known.flatMap(bothSpellings))];
  });
}

const bothSpellings = (reading: string) =>
  /^[nl]v/u.test(reading) ? [reading, reading.replace('v', 'u')] : [reading];
