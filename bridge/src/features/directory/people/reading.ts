import { displayName, readName } from '../../../kernel/names.ts';
import { cleanText, readCampusNumber, readValue } from '../../../kernel/values.ts';
import { emailKey, phoneKey } from './keys.ts';
import type { PersonFacts } from './person.ts';

/** A field of which what the source says is kept, but nobody is known again, or reached, by it. */
export interface Unusable {
  field: 'email' | 'phone';
  reason: string;
}

/**
 * What a source says of an account, read alike whatever source it is: no value is no value, one spelling of campus
 * numbers, names without marks that are not seen. The account's id stays as it is. Pure, and the same when read again.
 */
export function readFacts(
  facts: PersonFacts,
  countryCode?: string,
): { facts: PersonFacts; unusable: Unusable[] } {
  const email = readValue(facts.email, 'key');
  const phone = readValue(facts.phone, 'key');
  const shown = readName(facts.displayName) || displayName(facts.givenName, facts.familyName);
  const read: PersonFacts = {
    externalId: facts.externalId,
    // An account's id may be all that there is to show.
    displayName: facts.displayName === facts.externalId ? cleanText(facts.displayName) : shown,
    givenName: readName(facts.givenName),
    familyName: readName(facts.familyName),
    email,
    campusNumber: readCampusNumber(facts.campusNumber),
    phone,
    locale: readValue(facts.locale),
    timezone: readValue(facts.timezone),
    suspended: facts.suspended,
  };
  const unusable: Unusable[] = [];
  if (email !== null && emailKey(email) === null) {
    unusable.push({ field: 'email', reason: 'is not an e-mail address' });
  }
  if (phone !== null && phoneKey(phone, countryCode) === null) {
    const reason = 'is not a phone number: it is shown, but nobody is reached or known by it';
    unusable.push({ field: 'phone', reason });
  }
  return { facts: read, unusable };
}
