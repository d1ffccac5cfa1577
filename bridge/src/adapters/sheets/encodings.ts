import { Failure } from '../../kernel/failure.ts';
import type { SheetForm } from '../../features/registration/import/ports.ts';
import { looksLikeUtf16 } from './kind.ts';

type Encoding = Extract<SheetForm, { kind: 'csv' }>['encoding'];

/** So many bytes tell in what encoding a file is. */
const sampled = 200_000;

/**
 * The text of a CSV file: UTF-16 by its mark or its zero bytes; UTF-8 when every byte fits it, which other encodings
 * practically never do; else what its bytes look like: Windows-1252 (single letters between ASCII ones), GB18030
 * (which Chinese Excel writes, a superset of GBK and GB2312) or Big5.
 * @throws Failure sheet/encoding
 */
export function decode(file: Buffer): { text: string; encoding: Encoding } {
  const utf16 = looksLikeUtf16(file.subarray(0, 4096));
  if (utf16 !== null) return { text: orRefuse(file, utf16), encoding: 'utf-16' };
  const utf8 = decoded(file, 'utf-8');
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  for (const encoding of likely(file.subarray(0, sampled))) {
    const text = decoded(file, encoding);
    if (text !== null) return { text, encoding };
  }
  throw new Failure('sheet/encoding');
}

function decoded(file: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(file);
  } catch {
    return null;
  }
}

function orRefuse(file: Buffer, label: string): string {
  const text = decoded(file, label);
  if (text === null) throw new Failure('sheet/encoding');
  return text;
}

/** Encodings by how well the bytes fit them. */
function likely(bytes: Buffer): Encoding[] {
  if (westernShare(bytes) > 0.9) return ['windows-1252'];
  const gb = pairShare(bytes, gbPair);
  const big5 = pairShare(bytes, big5Pair);
  return gb >= 0.9 || gb >= big5 ? ['gb18030', 'big5'] : ['big5', 'gb18030'];
}

/** Letters and quotation marks of Windows-1252: `ÀÖØöøÿŠšŽžŒœŸ‘’“”–`. */
const isWestern = (byte: number): boolean =>
  (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) ||
  [
    0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f, 0x91, 0x92, 0x93, 0x94, 0x96, 0x80, 0xa0, 0xdf,
  ].includes(byte);

/** How many of the bytes beyond ASCII stand alone and are Western letters: bytes of two-byte signs stand together. */
function westernShare(bytes: Buffer): number {
  let all = 0;
  let western = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    all += 1;
    const isAlone = (bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80;
    if (isAlone && isWestern(byte)) western += 1;
  }
  return all === 0 ? 0 : western / all;
}

/** Answers how many bytes a sign takes, and whether it is one that ordinary text has; null for no sign. */
type Pair = (lead: number, trail: number) => { length: number; isUsual: boolean } | null;

/** Signs of GB2312; four bytes and rare signs of GBK are no sign of anything. */
const gbPair: Pair = (lead, trail) => {
  if (lead < 0x81 || lead > 0xfe) return null;
  if (trail >= 0x30 && trail <= 0x39) return { length: 4, isUsual: true };
  const isUsual = trail >= 0xa1 && (lead <= 0xa9 ? lead >= 0xa1 : lead >= 0xb0 && lead <= 0xf7);
  return { length: 2, isUsual };
};

/** Punctuation and the signs of Big5 that are used often. */
const big5Pair: Pair = (lead, trail) => {
  const isSign = (trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe);
  if (lead < 0xa1 || lead > 0xf9 || !isSign) return null;
  return { length: 2, isUsual: lead <= 0xc6 };
};

/** Which share of a text's signs beyond ASCII is usual in an encoding. */
function pairShare(bytes: Buffer, pair: Pair): number {
  let all = 0;
  let usual = 0;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const sign = pair(lead, bytes[at + 1] ?? 0);
    all += 1;
    if (sign?.isUsual) usual += 1;
    at += sign?.length ?? 1;
  }
  return all === 0 ? 0 : usual / all;
}
