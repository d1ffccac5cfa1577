import { readPhone } from '../../../kernel/phones.ts';
import { readValue } from '../../../kernel/values.ts';

/** The keys by which one person is known again across sources. A name is never one of them. */

/** E-mail as a key: case-folded; null when it is no address (Moodle shows a digest for deleted accounts). */
export function emailKey(email: string | null): string | null {
  const key = readValue(email, 'key')?.toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+$/u.test(key) && key.length <= 191 ? key : null;
}

/**
 * Phone number as a key: `+` and digits (E.164).
 * @param countryCode calling code, without `+`, of numbers that are written in the national form
 * @returns null for what is no number of its country's plan
 */
export const phoneKey = (phone: string | null, countryCode = '86'): string | null =>
  readPhone(phone, countryCode);
