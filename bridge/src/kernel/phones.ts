import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { readValue } from './values.ts';

/**
 * A telephone number as a source or a person writes it, as `+` and digits (E.164): with or without the country's code,
 * `00` for `+`, a trunk zero (in brackets too: `+49 (0)171 …`), full-width digits, any separators. Null for what is no
 * number of its country's plan: too short, too long, several in one, an extension of a switchboard.
 * @param place where national numbers belong: a country (`CN`) or a calling code (`86`)
 */
export function readPhone(text: string | null | undefined, place = '86'): string | null {
  const plain = readValue(text, 'key')
    ?.normalize('NFKC')
    .replace(/^tel:/iu, '')
    .replace(/^\s*00/u, '+');
  // Longer than any number with its separators: not looked at.
  if (plain === undefined || plain.length > 60) return null;
  const belongs = /^\d+$/u.test(place)
    ? { defaultCallingCode: place }
    : { defaultCountry: place as CountryCode };
  const phone = parsePhoneNumberFromString(plain, { ...belongs, extract: false });
  return phone?.isValid() && phone.ext === undefined ? phone.number : null;
}
