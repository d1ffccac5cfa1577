import { dayMs } from '../../../kernel/clock.ts';
import { cleanText } from '../../../kernel/values.ts';
import { serialOfEpoch, type Cell } from './ports.ts';

/** What is wrong with a cell: a code for the panel's words, with what it needs to fill them. */
export type CellIssue =
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

/**
 * A cell as text: full-width forms become usual ones, odd spaces plain ones, marks that are not seen go, and so does
 * what makes a text of a number: `="0012"`, and an apostrophe before a number or before what would be a formula.
 */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return digitsOf(cell);
  const text = cleanText(String(cell).normalize('NFKC'));
  return (/^="(.*)"$/u.exec(text)?.[1]?.replaceAll('""', '"') ?? text)
    .replace(/(^["\s]*)'(?=[\d=+\-@])/u, '$1')
    .replace(/([;|,]["\s]*)'(?=[=+\-@])/gu, '$1')
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

/** Of a number a spreadsheet keeps 15 digits: those behind them are gone, zeros stand for them. */
export const beyondPrecision = (cell: Cell): boolean =>
  typeof cell === 'number' && Math.abs(cell) >= 1e15;

/** A number without the `.0` that programs put behind it which take every number for a decimal one. */
export const withoutTail = (text: string): string => text.replace(/^(\+?\d+)\.0{1,2}$/u, '$1');

/** A time of day behind a date; it says nothing of the day. */
const time =
  /[T\s](?:[上下]午|[ap]m)?\s?\d{1,2}[:时時]\d{1,2}(?:[:分]\d{0,2}(?:\.\d{1,9})?秒?)?\s?(?:[ap]m)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?$/iu;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date cell as ISO date: a real date, a serial of the years 2000 to 2099, or text such as 2027-7-1, 2027/7/1,
 * 2027.7.1, 2027年7月1日, 20270701 or 1 July 2027, with or without a time of day. Null when it is none of them, or not
 * in the calendar.
 */
export function isoDate(cell: Cell): string | null {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const whole = typeof cell === 'number' ? String(Math.floor(cell)) : textOf(cell).slice(0, 60);
  const text = withoutTail(whole.replace(time, ''));
  if (/^\d{5}$/u.test(text)) return fromSerial(Number(text));
  const match =
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?$/u.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  return match ? inCalendar(match.slice(1).map(Number)) : withMonth(text);
}

/** `1 July 2027`, `1-Jul-2027`, `July 1, 2027`: nobody can take the month for the day. */
function withMonth(text: string): string | null {
  const [, day, month, year] =
    /^(\d{1,2})[-\s.]{1,2}([a-z]{3,9})[-\s.,]{1,2}(\d{4})$/iu.exec(text) ?? [];
  const [, month2, day2, year2] =
    /^([a-z]{3,9})[-\s.]{1,2}(\d{1,2})[-\s.,]{1,2}(\d{4})$/iu.exec(text) ?? [];
  const at = months.indexOf((month ?? month2 ?? '').slice(0, 3).toLowerCase());
  return at < 0 ? null : inCalendar([year ?? year2, at + 1, day ?? day2].map(Number));
}

function fromSerial(serial: number): string | null {
  const date = new Date((serial - serialOfEpoch) * dayMs);
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}

function inCalendar([year = 0, month = 0, day = 0]: number[]): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame ? date.toISOString().slice(0, 10) : null;
}
