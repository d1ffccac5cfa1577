import type { Database } from '../../../kernel/database.ts';
import type { DataKind, PersonalData } from '../../../kernel/personal-data.ts';
import { readRows, type Row, type Whose } from './rows-repository.ts';

/** Who reads an export: the person, or an admin of everything or of some units. */
export type Reader = 'self' | { departmentIds: readonly string[] | null };

/** One table of an export. */
export interface Section {
  table: string;
  /** By what the rows belong to the person: a table may have several. */
  column: string;
  kind: DataKind;
  rows: Record<string, unknown>[];
  /** There are more than are shown. */
  isCut: boolean;
}

/** What an export is about. */
export interface Exported {
  product: string;
  name: string;
  at: number;
  sections: readonly Section[];
}

/** No table of an export has more rows: so much fits into memory, and into a program that reads it. */
const mostRows = 20_000;

/**
 * All that is kept about somebody, table by table. What a person knew of others (who called, whose meeting it
 * was) is shown to the person only; a department's admin does not see what other units and the log say.
 */
export async function collect(
  db: Database,
  data: readonly PersonalData[],
  { subject, reader }: { subject: Whose; reader: Reader },
): Promise<Section[]> {
  const departmentIds = reader === 'self' ? null : reader.departmentIds;
  const sections: Section[] = [];
  for (const one of data) {
    const isOthers = departmentIds !== null && one.kind === 'audit';
    if (one.shows.length === 0 || isOthers) continue;
    const reading = { columns: one.shows, knows: reader === 'self', departmentIds };
    const rows = await readRows(db, { data: one, subject }, { ...reading, limit: mostRows + 1 });
    if (rows.length === 0) continue;
    const { table, column, kind } = one;
    const shown = rows.slice(0, mostRows).map(readable);
    sections.push({ table, column, kind, rows: shown, isCut: rows.length > mostRows });
  }
  return sections;
}

const moments = /(^|_)(at|until|since|seen)$/u;

/** Moments as ISO 8601 in UTC, and lists as what they are. */
const readable = (row: Row): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, readableValue(column, value)]),
  );

function readableValue(column: string, value: Row[string]): unknown {
  if (typeof value === 'number' && moments.test(column)) return new Date(value).toISOString();
  if (typeof value !== 'string' || !/^[{[]/u.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // A name may begin with a bracket: it is a text like any other.
    return value;
  }
}

/** A value as a cell or a paragraph shows it. */
export function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
