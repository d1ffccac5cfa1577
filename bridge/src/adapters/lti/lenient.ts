import { readValue, type ValueKind } from '../../kernel/values.ts';

interface Text {
  kind?: ValueKind;
  /** Signs; as many as the column takes. */
  most?: number;
}

/**
 * Reads optional values of foreign JSON. A value of another type than wanted (PHP writes `[]` for an empty
 * object, some write numbers for texts) is left out and its name noted; null and absent are nothing at all.
 */
export function lenientReader() {
  const odd: string[] = [];
  const leftOut = (at: string): null => {
    if (!odd.includes(at) && odd.length < 100) odd.push(at);
    return null;
  };
  const isNothing = (value: unknown): boolean => value === null || value === undefined;

  /** A number is the text that it is written as, where it was not rounded on the way. */
  const plain = (value: unknown, at: string): string | null => {
    if (isNothing(value)) return null;
    if (typeof value === 'string') return value;
    return Number.isSafeInteger(value) ? String(value) : leftOut(at);
  };

  return {
    /** The names of what was left out. */
    odd,
    leftOut,
    plain,
    /** One line of text as people read it; what is longer is cut. */
    text: (value: unknown, at: string, { kind = 'text', most = 255 }: Text = {}): string | null =>
      cut(readValue(plain(value, at)?.slice(0, 10_000), kind), most),
    /** An identifier, taken letter by letter; what is longer is left out. */
    identifier: (value: unknown, at: string): string | null => {
      const found = plain(value, at);
      if (found === null || found === '') return null;
      return found.length <= 191 ? found : leftOut(at);
    },
    url: (value: unknown, at: string): string | null => {
      if (isNothing(value) || value === '') return null;
      return isWebUrl(value) ? value : leftOut(at);
    },
    /** An object's fields; none for a list or anything else. */
    object: (value: unknown, at: string): Record<string, unknown> | null => {
      if (isNothing(value) || (Array.isArray(value) && value.length === 0)) return null;
      const isObject = typeof value === 'object' && !Array.isArray(value);
      return isObject ? (value as Record<string, unknown>) : leftOut(at);
    },
    /** The texts in a list; other entries, and what is no list, are left out. */
    texts: (value: unknown, at: string): string[] => {
      if (isNothing(value)) return [];
      if (!Array.isArray(value)) {
        leftOut(at);
        return [];
      }
      const found = value.filter((entry) => typeof entry === 'string' && entry.length <= 300);
      if (found.length < value.length || found.length > 200) leftOut(at);
      return found.slice(0, 200) as string[];
    },
  };
}

export type Lenient = ReturnType<typeof lenientReader>;

/** No longer than the column that keeps it, without half a sign at the end. */
export function cut(text: string, most?: number): string;
/** Null, for what was not said, stays null. */
export function cut(text: string | null, most?: number): string | null;
export function cut(text: string | null, most = 255): string | null {
  if (text === null || text.length <= most) return text;
  return text
    .slice(0, most)
    .toWellFormed()
    .replace(/\ufffd$/u, '');
}

/** Whether a value is an http(s) address of bearable length. */
export const isWebUrl = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= 4000 &&
  URL.canParse(value) &&
  /^https?:$/u.test(new URL(value).protocol);
