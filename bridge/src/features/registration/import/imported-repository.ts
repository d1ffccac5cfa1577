import type { Database, Subquery } from '../../../kernel/database.ts';
import type { PersonRow } from './row.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';

interface ImportedRow {
  source: string;
  campus_number: string;
  person_id: string;
  kind: PersonRow['kind'];
  expires_on: string | null;
}

/** Somebody whom a department registered until a day that is over. */
export interface Expired {
  source: string;
  campusNumber: string;
  personId: string;
  expiresOn: string;
}

/** Keeps of what kind people are and until when they are registered. */
export const keepImported = (
  trx: Database,
  source: string,
  people: readonly { row: PersonRow; personId: string }[],
): Promise<void> =>
  upsert(
    trx,
    { table: 'registered', key: ['source', 'campus_number'] },
    people.map(({ row, personId }): ImportedRow => ({
      source,
      campus_number: row.campusNumber,
      person_id: personId,
      kind: row.kind,
      expires_on: row.expiresOn,
    })),
  );

/** As what and until when (null: without end) somebody is registered. */
export type Imported = Pick<PersonRow, 'kind' | 'expiresOn'>;

/** As what people are registered, by campus number; who is not is left out. */
export async function importedAs(
  db: Database,
  source: string,
  numbers: readonly string[],
): Promise<Map<string, Imported>> {
  const rows = await inChunks(numbers, (chunk) =>
    db<ImportedRow>('registered').where({ source }).whereIn('campus_number', chunk),
  );
  return new Map(
    rows.map(({ campus_number, kind, expires_on: expiresOn }) => [
      campus_number,
      { kind, expiresOn },
    ]),
  );
}

/** Those whose last day lies before `today` (ISO date). */
export async function expiredBefore(
  db: Database,
  today: string,
  limit: number,
): Promise<Expired[]> {
  const rows = await db<ImportedRow>('registered')
    .where('expires_on', '<', today)
    .orderBy(['source', 'campus_number'])
    .limit(limit);
  return rows.map((row) => ({
    source: row.source,
    campusNumber: row.campus_number,
    personId: row.person_id,
    expiresOn: row.expires_on ?? '',
  }));
}

/** Nothing is registered of these campus numbers by this source any more; what other sources say of them stays. */
export async function forgetImported(
  trx: Database,
  source: string,
  numbers: readonly string[],
): Promise<void> {
  await inChunks(numbers, async (chunk) => {
    await trx<ImportedRow>('registered').where({ source }).whereIn('campus_number', chunk).delete();
    return [];
  });
}

/** What the department says (`sheet`) stands before what somebody said of themselves (`application`). */
const latest = (db: Database) =>
  db<ImportedRow>('registered as r').whereNotExists(
    db('registered as s').whereRaw('s.person_id = r.person_id and s.source > r.source'),
  );

/** Ids of the people who are registered as this. */
export const peopleOfKind = (db: Database, kind: PersonRow['kind']): Subquery =>
  latest(db).where('r.kind', kind).select('r.person_id');

/** As what these people are registered; who is not is left out. */
export async function kindsOf(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, PersonRow['kind']>> {
  const rows = await inChunks(personIds, (chunk) =>
    latest(db).whereIn('r.person_id', chunk).select<ImportedRow[]>('r.person_id', 'r.kind'),
  );
  return new Map(rows.map((row) => [row.person_id, row.kind]));
}
