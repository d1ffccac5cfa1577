import type { Database } from '../../../kernel/database.ts';
import type { PersonRow, RecordRow } from './rows.ts';

/** Everything by which somebody is known, or was before they turned out to be who they are. */
export interface Traces {
  id: string;
  name: string;
  locale: string | null;
  /** IANA name. */
  timezone: string | null;
  email: string | null;
  campusNumber: string | null;
  /** Mail addresses and phone numbers, in every form in which they are kept. */
  addresses: (string | null)[];
  /** Ids, names, campus numbers and accounts. */
  names: (string | null)[];
  records: { source: string; isGone: boolean }[];
}

/**
 * The traces of the person with this id, or of whom they turned out to be; null for who was erased or never
 * was. The row is held until the transaction ends.
 */
export async function tracesOf(db: Database, id: string): Promise<Traces | null> {
  const row = await db<PersonRow>('people').where({ id }).forUpdate().first();
  if (!row || (row.status as string) === 'erased') return null;
  if (row.merged_into !== null) return tracesOf(db, row.merged_into);
  const records = await db<RecordRow>('person_records').where({ person_id: id });
  const accounts = await db<RecordRow>('person_accounts').where({ person_id: id });
  // Whoever turned out to be this person was called otherwise, and had other addresses.
  const all = [row, ...(await db<PersonRow>('people').where({ merged_into: id }))];
  return {
    id,
    name: row.display_name,
    locale: row.locale,
    timezone: row.timezone,
    email: row.email,
    campusNumber: row.campus_number,
    addresses: all.flatMap((one) => [one.email, one.email_key, one.phone, one.phone_key]),
    names: [
      ...all.flatMap((one) => [one.id, one.display_name, one.campus_number]),
      ...[...accounts, ...records].map((one) => one.external_id),
    ],
    records: records.map(({ source, gone_at: at }) => ({ source, isGone: at !== null })),
  };
}

/** Who was deactivated before a moment, a page at a time by id. */
export async function deactivatedBefore(
  db: Database,
  before: number,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  return db('people')
    .where({ status: 'deactivated' })
    .andWhere('updated_at', '<', before)
    .andWhere('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .pluck<string[]>('id');
}

/** How many people are deactivated, since when, and how many of them for longer than since `before`. */
export async function deactivatedKept(db: Database, before: number) {
  const all = () => db('people').where({ status: 'deactivated' });
  const counted = await all().count({ n: '*' }).min({ oldest: 'updated_at' }).first();
  const due = await all().andWhere('updated_at', '<', before).count({ n: '*' }).first();
  const { oldest } = counted as { oldest: number | null };
  return { rows: Number(counted?.['n'] ?? 0), oldest, due: Number(due?.['n'] ?? 0) };
}

/** Adds the row that stands for somebody from now on, blank: rows that stay refer to it. */
export async function addPseudonym(
  trx: Database,
  { id, pseudonym, now }: { id: string; pseudonym: string; now: number },
  blank: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  const row = await trx<PersonRow>('people').where({ id }).first();
  await trx('people').insert({ ...row, ...blank, id: pseudonym, updated_at: now });
}

/** Deletes somebody's own row; what refers to it has gone before. */
export async function deletePerson(trx: Database, id: string): Promise<void> {
  await trx('people').where({ id }).delete();
}
