import type { Cell } from './ports.ts';

/** What is wrong with a cell: a code for the panel's words, with what it needs to fill them. */
export type CellFlaw =
  | 'missing'
  | 'too-long'
  | 'control-characters'
  | 'digits-lost'
  | 'not-a-kind'
  | 'not-a-number'
  | 'not-an-email'
  | 'not-a-phone'
  | 'not-a-date'
  | 'unknown-department'
  | 'foreign-department'
  | 'looks-like-a-formula';

/** A cell as text: full-width forms become usual ones, odd spaces become plain ones, ends are trimmed. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return digitsOf(cell);
  return String(cell)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A number without exponent and grouping: 13800007919, not 1.3800007919E+10. */
const digitsOf = (value: number): string =>
  value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 10 });

/**
 * True for what a spreadsheet left of a long number when it wrote it as text: `1.38E+10`. The digits
 * are gone; nobody can tell which they were.
 */
export const lostDigits = (text: string): boolean => /^\d(?:\.\d+)?E\+?\d{1,2}$/iu.test(text);

/** Beyond 15 digits a spreadsheet's number has lost the last ones (IEEE 754). */
export const beyondPrecision = (cell: Cell): boolean =>
  typeof cell === 'number' && Math.abs(cell) > Number.MAX_SAFE_INTEGER;

/** Days between 1899-12-30 and 1970-01-01: where a spreadsheet begins to count (with its leap day of 1900). */
const serialOfEpoch = 25_569;

/**
 * A date cell as ISO date: a real date, a serial of the years 2000 to 2099, or text such as 2027-7-1,
 * 2027/7/1, 2027.7.1, 2027年7月1日 or 20270701. Null when it is none of them, or not in the calendar.
 */
export function isoDate(cell: Cell): string | null {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = textOf(cell);
  if (/^\d{5}$/u.test(text)) return fromSerial(Number(text));
  const match =
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?$/u.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  return match ? inCalendar(match.slice(1).map(Number)) : null;
}

function fromSerial(serial: number): string | null {
  const date = new Date((serial - serialOfEpoch) * 86_400_000);
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}

function inCalendar([year = 0, month = 0, day = 0]: number[]): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame ? date.toISOString().slice(0, 10) : null;
}
