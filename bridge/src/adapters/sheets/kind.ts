import { unzipSync } from 'fflate';
import { Failure } from '../../kernel/failure.ts';
import { sheetLimits } from './limits.ts';

/** What a file is by its first bytes; its name says nothing reliable. @throws Failure sheet/… */
export function kindOfSheet(file: Buffer): 'xlsx' | 'csv' {
  if (file.length === 0) throw new Failure('sheet/empty');
  if (file.length > sheetLimits.fileBytes) throw new Failure('sheet/too-large');
  if (startsWith(file, 'PK\u0003\u0004')) {
    checkParts(file);
    return 'xlsx';
  }
  // Compound File Binary: an .xls of before 2007, or an xlsx behind a password.
  if (startsWith(file, '\u00d0\u00cf\u0011\u00e0')) throw new Failure('sheet/old-format');
  if (isBinary(file)) throw new Failure('sheet/not-a-sheet');
  return 'csv';
}

const startsWith = (file: Buffer, magic: string) =>
  file.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1'));

/** Zero bytes occur in text only as halves of UTF-16 characters. */
function isBinary(file: Buffer): boolean {
  const head = file.subarray(0, 4096);
  if (
    /^(%PDF|\u0089PNG|\u00ff\u00d8\u00ff|\u007fELF|Rar!|7z)/u.test(head.toString('latin1', 0, 8))
  ) {
    return true;
  }
  return head.includes(0) && !looksLikeUtf16(head);
}

/** UTF-16, with or without its byte order mark: every second byte of Latin text, tabs and line ends is zero. */
export function looksLikeUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zerosAt = (parity: number) =>
    head.reduce((sum, byte, index) => sum + Number(byte === 0 && index % 2 === parity), 0);
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  const enough = head.length / 20;
  if (odd > enough && even === 0) return 'utf-16le';
  return even > enough && odd === 0 ? 'utf-16be' : null;
}

/** Reads the table of contents only: nothing is unpacked before its size is known. */
function checkParts(file: Buffer): void {
  const parts: { name: string; size: number }[] = [];
  try {
    unzipSync(file, {
      filter: ({ name, originalSize }) => {
        parts.push({ name, size: originalSize });
        return false;
      },
    });
  } catch (cause) {
    throw new Failure('sheet/broken', { cause });
  }
  const unpacked = parts.reduce((sum, { size }) => sum + size, 0);
  if (parts.length > sheetLimits.parts || unpacked > sheetLimits.unpackedBytes) {
    throw new Failure('sheet/too-large');
  }
  if (!parts.some(({ name }) => name === 'xl/workbook.xml')) throw new Failure('sheet/not-a-sheet');
  if (parts.some(({ name }) => /vbaProject\.bin$/iu.test(name))) throw new Failure('sheet/macros');
}
