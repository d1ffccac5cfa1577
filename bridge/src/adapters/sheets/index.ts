import type { SheetReader, SheetWriter } from '../../features/registration/import/ports.ts';
import { createSheetReader } from './reading.ts';
import { writeCsv, writeXlsx } from './write.ts';

export const sheetReader: SheetReader = createSheetReader();

export const sheetWriter: SheetWriter = { xlsx: writeXlsx, csv: writeCsv };
