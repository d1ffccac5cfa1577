import type { Entry } from 'ldapts';
import { z } from 'zod';
import type { PersonFacts, Problem } from '../../features/directory/sync/ports.ts';
import { readName } from '../../kernel/names.ts';
import { readCampusNumber, readValue } from '../../kernel/values.ts';
import { guidText } from './names.ts';
import type { FilledPeople } from './dialects.ts';
import type { PersonAttributes } from './settings.ts';

/** The values of an attribute as texts, in the server's order; attribute names are compared without case. */
export function valuesOf(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  const value = name === undefined ? [] : (entry[name] ?? []);
  return (Array.isArray(value) ? value : [value]).map((one) =>
    typeof one === 'string' ? one : binaryText(one, attribute),
  );
}

function binaryText(value: Buffer, attribute: string): string {
  return attribute.toLowerCase() === 'objectguid' && value.length === 16
    ? guidText(value)
    : value.toString('utf8');
}

/**
 * An attribute's first value, trimmed; null where it is missing or blank, and for an attribute that the campus has
 * not named.
 */
export const firstOf = (entry: Entry, attribute: string | null): string | null =>
  attribute === null ? null : (valuesOf(entry, attribute)[0]?.trim() ?? null) || null;

/** What a person's entry must hold to be of use. */
const personEntry = z.object({
  key: z.string({ error: 'is missing' }).max(191, 'is longer than 191 characters'),
  displayName: z.string({ error: 'there is no name of any kind' }),
  email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/u, 'is not an e-mail address')
    .nullable(),
});

/** Every attribute that is read of a person. */
export const attributesOf = (people: FilledPeople): string[] => {
  const { attributes, suspended } = people;
  const fields = Object.values<string | null>({ ...attributes });
  const named = [...fields, suspended?.attribute, 'cn'];
  return [...new Set(named.filter((name) => typeof name === 'string'))];
};

/**
 * Reads a person's entry. An entry without a key or any name cannot be used and is answered as null; a
 * bad e-mail address costs only the address. Both are added to `problems` with DN and attribute.
 */
export function readPerson(
  entry: Entry,
  settings: FilledPeople,
  problems: Problem[],
): PersonFacts | null {
  const { attributes } = settings;
  const get = (field: keyof PersonAttributes) => firstOf(entry, attributes[field]);
  const text = (field: keyof PersonAttributes) => get(field) ?? '';
  const shown = get('displayName') ?? firstOf(entry, 'cn');
  const key = get('key');
  const said = [get('givenName'), get('familyName'), shown];
  const name = said.map(readName).find((one) => one !== '') ?? null;
  const email = readValue(get('email'), 'key');
  const bad = issuesOf({ key, name, email });
  for (const [field, reason] of bad) {
    problems.push({ where: entry.dn, field: attributes[field] ?? field, reason });
  }
  if (key === null || bad.has('key') || bad.has('displayName')) return null;
  return {
    externalId: key,
    displayName: shown ?? '',
    givenName: text('givenName'),
    familyName: text('familyName'),
    email: bad.has('email') ? null : email,
    campusNumber: readCampusNumber(get('campusNumber')),
    phone: get('phone'),
    locale: get('locale'),
    timezone: null,
    suspended: isSuspended(entry, settings),
  };
}

/** What is wrong with an entry, by field. */
function issuesOf(
  entry: Record<'key' | 'name' | 'email', string | null>,
): Map<keyof PersonAttributes, string> {
  const parsed = personEntry.safeParse({
    key: entry.key ?? undefined,
    displayName: entry.name ?? undefined,
    email: entry.email,
  });
  const issues = parsed.error?.issues ?? [];
  return new Map(issues.map((issue) => [issue.path[0] as keyof PersonAttributes, issue.message]));
}

function isSuspended(entry: Entry, { suspended }: FilledPeople): boolean {
  if (!suspended) return false;
  if ('bit' in suspended) {
    const { attribute, bit } = suspended;
    return valuesOf(entry, attribute).some((value) => (Number(value) & bit) !== 0);
  }
  const signs = suspended.values.map((value) => value.toLowerCase());
  return valuesOf(entry, suspended.attribute).some((value) => signs.includes(value.toLowerCase()));
}
