import type { Database } from '../../../../kernel/database.ts';
import { folded } from '../../../../kernel/names.ts';
import { changeKinds, type Change, type ChangeCounts, type ChangeKind } from './change.ts';
import { inChunks, insertAll } from '../../../../kernel/sql.ts';

interface ChangeRow {
  run_id: string;
  number: number;
  kind: ChangeKind;
  subject: string;
  person_id: string | null;
  name: string;
  campus_number: string | null;
  search: string;
  detail: string;
}

/** Whose changes are read: `units` null for all of them, else those of these units (ids at the source). */
export type Readable = readonly string[] | null;

/** A line as it is kept, with its place in the list. */
export type KeptChange = Omit<Change, 'before' | 'after'> & { number: number };

const table = (db: Database) => db<ChangeRow>('roster_changes as c');

/** Keeps a run's list of changes in the place of an earlier one. */
export async function keepChanges(
  trx: Database,
  runId: string,
  changes: readonly Change[],
): Promise<void> {
  await trx('roster_change_units').where({ run_id: runId }).delete();
  await trx('roster_changes').where({ run_id: runId }).delete();
  const numbered = changes.map((change, index) => ({ ...change, number: index + 1 }));
  await insertAll(
    trx,
    'roster_changes',
    numbered.map((change): ChangeRow => ({
      run_id: runId,
      number: change.number,
      kind: change.kind,
      subject: change.subject,
      person_id: change.personId,
      name: change.name,
      campus_number: change.campusNumber,
      search: folded(`${change.name}\n${change.campusNumber ?? ''}`),
      detail: JSON.stringify(change.detail),
    })),
  );
  const places = numbered.flatMap(({ number, before, after }) => [
    ...[...new Set(before)].map((unit) => ({ run_id: runId, number, side: 'before', unit })),
    ...[...new Set(after)].map((unit) => ({ run_id: runId, number, side: 'after', unit })),
  ]);
  await insertAll(trx, 'roster_change_units', places);
}

/** Everything that a run's list says, to compare another one with. */
export async function saidOf(
  db: Database,
  runId: string,
): Promise<Pick<Change, 'kind' | 'subject' | 'detail'>[]> {
  const rows = await table(db).where({ run_id: runId }).select('kind', 'subject', 'detail');
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Change['detail'] }));
}

/** Which lines are wanted. */
export interface ChangesQuery {
  runId: string;
  readable: Readable;
  kind: ChangeKind | null;
  /** Part of a name or campus number. */
  search: string | null;
  /** Only lines behind this one. */
  after: number;
  limit: number;
}

/** A page of a run's changes, in the order of the list. */
export async function changesAfter(db: Database, query: ChangesQuery): Promise<KeptChange[]> {
  const found = table(db)
    .where('c.run_id', query.runId)
    .where('c.number', '>', query.after)
    .where(readableBy(db, query.readable));
  if (query.kind !== null) void found.where('c.kind', query.kind);
  if (query.search !== null) {
    const pattern = `%${folded(query.search).replace(/[!%_]/gu, '!$&')}%`;
    void found.whereRaw(`c.search like ? escape '!'`, [pattern]);
  }
  return (await found.orderBy('c.number').limit(query.limit).select('c.*')).map(fromRow);
}

/** How many changes of each kind these runs have, by run; a run without any is left out. */
export async function countsOf(
  db: Database,
  runIds: readonly string[],
  readable: Readable,
): Promise<Map<string, ChangeCounts>> {
  const rows = await inChunks(runIds, (chunk) =>
    table(db)
      .whereIn('c.run_id', chunk)
      .where(readableBy(db, readable))
      .groupBy('c.run_id', 'c.kind')
      .select<{ run_id: string; kind: ChangeKind; n: number }[]>(
        'c.run_id',
        'c.kind',
        db.raw('count(*) as n'),
      ),
  );
  const all = new Map<string, ChangeCounts>();
  for (const { run_id: runId, kind, n } of rows) {
    const counts = all.get(runId) ?? noChanges();
    counts[kind] = n;
    all.set(runId, counts);
  }
  return all;
}

/** Every kind at 0, an object of one's own to count in. */
export const noChanges = (): ChangeCounts =>
  Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as ChangeCounts;

/**
 * Lines that touch one of the units. What is said of somebody's data is read only by those whose unit they
 * were in and stay in: who moves on takes it along, who comes brings nothing.
 */
function readableBy(db: Database, units: Readable) {
  const places = () =>
    db('roster_change_units as u')
      .whereRaw('u.run_id = c.run_id')
      .whereRaw('u.number = c.number')
      .select(db.raw('1'));
  const touches = (side?: 'before' | 'after') => {
    const touching = places().whereIn('u.unit', units ?? []);
    return side === undefined ? touching : touching.where('u.side', side);
  };
  return (builder: ReturnType<typeof places>): void => {
    if (units === null) return;
    void builder
      .where((other) => other.whereNot('c.kind', 'fields').whereExists(touches()))
      .orWhere((fields) =>
        fields
          .where('c.kind', 'fields')
          .whereExists(touches('before'))
          .whereExists(touches('after')),
      );
  };
}

const fromRow = (row: ChangeRow): KeptChange => ({
  number: row.number,
  kind: row.kind,
  subject: row.subject,
  personId: row.person_id,
  name: row.name,
  campusNumber: row.campus_number,
  detail: JSON.parse(row.detail) as Change['detail'],
});
