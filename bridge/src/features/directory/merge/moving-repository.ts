import type { Database } from '../../../kernel/database.ts';
import type { KeptRows } from '../../../kernel/resealing.ts';
import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Moved } from '../people/index.ts';
import { uniqueKeysOf, type UniqueKeys } from './unique-keys.ts';
import { insertAll } from '../../../kernel/sql.ts';

type Row = Record<string, unknown>;

/** A column that says whose rows are, of a declaration that says so itself. */
export type Owned = Pick<PersonalData, 'table' | 'column' | 'when' | 'spelled' | 'ends'>;

/** Rows of one person that a merge moves. */
const rowsOf = ({ table, column, when, ends }: Owned, personId: string, trx: Database) => {
  const rows = trx<Row>(table).where({ ...when, [column]: personId });
  return ends === undefined ? rows : rows.whereNotNull(ends);
};

/** How many rows of somebody's would be moved. */
export async function countRows(db: Database, data: Owned, personId: string): Promise<number> {
  const found = await rowsOf(data, personId, db).count<{ n: number | string }[]>({ n: '*' });
  return Number(found[0]?.n ?? 0);
}

/** True when somebody has such a row. */
export const hasRow = async (db: Database, where: { table: string; row: Row }): Promise<boolean> =>
  (await db<Row>(where.table).where(where.row).first()) !== undefined;

/**
 * Gives rows of one person to another. Where both have one of the same key, the one that is active stays, else
 * the other person's; what is left out is in the answer, like what was changed.
 */
export async function moveRows(
  trx: Database,
  data: Owned,
  { from, to }: { from: string; to: string },
): Promise<Moved[]> {
  const keys = await uniqueKeysOf(trx, data.table);
  const moved: Moved[] = [];
  for (const row of await rowsOf(data, from, trx)) {
    const set = { [data.column]: to, ...(await spelling(trx, data, { row, from, to })) };
    moved.push(...(await moveRow(trx, { table: data.table, keys }, { row, set })));
  }
  return moved;
}

/** What spells the person's id goes over where the other has none, else it spells nobody's. */
async function spelling(
  trx: Database,
  { table, spelled }: Owned,
  { row, from, to }: { row: Row; from: string; to: string },
): Promise<Row> {
  if (!spelled || row[spelled.column] !== `${spelled.prefix}${from}`) return {};
  const wanted = { [spelled.column]: `${spelled.prefix}${to}` };
  const isTaken = await hasRow(trx, { table, row: wanted });
  return isTaken ? { [spelled.column]: null } : wanted;
}

async function moveRow(
  trx: Database,
  { table, keys }: { table: string; keys: UniqueKeys },
  { row, set }: { row: Row; set: Row },
): Promise<Moved[]> {
  const after = { ...row, ...set };
  const out = async (which: Row): Promise<Moved> => {
    await trx(table).where(pick(which, keys.primary)).delete();
    return { table, row: which, what: 'out' };
  };
  if (isToOneself(after, set, keys)) return [await out(row)];
  const moved: Moved[] = [];
  for (const there of await rivals(trx, { table, keys }, { after, set })) {
    if (!isActive(row) || isActive(there)) return [...moved, await out(row)];
    moved.push(await out(there));
  }
  await trx(table).where(pick(row, keys.primary)).update(set);
  return [...moved, { table, row, what: 'set', set }];
}

/** Rows that have one of the unique values already. */
async function rivals(
  trx: Database,
  { table, keys }: { table: string; keys: UniqueKeys },
  { after, set }: { after: Row; set: Row },
): Promise<Row[]> {
  const concerned = keys.all.filter(
    (key) => key.some((column) => column in set) && key.every((column) => after[column] !== null),
  );
  const found: Row[] = [];
  for (const key of concerned) {
    const row = await trx<Row>(table).where(pick(after, key)).first<Row | undefined>();
    if (row) found.push(row);
  }
  return found;
}

/** A tie of somebody with themselves, such as being one's own favourite, says nothing. */
function isToOneself(after: Row, set: Row, { primary }: UniqueKeys): boolean {
  const [moved] = primary.filter((column) => column in set);
  if (moved === undefined) return false;
  return primary.some((column) => column !== moved && after[column] === after[moved]);
}

const isActive = (row: Row): boolean => row['status'] === 'active';

const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

/** Takes back what was moved, last first: what has gone meanwhile stays gone. */
export async function moveBack(trx: Database, moved: readonly Moved[]): Promise<void> {
  for (const step of [...moved].reverse()) {
    const { table, row } = step;
    if (step.what === 'out') {
      await trx(table).insert(row).onConflict().ignore();
      continue;
    }
    const { primary } = await uniqueKeysOf(trx, table);
    const now = { ...pick({ ...row, ...step.set }, primary), ...step.set };
    await trx(table)
      .where(now)
      .update(pick(row, Object.keys(step.set)));
  }
}

interface MergeRow {
  decision_id: string;
  table_name: string;
  /** The column that said whose it was; empty for a row that was left out. */
  column_name: string;
  what: 'set' | 'out';
  before: string;
}

/** Keeps each row as it was before, in the order of the list, so that `moveBack` can restore it. */
export async function saveMoved(
  trx: Database,
  decisionId: string,
  moved: readonly Moved[],
): Promise<void> {
  const rows = moved.map((step): MergeRow => ({
    decision_id: decisionId,
    table_name: step.table,
    column_name: step.what === 'set' ? (Object.keys(step.set)[0] ?? '') : '',
    what: step.what,
    before: JSON.stringify(step.what === 'set' ? [step.row, step.set] : [step.row]),
  }));
  await insertAll(trx, 'person_merge_rows', rows);
}

/** What a decision moved, in the order in which it was done. */
export async function loadMoved(trx: Database, decisionId: string): Promise<Moved[]> {
  const rows = await trx<MergeRow & { seq: number }>('person_merge_rows')
    .where({ decision_id: decisionId })
    .orderBy('seq');
  return rows.map(({ table_name: table, what, before }): Moved => {
    const [row = {}, set = {}] = JSON.parse(before) as Row[];
    return what === 'set' ? { table, row, what, set } : { table, row, what };
  });
}

/** Forgets what older decisions moved: they cannot be undone any more. */
export async function forgetMoved(db: Database, before: number): Promise<void> {
  const old = db('person_decisions').where('at', '<', before).select('id');
  await db<MergeRow>('person_merge_rows').whereIn('decision_id', old).delete();
}

/** Where rows are kept as they were before a merge, with the secrets that were in them. */
export const keptByMerges: KeptRows = {
  table: 'person_merge_rows',
  number: 'seq',
  of: 'table_name',
  rows: 'before',
};
