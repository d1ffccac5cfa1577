/** The keys by which one person is known again across sources. A name is never one of them. */

/** E-mail as a key: case-folded; null when it is no address (Moodle shows a digest for deleted accounts). */
export function emailKey(email: string | null): string | null {
  const key = email?.normalize('NFC').trim().toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+$/u.test(key) && key.length <= 191 ? key : null;
}

/**
 * Phone number as a key: `+` and digits (E.164).
 * @param countryCode calling code, without `+`, of numbers that are written in the national form
 * @returns null when there are too few or too many digits for a number
 */
export function phoneKey(phone: string | null, countryCode = '86'): string | null {
  const digits = phone?.normalize('NFKC').replace(/[\s().\-/]/gu, '') ?? '';
  const international = digits.replace(/^00/u, '+');
  const key = international.startsWith('+')
    ? international
    : `+${countryCode}${international.replace(/^0/u, '')}`;
  return /^\+\d{7,15}$/u.test(key) ? key : null;
}
