import { folded } from '../../../kernel/names.ts';
import { emailKey, phoneKey } from './keys.ts';
import type { Person, PersonFacts, PersonStatus } from './person.ts';
import type { PersonRecord, Resolved } from './precedence.ts';

export interface PersonRow {
  id: string;
  display_name: string;
  given_name: string;
  family_name: string;
  email: string | null;
  email_key: string | null;
  campus_number: string | null;
  phone: string | null;
  phone_key: string | null;
  locale: string | null;
  timezone: string | null;
  status: PersonStatus;
  sort_name: string;
  search_name: string;
  created_at: number;
  updated_at: number;
  /** Whom they turned out to be. */
  merged_into: string | null;
}

export interface RecordRow {
  id: string;
  person_id: string;
  source: string;
  realm: string;
  external_id: string;
  said: string;
  hash: string;
  seen_at: number;
  changed_at: number;
  gone_at: number | null;
}

/** A person's row as it follows from what the sources say. */
export function toPersonRow(
  person: Resolved,
  row: { id: string; countryCode: string; createdAt: number; updatedAt: number },
): PersonRow {
  return {
    id: row.id,
    display_name: person.displayName,
    given_name: person.givenName,
    family_name: person.familyName,
    email: person.email,
    email_key: emailKey(person.vouchedEmail),
    campus_number: person.campusNumber,
    phone: person.phone,
    phone_key: phoneKey(person.phone, row.countryCode),
    locale: person.locale,
    timezone: person.timezone,
    status: person.status,
    sort_name: folded(person.displayName).slice(0, 190).toWellFormed(),
    search_name: searchName(person),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    merged_into: null,
  };
}

/** All that a person is found by in a list of names: the name in both orders, and the campus number. */
const searchName = (person: Resolved): string =>
  folded(
    [
      person.displayName,
      `${person.familyName}${person.givenName}`,
      `${person.givenName} ${person.familyName}`,
      person.campusNumber ?? '',
    ].join('\n'),
  );

/** Without the keys by which people are found and compared: they stay in the database. */
export const fromPersonRow = (row: PersonRow): Person => ({
  id: row.id,
  displayName: row.display_name,
  givenName: row.given_name,
  familyName: row.family_name,
  email: row.email,
  campusNumber: row.campus_number,
  phone: row.phone,
  locale: row.locale,
  timezone: row.timezone,
  status: row.status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** What the source says goes in whole, as JSON. */
export const toRecordRow = (record: PersonRecord): RecordRow => ({
  id: record.id,
  person_id: record.personId,
  source: record.source,
  realm: record.realm,
  external_id: record.externalId,
  said: JSON.stringify(record.facts),
  hash: record.hash,
  seen_at: record.seenAt,
  changed_at: record.changedAt,
  gone_at: record.goneAt,
});

/** Trusts the stored JSON: it was checked when the source said it. */
export const fromRecordRow = (row: RecordRow): PersonRecord => ({
  id: row.id,
  personId: row.person_id,
  source: row.source,
  realm: row.realm,
  externalId: row.external_id,
  facts: JSON.parse(row.said) as PersonFacts,
  hash: row.hash,
  seenAt: row.seen_at,
  changedAt: row.changed_at,
  goneAt: row.gone_at,
});
