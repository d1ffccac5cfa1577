import type { Database } from '../../../kernel/database.ts';
import type { Term } from './terms.ts';
import type { PersonKind } from './visibility.ts';
import { inChunks, insertAll } from '../../../kernel/sql.ts';

/** What the index holds of one person. */
export interface IndexEntry {
  personId: string;
  sortKey: string;
  kind: PersonKind;
  hidden: boolean;
  terms: readonly Term[];
  /** Units that the person stands in, those above included. */
  unitIds: readonly string[];
}

interface PersonRow {
  seq: number;
  person_id: string;
  sort_key: string;
  kind: PersonKind;
  hidden: boolean | number;
}

interface TermRow {
  seq: number;
  term: string;
  class: number;
}

interface UnitRow {
  seq: number;
  unit_id: string;
  sort_key: string;
}

/** Makes people's entries what they are to be; writes only what differs. */
export async function saveEntries(trx: Database, entries: readonly IndexEntry[]): Promise<void> {
  const before = await peopleRows(trx, entries);
  const added = entries.filter(({ personId }) => !before.has(personId));
  await insertAll(trx, 'address_book_people', added.map(toPersonRow));
  for (const entry of entries) {
    const row = before.get(entry.personId);
    if (row && !isSame(row, entry)) {
      await trx<PersonRow>('address_book_people')
        .where({ seq: row.seq })
        .update(toPersonRow(entry));
    }
  }
  const now = await peopleRows(trx, entries);
  const placed = entries.flatMap((entry) => {
    const seq = now.get(entry.personId)?.seq;
    return seq === undefined ? [] : [{ seq, entry }];
  });
  await saveTerms(trx, placed);
  await saveUnits(trx, placed);
}

/** Takes people out of the index; who is not in it stays so. */
export async function removeEntries(trx: Database, personIds: readonly string[]): Promise<void> {
  const rows = await peopleRows(
    trx,
    personIds.map((personId) => ({ personId })),
  );
  const seqs = [...rows.values()].map(({ seq }) => seq);
  for (const table of ['address_book_terms', 'address_book_units', 'address_book_people']) {
    await deleteAll(trx, table, seqs);
  }
}

async function peopleRows(
  trx: Database,
  entries: readonly { personId: string }[],
): Promise<Map<string, PersonRow>> {
  const ids = entries.map(({ personId }) => personId);
  const rows = await inChunks(ids, (chunk) =>
    trx<PersonRow>('address_book_people').whereIn('person_id', chunk),
  );
  return new Map(rows.map((row) => [row.person_id, row]));
}

const toPersonRow = (entry: IndexEntry): Omit<PersonRow, 'seq'> => ({
  person_id: entry.personId,
  sort_key: entry.sortKey,
  kind: entry.kind,
  hidden: entry.hidden,
});

const isSame = (row: PersonRow, entry: IndexEntry): boolean =>
  row.sort_key === entry.sortKey && row.kind === entry.kind && Boolean(row.hidden) === entry.hidden;

interface Placed {
  seq: number;
  entry: IndexEntry;
}

async function saveTerms(trx: Database, placed: readonly Placed[]): Promise<void> {
  const stored = await rowsOf<TermRow>(trx, 'address_book_terms', placed);
  const wanted = placed.map(({ seq, entry }) => ({
    seq,
    rows: entry.terms.map((term): TermRow => ({ seq, term: term.text, class: term.class })),
  }));
  const key = (row: TermRow) => `${row.class} ${row.term}`;
  const changed = wanted.filter(({ seq, rows }) => differ(stored.get(seq) ?? [], rows, key));
  await replace(trx, 'address_book_terms', changed);
}

async function saveUnits(trx: Database, placed: readonly Placed[]): Promise<void> {
  const stored = await rowsOf<UnitRow>(trx, 'address_book_units', placed);
  const wanted = placed.map(({ seq, entry }) => ({
    seq,
    rows: entry.unitIds.map((unit_id): UnitRow => ({ seq, unit_id, sort_key: entry.sortKey })),
  }));
  const key = (row: UnitRow) => `${row.unit_id} ${row.sort_key}`;
  const changed = wanted.filter(({ seq, rows }) => differ(stored.get(seq) ?? [], rows, key));
  await replace(trx, 'address_book_units', changed);
}

async function rowsOf<R extends { seq: number }>(
  trx: Database,
  table: string,
  placed: readonly Placed[],
): Promise<Map<number, R[]>> {
  const seqs = placed.map(({ seq }) => seq);
  const rows = await inChunks(
    seqs,
    (chunk) => trx(table).whereIn('seq', chunk) as unknown as Promise<R[]>,
  );
  return Map.groupBy(rows, ({ seq }) => seq);
}

function differ<R>(before: readonly R[], after: readonly R[], key: (row: R) => string): boolean {
  const keys = new Set(before.map(key));
  return before.length !== after.length || after.some((row) => !keys.has(key(row)));
}

async function replace(
  trx: Database,
  table: string,
  changed: readonly { seq: number; rows: readonly object[] }[],
): Promise<void> {
  await deleteAll(
    trx,
    table,
    changed.map(({ seq }) => seq),
  );
  await insertAll(
    trx,
    table,
    changed.flatMap(({ rows }) => rows),
  );
}

async function deleteAll(trx: Database, table: string, seqs: readonly number[]): Promise<void> {
  await inChunks(seqs, async (chunk) => {
    await trx(table).whereIn('seq', chunk).delete();
    return [];
  });
}
