/** The digits of a meeting ID, however it was typed or pasted: full-width, with spaces, dots or hyphens. */
export const digitsOf = (typed: string): string =>
  typed.normalize('NFKC').replace(/\D/gu, '').slice(0, 10);

/** A meeting ID as people read it: 138 0000 0000 is 3-3-4, 123 456 789 is 3-3-3. Also of the beginning of one. */
export function grouped(number: string): string {
  const digits = digitsOf(number);
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter(Boolean).join(' ');
}

/** True when there are as many digits as a meeting ID has: 9, or 10 for a personal one. */
export const isWhole = (typed: string): boolean => /^\d{9,10}$/u.test(digitsOf(typed));
