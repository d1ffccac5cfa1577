/** A value as PHP reads it from a form: text, or an array with keys. Objects have no prototype: keys are only keys. */
export type PhpValue = string | PhpArray;
export interface PhpArray {
  [key: string]: PhpValue;
}

/** PHP's `max_input_vars`; Moodle's own environment check demands this much. Fields beyond it are dropped silently. */
const maxInputVars = 5000;

const emptyArray = (): PhpArray => Object.create(null) as PhpArray;

/** Reads `application/x-www-form-urlencoded` pairs as PHP does: `a[0][b]=c`, `a[]=c`, the last of two same names wins. */
export function parsePhpForm(...forms: string[]): PhpArray {
  const result = emptyArray();
  for (const form of forms) {
    for (const [name, value] of [...new URLSearchParams(form)].slice(0, maxInputVars)) {
      put(result, keysOf(name), value);
    }
  }
  return result;
}

function keysOf(name: string): string[] {
  const first = /^[^[]+/u.exec(name)?.[0];
  if (first === undefined) return [];
  const rest = name.slice(first.length);
  const keys = [...rest.matchAll(/\[([^\]]{0,200})\]/gu)].map((match) => match[1] ?? '');
  // PHP turns dots and blanks of a name into underscores.
  return [first.replace(/[. ]/gu, '_'), ...keys];
}

function put(into: PhpArray, [key, ...rest]: string[], value: string): void {
  if (key === undefined) return;
  const name = key === '' ? nextIndex(into) : key;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = into[name];
  const array = typeof inner === 'object' ? inner : emptyArray();
  into[name] = array;
  put(array, rest, value);
}

function nextIndex(array: PhpArray): string {
  const indexes = Object.keys(array).filter((key) => /^\d+$/u.test(key));
  return String(Math.max(-1, ...indexes.map(Number)) + 1);
}
