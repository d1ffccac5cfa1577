import type { Database } from '../../../kernel/database.ts';
import type { Subject } from './subject.ts';

interface PersonRow {
  id: string;
  display_name: string;
  email: string | null;
  email_key: string | null;
  phone: string | null;
  phone_key: string | null;
  campus_number: string | null;
  locale: string | null;
  timezone: string | null;
  status: string;
  merged_into: string | null;
}

interface ContactRow {
  person_id: string;
  contact_key: string;
}

interface RecordRow {
  person_id: string;
  source: string;
  external_id: string;
  gone_at: number | null;
}

/**
 * The person or guest with this id, or whom the person turned out to be; null where there is none (any more).
 * The person's row is held.
 */
export async function findSubject(db: Database, id: string): Promise<Subject | null> {
  const row = await db<PersonRow>('people').where({ id }).forUpdate().first();
  if (!row || row.status === 'erased') return guestOf(db, id);
  return row.merged_into === null ? personOf(db, row) : findSubject(db, row.merged_into);
}

async function personOf(db: Database, row: PersonRow): Promise<Subject> {
  const records = await db<RecordRow>('person_records').where({ person_id: row.id });
  const accounts = await db<RecordRow>('person_accounts').where({ person_id: row.id });
  const contacts = await db<ContactRow>('login_contacts').where({ person_id: row.id });
  const keys = contacts.map((contact) => contact.contact_key);
  // Whoever turned out to be this person was called otherwise, and had other addresses.
  const former = await db<PersonRow>('people').where({ merged_into: row.id });
  const names = [row, ...former].flatMap((one) => [one.id, one.display_name, one.campus_number]);
  const { email, campus_number: campusNumber } = row;
  const addresses = [row, ...former].flatMap((one) => [
    ...[one.email, one.email_key, one.phone, one.phone_key],
  ]);
  const external = [...accounts, ...records].map((one) => one.external_id);
  return {
    kind: 'person',
    id: row.id,
    name: row.display_name,
    locale: row.locale,
    timezone: row.timezone,
    email,
    campusNumber,
    addresses: present([...addresses, ...keys]),
    mentions: present([...names, ...external]),
    records: records.map(({ source, gone_at: at }) => ({ source, isGone: at !== null })),
  };
}

async function guestOf(db: Database, id: string): Promise<Subject | null> {
  const guest = await db<{ id: string; name: string }>('guests').where({ id }).first();
  if (!guest) return null;
  const unknown = { locale: null, timezone: null, email: null, campusNumber: null };
  return { kind: 'guest', ...guest, ...unknown, addresses: [], mentions: [], records: [] };
}

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null && value !== '') as string[]),
];

/** True while somebody is in a meeting that runs. */
export async function isInMeeting(db: Database, id: string): Promise<boolean> {
  const inside: unknown = await db('occupants as o')
    .join('meetings as m', 'm.id', 'o.meeting_id')
    .where({ 'o.person_id': id })
    .whereNotNull('o.joined_at')
    .whereNull('o.left_at')
    .whereNull('m.ended_at')
    .first('o.meeting_id');
  return inside !== undefined;
}

/** True for the only system admin that there is. Holds the grants until the transaction ends. */
export async function isLastSystemAdmin(db: Database, id: string): Promise<boolean> {
  const admins = await db('grants')
    .where({ role: 'system' })
    .forUpdate()
    .pluck<string[]>('person_id');
  return admins.includes(id) && new Set(admins).size === 1;
}

/** People who were deactivated before a moment, the first first. */
export async function leaversBefore(
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
export async function leaversKept(db: Database, before: number) {
  const all = () => db('people').where({ status: 'deactivated' });
  const counted = await all().count({ n: '*' }).min({ oldest: 'updated_at' }).first();
  const due = await all().andWhere('updated_at', '<', before).count({ n: '*' }).first();
  const { oldest } = counted as { oldest: number | null };
  return { rows: Number(counted?.['n'] ?? 0), oldest, due: Number(due?.['n'] ?? 0) };
}

/** Ids of a subject's sessions that go on. */
export function openSessions(db: Database, id: string): Promise<string[]> {
  return db('sessions').where({ person_id: id }).whereNull('ended_at').pluck<string[]>('id');
}
