import { Failure } from '../../kernel/failure.ts';
import { sheetLimits } from './limits.ts';
import { listParts } from './zip.ts';

/** What a file is by its first bytes; its name says nothing reliable. @throws Failure sheet/… */
export function kindOfSheet(file: Buffer): 'xlsx' | 'csv' {
  if (file.length === 0) throw new Failure('sheet/empty');
  if (file.length > sheetLimits.fileBytes) throw new Failure('sheet/too-large');
  if (startsWith(file, 'PK\u0003\u0004')) {
    checkParts(file);
    return 'xlsx';
  }
  if (startsWith(file, '\u00d0\u00cf\u0011\u00e0')) throw new Failure(compoundFile(file));
  if (isOldBook(file)) throw new Failure('sheet/old-format');
  const head = file.subarray(0, 4096);
  if (isPage(head)) throw new Failure('sheet/web-page');
  if (isBinary(head)) throw new Failure('sheet/not-a-sheet');
  return 'csv';
}

const startsWith = (file: Buffer, magic: string) =>
  file.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1'));

/** Compound File Binary: an .xls of before 2007, an xlsx behind a password, or something else of Office. */
function compoundFile(file: Buffer): 'sheet/password' | 'sheet/old-format' | 'sheet/not-a-sheet' {
  const holds = (stream: string) => file.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage')) return 'sheet/password';
  // A file that was cut off shows no directory of its streams: most are old sheets.
  return holds('WordDocument') || holds('PowerPoint Document')
    ? 'sheet/not-a-sheet'
    : 'sheet/old-format';
}

/** BIFF 2 to 5 without a compound file: a record "beginning of file". */
const isOldBook = (file: Buffer): boolean =>
  file[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(file[1] ?? -1) && file[3] === 0x00;

/** What many systems save under .xls: a page (HTML, MHTML) or an XML of Excel 2003. */
function isPage(head: Buffer): boolean {
  const utf16 = looksLikeUtf16(head);
  const text = new TextDecoder(utf16 ?? 'latin1')
    .decode(head)
    .replace(/^[\s\ufeff\u00ef\u00bb\u00bf]+/u, '');
  return /^(?:<!doctype|<!--|<html|<head|<meta|<style|<body|<div|<table|<\?xml|<\w+:?workbook|mime-version:)/iu.test(
    text,
  );
}

/** Zero bytes occur in text only as halves of UTF-16 characters. */
function isBinary(head: Buffer): boolean {
  if (
    /^(?:%PDF|\u0089PNG|\u00ff\u00d8\u00ff|\u007fELF|Rar!|7z|GIF8|\{\\rtf)/u.test(
      head.toString('latin1', 0, 8),
    )
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
  const even = zerosAt(0);
  const odd = zerosAt(1);
  const enough = head.length / 20;
  if (odd > enough && even === 0) return 'utf-16le';
  return even > enough && odd === 0 ? 'utf-16be' : null;
}

/** Reads the table of contents only: nothing is unpacked before its size is known. */
function checkParts(file: Buffer): void {
  const parts = listParts(file);
  const unpacked = parts.reduce((sum, { size }) => sum + size, 0);
  if (parts.length > sheetLimits.parts || unpacked > sheetLimits.unpackedBytes) {
    throw new Failure('sheet/too-large');
  }
  const has = (name: RegExp) => parts.some((part) => name.test(part.name));
  if (has(/vbaProject\.bin$/iu)) throw new Failure('sheet/macros');
  if (has(/^xl\/workbook\.xml$/iu)) return;
  // Excel's binary workbook, OpenDocument, Numbers.
  const isOther = has(/^xl\/workbook\.bin$/iu) || has(/^content\.xml$/u) || has(/\.iwa$/u);
  throw new Failure(isOther ? 'sheet/other-format' : 'sheet/not-a-sheet');
}
