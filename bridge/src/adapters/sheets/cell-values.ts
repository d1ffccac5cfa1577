import { serialOfEpoch, type Cell } from '../../features/registration/import/ports.ts';
import { shownByFormat } from './formats.ts';
import { unescaped, type Book } from './workbook.ts';

/** A cell of the XML. */
interface RawCell {
  type: string;
  style: number;
  value: string;
}

/** What a cell shows, as far as it matters which digits there are: zeros of its number format, dates as dates. */
export function cellValue({ type, style, value }: RawCell, book: Book): Cell {
  if (value === '') return null;
  if (type === 'n') return numberShown(value, style, book);
  if (type === 's') return book.texts[Number(value)] ?? null;
  if (type === 'b') return value === '1' || value === 'true';
  return type === 'd' ? (dateOf(value) ?? value) : unescaped(value);
}

function numberShown(value: string, style: number, { styles, from1904 }: Book): Cell {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const { isDate = false, code } = styles[style] ?? {};
  if (isDate) return fromSerial(number, from1904) ?? number;
  return code === undefined ? number : (shownByFormat(number, code) ?? number);
}

function dateOf(text: string): Date | null {
  const date = new Date(/Z|[+-]\d\d:?\d\d$/u.test(text) ? text : `${text}Z`);
  const day = Number.isNaN(date.getTime()) ? new Date(text) : date;
  return Number.isNaN(day.getTime()) ? null : day;
}

/** From 1899-12-30, where spreadsheets begin to count, to 1904-01-01, where those of old Macs do. */
const daysTo1904 = 1_462;
/** The last day that there is: 9999-12-31. */
const lastSerial = 2_958_465;

function fromSerial(serial: number, from1904: boolean): Date | null {
  const days = from1904 ? serial + daysTo1904 : serial;
  if (days < 1 || days > lastSerial + 1) return null;
  return new Date(Math.round((days - serialOfEpoch) * 86_400) * 1000);
}

/** Column of a cell's name, from 0: `AB12` is 27. Null for what is none; more than six letters are no column anywhere. */
export function columnOf(name: string): number | null {
  return placeOf(name)?.column ?? null;
}

/** Column and row of a cell's name. */
export function placeOf(name: string): { column: number; row: number } | null {
  const [, letters, row] = /^\$?([A-Z]{1,7})\$?(\d{1,9})$/iu.exec(name) ?? [];
  if (letters === undefined || row === undefined) return null;
  const column = Array.from(letters.toUpperCase()).reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
  return { column: column - 1, row: Number(row) };
}
