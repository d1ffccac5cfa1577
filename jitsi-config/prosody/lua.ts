import { templateOf } from '../template.ts';

/** A value that can be written into a Prosody configuration. */
export type LuaValue = string | number | boolean | readonly LuaValue[];

/**
 * Writes a value as a Lua literal. Every byte of a text that is not plain printable ASCII is escaped
 * as `\ddd`, so that no value can end its own quotes, whatever it holds.
 * @throws RangeError for a number that Lua cannot read (NaN, infinite)
 */
export function lua(value: LuaValue): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`not a number for Lua: ${value}`);
    return String(value);
  }
  return value.length === 0 ? '{}' : `{ ${value.map(lua).join(', ')} }`;
}

/** A template of Lua: texts, numbers and lists go in as literals. */
export const luaText = templateOf(lua);

function quote(text: string): string {
  const bytes = [...Buffer.from(text, 'utf8')];
  const plain = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
  const written = bytes.map((byte) =>
    plain(byte) ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`,
  );
  return `"${written.join('')}"`;
}
