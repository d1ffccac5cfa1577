/** Distinguished names (RFC 4514), as far as the tree of units needs them. */

/** The name's parts from the entry up to the root, in a spelling that can be compared. */
export function dnParts(dn: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < dn.length; at += 1) {
    const sign = dn.charAt(at);
    if (sign === '\\') {
      part += sign + dn.charAt(at + 1);
      at += 1;
    } else if (sign === ',') {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part].map(normalisePart);
}

function normalisePart(part: string): string {
  const [type = '', ...value] = part.split('=');
  const text = unescape(value.join('=').trim());
  return `${type.trim().toLowerCase()}=${text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ')}`;
}

/** `\2c` and `\,` are the same sign; hexadecimal pairs are UTF-8 bytes. */
function unescape(value: string): string {
  return value.replace(/(?:\\[0-9a-f]{2})+|\\(.)/giu, (found, sign: string | undefined) =>
    sign === undefined ? Buffer.from(found.replaceAll('\\', ''), 'hex').toString('utf8') : sign,
  );
}

/** One text for one name. */
export const dnKey = (dn: string): string => joined(dnParts(dn));

// A comma within a part stays apart from one between parts.
const joined = (parts: readonly string[]): string =>
  parts.map((part) => part.replace(/[\\,]/gu, '\\$&')).join(',');

/** No directory is deeper; all names above one together are longer than it by as much as it is deep. */
const deepest = 100;

/** The names above this one, nearest first. */
export function ancestors(dn: string): string[] {
  const parts = dnParts(dn);
  if (parts.length > deepest) return [];
  return parts.slice(1).map((_, index) => joined(parts.slice(index + 1)));
}

/** Active Directory's objectGUID, 16 bytes, in its usual text form. */
export function guidText(bytes: Buffer): string {
  const hex = (part: Buffer) => part.toString('hex');
  const little = (from: number, to: number) => hex(Buffer.from(bytes.subarray(from, to)).reverse());
  return [
    little(0, 4),
    little(4, 6),
    little(6, 8),
    hex(bytes.subarray(8, 10)),
    hex(bytes.subarray(10, 16)),
  ].join('-');
}

/** The bytes of an objectGUID that was written as text; null where it is none. */
export function guidBytes(text: string): Buffer | null {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(text)) return null;
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
