import type { SheetReader, SheetWriter } from '../../features/registration/ports.ts';
import { readCsv } from './csv.ts';
import { kindOfSheet } from './kind.ts';
import { writeCsv, writeXlsx } from './write.ts';
import { readXlsx } from './xlsx.ts';

/** Reads XLSX and CSV; what a file is, its bytes say and not its name. */
export const sheetReader: SheetReader = {
  read: async (file) => (kindOfSheet(file) === 'xlsx' ? readXlsx(file) : readCsv(file)),
};

export const sheetWriter: SheetWriter = { xlsx: writeXlsx, csv: writeCsv };
