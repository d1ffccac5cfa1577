import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { digest, newId } from '../src/kernel/ids.ts';
import { readPhone } from '../src/kernel/phones.ts';
import { readCampusNumber } from '../src/kernel/values.ts';

/**
 * Campus numbers that are stored are spelled as all are read from now on, and no value is none; telephone keys that
 * held a trunk zero or are no numbers are mended. People who turn out to have one number stay who they are: each is
 * listed as a conflict, for somebody to decide.
 */
export const migration: Migration = {
  name: '0037-campus-numbers',
  up: async (db: Knex) => {
    const changed = await foldPeople(db);
    for (const table of ['person_records', 'person_conflicts']) await foldSaid(db, table);
    await foldColumn(db, 'roster_changes', ['run_id', 'number']);
    await foldColumn(db, 'registration_rows', ['batch_id', 'number']);
    await foldRequired(db, 'applications', ['id']);
    await foldRequired(db, 'registered', ['source', 'campus_number']);
    await listSharers(db, changed);
  },
};

const pageSize = 500;

interface Row {
  [column: string]: unknown;
}

/** Goes through a table in the order of its key, a page at a time: rows are changed behind the reader's back. */
async function eachRow(
  db: Knex,
  { table, key, columns }: { table: string; key: string[]; columns: string[] },
  work: (row: Row) => Promise<void>,
): Promise<void> {
  const found: Row[] = [];
  // Keys first: what is changed may be part of the key.
  for (let at = 0; ; at += pageSize) {
    const page = await db<Row>(table)
      .select<Row[]>([...new Set([...key, ...columns])])
      .orderBy(key)
      .offset(at)
      .limit(pageSize);
    found.push(...page);
    if (page.length < pageSize) break;
  }
  for (const row of found) await work(row);
}

const keyOf = (row: Row, key: string[]) => Object.fromEntries(key.map((one) => [one, row[one]]));

/** Answers the numbers that somebody came to have by folding. */
async function foldPeople(db: Knex): Promise<Set<string>> {
  const changed = new Set<string>();
  const columns = ['campus_number', 'phone_key'];
  await eachRow(db, { table: 'people', key: ['id'], columns }, async (row) => {
    const next = {
      campus_number: readCampusNumber(row['campus_number'] as string | null),
      phone_key: readPhone(row['phone_key'] as string | null),
    };
    if (columns.every((column) => row[column] === next[column as keyof typeof next])) return;
    await db('people').where({ id: row['id'] }).update(next);
    const isFolded = next.campus_number !== row['campus_number'];
    if (isFolded && next.campus_number !== null) changed.add(next.campus_number);
  });
  return changed;
}

/** The order in which facts are digested (features/directory/people/diff.ts): only so is the next telling no change. */
const facts = [
  ...['displayName', 'givenName', 'familyName', 'email', 'campusNumber'],
  ...['phone', 'locale', 'timezone', 'suspended'],
];

async function foldSaid(db: Knex, table: string): Promise<void> {
  await eachRow(db, { table, key: ['id'], columns: ['said'] }, async (row) => {
    if (typeof row['said'] !== 'string') return;
    const said = JSON.parse(row['said']) as Row;
    const number = (said['campusNumber'] ?? null) as string | null;
    const campusNumber = readCampusNumber(number);
    if (campusNumber === number) return;
    const next: Row = { ...said, campusNumber };
    const hash = digest(JSON.stringify(facts.map((field) => next[field])));
    const text = JSON.stringify(next);
    await db(table)
      .where({ id: row['id'] })
      .update(table === 'person_records' ? { said: text, hash } : { said: text });
  });
}

async function foldColumn(db: Knex, table: string, key: string[]): Promise<void> {
  await eachRow(db, { table, key, columns: ['campus_number'] }, async (row) => {
    const number = row['campus_number'] as string | null;
    const next = readCampusNumber(number);
    if (next !== number) await db(table).where(keyOf(row, key)).update({ campus_number: next });
  });
}

/** A number that must be there stays as it is where it would be none, or somebody else's of the same source. */
async function foldRequired(db: Knex, table: string, key: string[]): Promise<void> {
  await eachRow(db, { table, key, columns: ['campus_number'] }, async (row) => {
    const next = readCampusNumber(row['campus_number'] as string);
    if (next === null || next === row['campus_number']) return;
    const isKey = key.includes('campus_number');
    const taken = { ...keyOf(row, key), campus_number: next };
    if (isKey && (await db(table).where(taken).first()) !== undefined) return;
    await db(table).where(keyOf(row, key)).update({ campus_number: next });
  });
}

interface Account {
  source: string;
  realm: string;
  external_id: string;
  person_id: string;
  said: string;
}

/** People who have one number now, though they are several: the account that says it may be another of them. */
async function listSharers(db: Knex, numbers: ReadonlySet<string>): Promise<void> {
  for (const campusNumber of numbers) {
    const people: { id: string }[] = await db('people')
      .where({ campus_number: campusNumber })
      .whereIn('status', ['active', 'deactivated'])
      .whereNull('merged_into')
      .orderBy(['created_at', 'id'])
      .select('id');
    const [, ...later] = people;
    for (const { id } of later) {
      const others = people.filter((one) => one.id !== id).map((one) => one.id);
      await listConflict(db, { personId: id, campusNumber, others });
    }
  }
}

async function listConflict(
  db: Knex,
  { personId, campusNumber, others }: { personId: string; campusNumber: string; others: string[] },
): Promise<void> {
  const accounts: Account[] = await db('person_records')
    .where({ person_id: personId })
    .orderByRaw('gone_at is not null')
    .orderBy('source')
    .select('source', 'realm', 'external_id', 'person_id', 'said');
  const account = accounts.find(
    ({ said }) => (JSON.parse(said) as Row)['campusNumber'] === campusNumber,
  );
  if (!account) return;
  const { source, realm, external_id } = account;
  const apart = await db<{ realm: string; external_id: string; person_id: string }>('person_apart')
    .where({ realm, external_id })
    .select('person_id');
  const candidates = others.filter((id) => !apart.some(({ person_id }) => person_id === id));
  if (candidates.length === 0) return;
  const conflict = { source, external_id, reason: 'campus-number/several-people' };
  if ((await db('person_conflicts').where(conflict).first()) !== undefined) return;
  const id = newId();
  const at = { created_at: Date.now(), said: account.said, realm };
  await db('person_conflicts').insert({ id, ...conflict, ...at });
  await db('person_conflict_candidates').insert(
    candidates.map((person_id) => ({ conflict_id: id, person_id })),
  );
}
