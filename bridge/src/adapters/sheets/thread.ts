import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { isFailure } from '../../kernel/failure.ts';
import type { SheetForm, SheetRow } from '../../features/registration/import/ports.ts';
import { readCsv } from './csv.ts';
import { kindOfSheet } from './kind.ts';
import { sheetLimits } from './limits.ts';
import { rowsAtOnce, type FromThread } from './messages.ts';
import { readBook, type Book, type BookSheet } from './workbook.ts';
import { readWorksheet } from './worksheet.ts';

// Runs apart from the bridge, with limits of its own: a sheet that is made to hurt hurts only this thread.
const port = parentPort;
if (!port) throw new Error('sheets are read in a thread of their own');
const tell = (message: FromThread): void => port.postMessage(message);
const data = workerData as Uint8Array;
const file = Buffer.from(data.buffer, data.byteOffset, data.byteLength);

try {
  const { form, rows } = kindOfSheet(file) === 'csv' ? readCsv(file) : await readXlsx();
  tell({ tells: 'form', form });
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    tell({ tells: 'rows', rows: rows.slice(at, at + rowsAtOnce) });
  }
  tell({ tells: 'end' });
} catch (error) {
  if (!isFailure(error)) throw error;
  tell({ tells: 'failure', code: error.code });
}
port.close();

/** Reads the visible sheet that lists people, or looks most like it; the rest is told by name. */
async function readXlsx(): Promise<{ form: SheetForm; rows: SheetRow[] }> {
  const book = readBook(file);
  const shown = book.sheets.filter(({ hidden }) => !hidden).slice(0, sheetLimits.sheets);
  const sheets = shown.length > 0 ? shown : book.sheets.slice(0, 1);
  const sheet = sheets[sheets.length > 1 ? await wanted(book, sheets) : 0] ?? sheets[0];
  if (!sheet) throw new Error('a workbook without sheets');
  const read = readWorksheet(file, { part: sheet.part, book });
  const others = book.sheets.filter((one) => one !== sheet);
  const namesOf = (some: BookSheet[]) => some.slice(0, 20).map(({ name }) => name.slice(0, 100));
  return {
    rows: read.rows,
    form: {
      kind: 'xlsx',
      sheet: sheet.name.slice(0, 100),
      otherSheets: namesOf(others.filter(({ hidden }) => !hidden)),
      hiddenSheets: namesOf(others.filter(({ hidden }) => hidden)),
      hiddenColumns: read.hiddenColumns.slice(0, 100),
      hiddenRows: read.hiddenRows.length,
      firstHiddenRows: read.hiddenRows.slice(0, 20),
    },
  };
}

async function wanted(book: Book, sheets: readonly BookSheet[]): Promise<number> {
  const heads = sheets.map(({ part }) => {
    try {
      return readWorksheet(file, { part, book, most: sheetLimits.headRows }).rows;
    } catch (error) {
      if (!isFailure(error)) throw error;
      // Whatever is wrong with it is told when it is the one that is wanted.
      return [];
    }
  });
  const answer = once(port ?? new EventTarget(), 'message');
  tell({ tells: 'heads', heads });
  const [index] = (await answer) as [number];
  return index;
}
