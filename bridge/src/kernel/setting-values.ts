import { Cron } from 'croner';
import { isSupportedCountry, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { readPrivateHosts } from './addresses.ts';

/** A five-field cron pattern, or nothing. */
export const cron = z
  .string()
  .default('')
  .refine((pattern) => pattern === '' || isCronPattern(pattern), 'must be a cron pattern');

function isCronPattern(pattern: string): boolean {
  try {
    new Cron(pattern, { paused: true });
    return true;
  } catch {
    return false;
  }
}

/** A pattern that a whole campus number must fit; null for none. */
export function staffNumbers(pattern: string, context: z.RefinementCtx): RegExp | null {
  try {
    return pattern === '' ? null : new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a regular expression' });
    return z.NEVER;
  }
}

/** A country with a plan of telephone numbers, by its code of two letters (ISO 3166-1). */
export const country = z
  .string()
  .transform((code) => code.toUpperCase())
  .pipe(
    z.custom<CountryCode>(
      (code) => isSupportedCountry(String(code)),
      'must be a code as in ISO 3166-1',
    ),
  );

/** Hosts, addresses and networks inside the campus, by comma. */
export const privateHosts = z
  .string()
  .default('')
  .transform((text, context) => {
    const list = text.split(',').flatMap((entry) => entry.trim() || []);
    try {
      readPrivateHosts(list);
      return list;
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
      return z.NEVER;
    }
  });

/** Names of attributes of a directory, by comma. */
export const attributeNames = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  )
  .pipe(z.array(z.string().regex(/^[a-z][\w;.-]*$/iu, 'must be names of attributes, by comma')));

/** Domains of mail addresses, by comma; `*.` stands for all below. */
export const mailDomains = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((domain) => domain.trim().toLowerCase())
      .filter((domain) => domain !== ''),
  )
  .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/u, 'must be mail domains')));
