import type { Database } from '../../../kernel/database.ts';
import { foldCampusNumber } from '../../../kernel/values.ts';
import { emailKey, phoneKey } from './keys.ts';
import type { Person } from './person.ts';
import type { PersonRecord } from './precedence.ts';
import {
  fromPersonRow,
  fromRecordRow,
  toRecordRow,
  type PersonRow,
  type RecordRow,
} from './rows.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';

/** Everybody who is somebody: whoever was erased has a blank row left, for what refers to it. */
const known = (db: Database) =>
  db<PersonRow>('people').whereIn('status', ['active', 'deactivated']);

/** People's rows as they are stored, by id. */
export async function personRows(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, PersonRow>> {
  const rows = await inChunks(ids, (chunk) => known(db).whereIn('id', chunk));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The people with these ids, in no particular order; unknown ids are left out. */
export async function findPeople(db: Database, ids: readonly string[]): Promise<Person[]> {
  return [...(await personRows(db, ids)).values()].map(fromPersonRow);
}

/** The person with this id, or whom they turned out to be; null for an unknown id. */
export async function current(db: Database, id: string): Promise<Person | null> {
  const row = (await personRows(db, [id])).get(id);
  if (!row) return null;
  return row.merged_into === null ? fromPersonRow(row) : current(db, row.merged_into);
}

/** A page of everybody's ids, in order, deactivated people too and erased ones not; begins with ''. */
export async function idsAfter(db: Database, after: string, limit: number): Promise<string[]> {
  const rows = known(db).where('id', '>', after).orderBy('id').limit(limit);
  return (await rows.select('id')).map(({ id }) => id);
}

/** The active people with this campus number, mail address or phone number (in any spelling). */
export async function named(db: Database, key: string, countryCode: string): Promise<Person[]> {
  const rows = await db<PersonRow>('people')
    .where({ status: 'active' })
    .where((any) => {
      void any.where({ campus_number: foldCampusNumber(key) });
      const email = emailKey(key);
      const phone = phoneKey(key, countryCode);
      if (email !== null) void any.orWhere({ email_key: email });
      if (phone !== null) void any.orWhere({ phone_key: phone });
    })
    .limit(20);
  return rows.map(fromPersonRow);
}

/** A source's records: those of the given accounts, or all of them. */
export async function recordsOfSource(
  db: Database,
  source: string,
  externalIds: readonly string[] | 'all',
): Promise<PersonRecord[]> {
  const table = () => db<RecordRow>('person_records').where({ source });
  const rows =
    externalIds === 'all'
      ? await table()
      : await inChunks(externalIds, (chunk) => table().whereIn('external_id', chunk));
  return rows.map(fromRecordRow);
}

/** What every source says of these people, also those that do not name them any more; in no order. */
export async function recordsOfPeople(
  db: Database,
  ids: readonly string[],
): Promise<PersonRecord[]> {
  const rows = await inChunks(ids, (chunk) =>
    db<RecordRow>('person_records').whereIn('person_id', chunk),
  );
  return rows.map(fromRecordRow);
}

/** These people's accounts in a realm: person → account id; of several the first. */
export async function accountsOfPeople(
  db: Database,
  realm: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await inChunks(ids, (chunk) =>
    db<{ realm: string; external_id: string; person_id: string }>('person_accounts')
      .where({ realm })
      .whereIn('person_id', chunk)
      .orderBy('external_id', 'desc'),
  );
  return new Map(rows.map((row) => [row.person_id, row.external_id]));
}

/** Those of these people of whom no name is known, in the given order. */
export async function nameless(
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; locale: string | null }[]> {
  const rows = await inChunks(ids, (chunk) =>
    db<PersonRow>('people').whereIn('id', chunk).where({ display_name: '' }).select('id', 'locale'),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Who has these accounts of a realm: account id → person. */
export async function accountsOf(
  db: Database,
  realm: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await inChunks(externalIds, (chunk) =>
    db<{ realm: string; external_id: string; person_id: string }>('person_accounts')
      .where({ realm })
      .whereIn('external_id', chunk),
  );
  return new Map(rows.map((row) => [row.external_id, row.person_id]));
}

/** Somebody who can be written to about the account. */
export interface Addressee {
  id: string;
  displayName: string;
  email: string;
  locale: string | null;
}

/** Active people with the address that they are known by; who has none is left out. */
export async function addressees(db: Database, ids: readonly string[]): Promise<Addressee[]> {
  const rows = await inChunks(ids, (chunk) =>
    db<PersonRow>('people').whereIn('id', chunk).where({ status: 'active' }),
  );
  return rows.flatMap((row) =>
    row.email === null || row.email_key === null
      ? []
      : [{ id: row.id, displayName: row.display_name, email: row.email, locale: row.locale }],
  );
}

/** People who have one of these keys, as they are stored. */
export async function withKeys(
  db: Database,
  keys: { campus_number: string[]; email_key: string[]; phone_key: string[] },
): Promise<PersonRow[]> {
  const found = new Map<string, PersonRow>();
  for (const [column, values] of Object.entries(keys)) {
    const rows = await inChunks(values, (chunk) => db<PersonRow>('people').whereIn(column, chunk));
    for (const row of rows) found.set(row.id, row);
  }
  return [...found.values()];
}

/** Writes records by their id, new or not. What holds of the person does not follow by itself. */
export const saveRecords = (db: Database, records: readonly PersonRecord[]): Promise<void> =>
  upsert(db, { table: 'person_records', key: ['id'] }, records.map(toRecordRow));

/** Notes that a source still says the same. */
export async function touchRecords(
  db: Database,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await inChunks(ids, async (chunk) => {
    await db<RecordRow>('person_records').whereIn('id', chunk).update({ seen_at: now });
    return [];
  });
}

/** The active people who have one of these numbers (E.164). */
export async function withPhones(
  db: Database,
  phones: readonly string[],
): Promise<{ personId: string; phone: string }[]> {
  const rows = await inChunks(phones, (chunk) =>
    db<PersonRow>('people').whereIn('phone_key', chunk).where({ status: 'active' }),
  );
  return rows.map((row) => ({ personId: row.id, phone: row.phone_key ?? '' }));
}
