import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { Holds, PersonalData, Step } from '../../../kernel/personal-data.ts';
import type { Subject } from './subject.ts';

type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** The values of the column by which a declaration finds the subject; none where it does not speak of them. */
function valuesOf(holds: Holds, subject: Subject): readonly string[] {
  const { kind, id, addresses, campusNumber, mentions } = subject;
  const values: Record<Holds, readonly string[]> = {
    person: kind === 'person' ? [id] : [],
    participant: [id],
    guest: kind === 'guest' ? [id] : [],
    address: addresses,
    'campus-number': campusNumber === null ? [] : [campusNumber],
    text: mentions,
  };
  return values[holds];
}

/** Somebody, or no more of them than what was in some meetings. */
export type Whose = Subject & { meetingIds?: readonly string[] };

/** The rows that a declaration speaks of; null where it does not speak of this subject. */
function rowsOf(db: Database, data: PersonalData, subject: Whose) {
  const values = valuesOf(data.holds, subject);
  if (values.length === 0) return null;
  const { table, via = [], when = {}, meeting } = data;
  const { meetingIds } = subject;
  // Of a course only what was in its meetings.
  if (meetingIds !== undefined && meeting === undefined) return null;
  const column = `${table}.${data.column}`;
  const rows = db(table);
  for (const [name, value] of Object.entries(when)) void rows.where(`${table}.${name}`, value);
  if (meetingIds !== undefined) void rows.whereIn(`${table}.${meeting}`, [...meetingIds]);
  if (data.holds === 'text') return rows.where(mentioning(column, values));
  return via.length === 0
    ? rows.whereIn(column, [...values])
    : rows.whereIn(column, leading(db, via, values));
}

/** Lists keep texts in quotes, as JSON writes them: a short one does not fit inside of a longer. */
const mentioning =
  (column: string, values: readonly string[]) =>
  (any: ReturnType<Database['queryBuilder']>): void => {
    for (const value of values) {
      const quoted = JSON.stringify(value).replace(/[!%_]/gu, '!$&');
      void any.orWhereRaw(`?? like ? escape '!'`, [column, `%${quoted}%`]);
    }
  };

function leading(
  db: Database,
  [step, ...rest]: readonly Step[],
  values: readonly string[],
): ReturnType<Database['queryBuilder']> {
  if (!step) throw new Error('A way has at least one step.');
  const rows = db<Row>(step.table).select<Row[]>(step.key);
  return rest.length === 0
    ? rows.whereIn(step.column, [...values])
    : rows.whereIn(step.column, leading(db, rest, values));
}

/** Ids of those of whom something is kept that was in these meetings. */
export async function heldIn(
  db: Database,
  data: readonly PersonalData[],
  meetingIds: readonly string[],
): Promise<Set<string>> {
  const held = new Set<string>();
  for (const { table, column, holds, meeting } of data) {
    if (meeting === undefined || !['person', 'participant'].includes(holds)) continue;
    const rows = await inChunks(meetingIds, (chunk) =>
      db(table).whereIn(meeting, chunk).whereNotNull(column).distinct().pluck<string[]>(column),
    );
    for (const id of rows) held.add(id);
  }
  return held;
}

/** How many rows of a sort are about somebody; 0 also where nothing leads from this person to them. */
export async function countRows(db: Database, data: PersonalData, subject: Whose): Promise<number> {
  const rows = rowsOf(db, data, subject);
  if (!rows) return 0;
  const counted = await rows.count({ n: '*' }).first();
  return Number(counted?.['n'] ?? 0);
}

/** What is shown of rows. */
export interface Reading {
  columns: readonly string[];
  knows: boolean;
  /** Only rows of these units, where the rows are a unit's. */
  departmentIds: readonly string[] | null;
  limit: number;
}

/** The rows that a declaration shows, with what the person knew of others where that is wanted. */
export async function readRows(
  db: Database,
  { data, subject }: { data: PersonalData; subject: Whose },
  { columns, knows, departmentIds, limit }: Reading,
): Promise<Row[]> {
  const rows = rowsOf(db, data, subject);
  if (!rows) return [];
  const wanted = columns.map((column) => `${data.table}.${column}`);
  if (departmentIds !== null && columns.includes('department_id')) {
    void rows.whereIn(`${data.table}.department_id`, [...departmentIds]);
  }
  for (const [at, { as, column, from }] of (knows ? (data.knows ?? []) : []).entries()) {
    const other = `k${at}`;
    if (from) {
      void rows.leftJoin(
        `${from.table} as ${other}`,
        `${other}.${from.key}`,
        `${data.table}.${from.by}`,
      );
    }
    wanted.push(`${from ? other : data.table}.${column} as ${as}`);
  }
  return rows.limit(limit).select<Row[]>(wanted);
}

/** Lets the rows of a declaration go, or lose what they say; answers how many went and stayed. */
export async function eraseRows(
  trx: Database,
  { data, subject }: { data: PersonalData; subject: Whose },
  { pseudonym, now }: { pseudonym: string; now: number },
): Promise<{ gone: number; kept: number }> {
  const rows = () => rowsOf(trx, data, subject);
  const { erase } = data;
  if (erase === 'delete') return { gone: (await rows()?.delete()) ?? 0, kept: 0 };
  const { stamp, keep } = erase;
  if (stamp !== undefined)
    await rows()
      ?.whereNull(stamp)
      .update({ [stamp]: now });
  const isId = data.via === undefined && !['address', 'campus-number', 'text'].includes(data.holds);
  const changes = isId && !(data.column in keep) ? { ...keep, [data.column]: pseudonym } : keep;
  if (Object.keys(changes).length === 0) return { gone: 0, kept: 0 };
  return { gone: 0, kept: (await rows()?.update(changes)) ?? 0 };
}
