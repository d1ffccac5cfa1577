/** Initials for a name's picture: the last two characters of a Chinese name, else first and last initial. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return '?';
  const characters = Array.from(trimmed);
  if (/\p{Script=Han}/u.test(trimmed)) return characters.slice(-2).join('');
  const words = trimmed.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const first = Array.from(words[0] ?? '')[0] ?? '';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toLocaleUpperCase() || '?';
}

/** A colour number from 0 to 7 that stays with a name or an id. */
export function tone(key: string): number {
  let sum = 0;
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % 8;
}
