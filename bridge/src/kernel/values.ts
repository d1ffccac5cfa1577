/** What systems and people write where there is nothing to write, and how text is cleaned before it is believed. */

/**
 * - `key`: identifies somebody (campus number, mail, phone): whatever may mean "nothing" is nothing.
 * - `name`: of a person: words that are also names (`Na`, `Null`) stay.
 * - `text`: anything else: only what no person writes is nothing.
 */
export type ValueKind = 'key' | 'name' | 'text';

/** Marks that are not seen and mean nothing: soft hyphen, zero width, bidi controls, fillers, tags, annotations. */
const invisible =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/gu;

/** Line ends and other white space, a blank Braille cell among it. */
const white = /[\s\u0085\u2800]+/gu;

/** Scripts that need a (non-)joiner inside a word: Persian, Indic and their like. */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const varied = /[\p{Script=Han}\p{Script=Mongolian}\p{Extended_Pictographic}#*0-9]/u;

/** Joiners stay inside words and emoji that need them; variation selectors behind a sign that has variants. */
function withoutStrayMarks(text: string): string {
  if (!/[\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180f]/u.test(text)) return text;
  const signs = Array.from(text);
  return signs
    .filter((sign, at) => {
      const [before = '', after = ''] = [signs[at - 1], signs[at + 1]];
      if (sign === '\u200c') return joining.test(before) && joining.test(after);
      if (sign === '\u200d') {
        return [joining, emoji].some((kind) => kind.test(before) && kind.test(after));
      }
      return /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f]/u.test(sign)
        ? varied.test(before)
        : true;
    })
    .join('');
}

/**
 * Text of one line as it is kept: one Unicode form, one space where white space or a line end was, none at the
 * ends; no control characters (NUL), no bidi and invisible marks. An interpunct (`·`) and markup stay: they are text.
 */
export const cleanText = (text: string): string =>
  withoutStrayMarks(
    text
      .toWellFormed()
      .replace(invisible, '')
      .replace(white, ' ')
      .replace(/\p{Cc}/gu, ''),
  )
    .normalize('NFC')
    .replace(/ {2,}/gu, ' ')
    .trim();

/**
 * The one spelling of a campus number, in all sources and wherever it is looked for: full-width signs become usual
 * ones, case and spaces do not count, nothing invisible stays.
 */
export const foldCampusNumber = (number: string): string =>
  number
    .toWellFormed()
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\u2800\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '');

/** A variable that the platform did not expand (`$Person.sourcedId`, `${user.id}`, `{{id}}`, `@X@user.id@X@`). */
const isVariable = (text: string, kind: ValueKind): boolean =>
  /^(?:\$\{[^{}]{1,100}\}|\{\{[^{}]{1,100}\}\}|@X@.{1,100}@X@|\$[A-Za-z]\w{0,60}(?:\.\w{1,60}){1,10})$/u.test(
    text,
  ) ||
  (kind === 'key' && text.startsWith('$'));

/** What a spreadsheet shows where a formula failed or a column is too narrow: `#N/A`, `#BEZUG!`, `Err:502`, `####`. */
const isErrorWord = (text: string): boolean =>
  /^(?:#(?:[\p{L}\d/_ ]{1,20}[!?]|N\/?[ADV]|GETTING_DATA)|#{2,}|(?:Err:|#ERR)\d{3})$/iu.test(text);

/** Words for "nothing" that are nobody's name. */
const nothing = new Set(
  `n/a n.a. n.a n\\a undefined none (none) <none> (null) <null> [null] \\n #null (leer) (blank) (empty) -none-
   not-available not-applicable 无 無 暂无 暫無 没有 沒有 (无) （无） 不详 不詳 未知 未填 未填写 待定 待补 不适用 なし`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

/** Words for "nothing" that somebody may be called, or a short name may be: only a key is never one of them. */
const nothingAsKey = new Set([
  ...['na', 'null', 'nil', 'nan', 'no', 'unknown', 'void', 'empty', 'blank', 'tba', 'tbd'],
  ...['空', '缺', '否', '-1', 'false', 'true'],
]);

/** Written by programs exactly so; `Null` and `Nan` are names. */
const nothingAsWritten = new Set(['null', 'NULL', 'nil', 'NaN', 'nan']);

/** Nothing but punctuation and zeros: `-`, `--`, `/`, `??` (letters that an encoding lost), `0`, `0.0`. */
const isBlank = (text: string): boolean => /^[\p{P}\p{Z}$+<=>^`|~0\ufffd]*$/u.test(text);

/** `无学号`, `暂无手机`. */
const isNothingOfAKind = (text: string): boolean =>
  /^[暂暫尚]?[无無](?:学号|學號|工号|工號|学工号|手机号?|手機|电话|電話|邮箱|郵箱)$/u.test(text);

/**
 * A value as a source gives it, cleaned; null where it says nothing. No value is no value, wherever it comes from:
 * launches, rosters, directory, portals, sheets, forms.
 */
export function readValue(
  value: string | null | undefined,
  kind: ValueKind = 'text',
): string | null {
  const text = cleanText(value ?? '');
  if (text === '' || isVariable(text, kind) || isErrorWord(text)) return null;
  return kind === 'text' || !saysNothing(text, kind) ? text : null;
}

function saysNothing(text: string, kind: 'key' | 'name'): boolean {
  const plain = text.normalize('NFKC');
  const word = plain.toLowerCase().replaceAll(' ', '-');
  if (isBlank(plain) || nothing.has(word)) return true;
  if (kind === 'name') return nothingAsWritten.has(text);
  return nothingAsKey.has(word) || isNothingOfAKind(word);
}

/** A campus number as a source gives it, folded; null where it says nothing. */
export function readCampusNumber(value: string | null | undefined): string | null {
  const text = readValue(value, 'key');
  const number = text === null ? '' : foldCampusNumber(text);
  return number === '' ? null : number;
}
