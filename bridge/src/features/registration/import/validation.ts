import type { Database } from '../../../kernel/database.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { isInScope, type AdminScope } from '../../directory/roles/index.ts';
import { noDetail, type Batch, type BatchRow, type RowIssue } from './batch.ts';
import { noteDone } from './batches-repository.ts';
import type { FieldName } from './fields.ts';
import type { RowImportDeps, SheetRow } from './ports.ts';
import { eachChunk } from './pieces.ts';
import { validateRows, type RowResult } from './import-rows.ts';
import { parseRow, type PersonRow, type RowRules } from './row.ts';
import { findRow, firstWith, rowsWith, saveRows } from './rows-repository.ts';
import { unitFinder } from './units.ts';

/** What validating a batch goes through. */
export interface ValidationDeps extends RowImportDeps {
  db: Database;
  clock: Clock;
  /** Where numbers in the national form are from. */
  country: RowRules['country'];
}

/** How the rows of a batch are read: its columns, and the units as they are now. */
export async function rulesFor(
  trx: Database,
  deps: ValidationDeps,
  { batch, scope }: { batch: Pick<Batch, 'columns'>; scope: AdminScope },
): Promise<RowRules> {
  const tree = await deps.departments.tree(trx);
  const department = unitFinder(tree, (id) => isInScope(scope, id));
  return { columns: batch.columns, department, country: deps.country };
}

/** A row as the sheet has it, not validated yet. */
export const newRow = (batchId: string, row: SheetRow): BatchRow => ({
  batchId,
  ...row,
  edits: {},
  person: null,
  flaws: [],
  verdict: null,
  detail: noDetail,
  personId: null,
  before: null,
});

/** Reads a row's cells anew, with what was typed over them. Pure. @param today ISO date */
export function reread(row: BatchRow, rules: RowRules, today: string): BatchRow {
  const cells = [...row.cells];
  const columns = { ...rules.columns };
  for (const [field, text] of Object.entries(row.edits)) {
    const name = field as FieldName;
    const column =
      columns[name] ?? Math.max(cells.length, 100) + Object.keys(columns).indexOf(name);
    columns[name] = column;
    cells[column] = text;
  }
  const { number, hidden } = row;
  const { person, flaws } = parseRow({ number, hidden, cells }, { ...rules, columns });
  if (person?.expiresOn && person.expiresOn < today) {
    const past: RowIssue = { field: 'expiresOn', value: person.expiresOn, flaw: 'in-the-past' };
    return { ...row, person: null, flaws: [past] };
  }
  const told = flaws.map(({ field, value, flaw }): RowIssue => ({ field, value, flaw }));
  return { ...row, person, flaws: told };
}

/** Gives every row of a batch its status, a piece at a time: memory stays flat however long the sheet is. */
export async function validateBatch(
  deps: ValidationDeps,
  batch: Batch,
  scope: AdminScope,
): Promise<void> {
  const { db, clock } = deps;
  const rules = await rulesFor(db, deps, { batch, scope });
  const today = todayOf(clock);
  await eachChunk(db, { batchId: batch.id, verdicts: null }, async (rows) => {
    const read = rows.map((row) => reread(row, rules, today));
    const different = read.filter((row, index) => isRead(rows[index], row));
    await saveRows(db, different);
  });
  const twins = await twinsOf(db, batch.id);
  let done = 0;
  await eachChunk(db, { batchId: batch.id, verdicts: null }, async (rows) => {
    await saveRows(db, await validated(deps, rows, { scope, twins }));
    done += rows.length;
    await noteDone(db, batch.id, done);
  });
}

/** ISO date, UTC. */
export const todayOf = (clock: Clock): string => new Date(clock.now()).toISOString().slice(0, 10);

/** Validates one row anew after a cell was typed over, and those that share its keys. */
export async function validateAgain(
  deps: ValidationDeps,
  { batch, scope }: { batch: Batch; scope: AdminScope },
  edited: BatchRow,
): Promise<void> {
  const { db, clock } = deps;
  const before = await findRow(db, batch.id, edited.number);
  const rules = await rulesFor(db, deps, { batch, scope });
  const today = todayOf(clock);
  const row = reread(edited, rules, today);
  await saveRows(db, [row]);
  const rows = await rowsWith(db, batch.id, [before?.person ?? null, row.person]);
  const others = rows.filter(({ number }) => number !== row.number);
  const twins = await twinsOf(db, batch.id);
  const clean = others.map((other) => reread(other, rules, today));
  await saveRows(db, await validated(deps, [row, ...clean], { scope, twins }));
}

const twinsOf = async (db: Database, batchId: string): Promise<Twins> => ({
  campusNumber: await firstWith(db, batchId, 'campus_number'),
  email: await firstWith(db, batchId, 'email'),
});

const isRead = (before: BatchRow | undefined, after: BatchRow): boolean =>
  JSON.stringify([before?.person, before?.flaws]) !== JSON.stringify([after.person, after.flaws]);

interface Twins {
  campusNumber: ReadonlyMap<string, number>;
  email: ReadonlyMap<string, number>;
}

async function validated(
  deps: ValidationDeps,
  rows: readonly BatchRow[],
  { scope, twins }: { scope: AdminScope; twins: Twins },
): Promise<BatchRow[]> {
  const checked = rows.map((row) => withTwin(row, twins));
  const good = checked.flatMap(({ person, flaws }) => (person && flaws.length === 0 ? person : []));
  const { results } = await validateRows(deps.db, deps, {
    source: 'sheet',
    rows: good,
    isSystem: scope.isSystem,
    isInScope: (id) => isInScope(scope, id),
  });
  const byNumber = new Map(results.map((one) => [one.row.campusNumber, one]));
  return checked.map((row) => {
    const result = row.flaws.length > 0 ? undefined : byNumber.get(row.person?.campusNumber ?? '');
    return result ? withStatus(row, result) : withoutStatus(row);
  });
}

const withStatus = (row: BatchRow, result: RowResult): BatchRow => ({
  ...row,
  verdict: result.verdict,
  // The id of a new person is made when they are: this one was only for validating.
  personId: result.verdict === 'new' ? null : result.personId,
  detail: detailOf(result),
});

const withoutStatus = (row: BatchRow): BatchRow => ({
  ...row,
  verdict: 'error',
  personId: null,
  detail: noDetail,
});

/** Why it was decided so. A new person's id is not told: it changes each time. */
export const detailOf = ({ verdict, changes, move, conflict }: RowResult): BatchRow['detail'] => ({
  changes,
  move: move && verdict === 'new' ? { ...move, personId: '' } : move,
  conflict,
});

/** The first row of several for one person may stay; the others name it. */
function withTwin(row: BatchRow, twins: Twins): BatchRow {
  const { person } = row;
  if (!person) return row;
  const flaws = (['campusNumber', 'email'] as const).flatMap((field): RowIssue[] => {
    const value: PersonRow['email'] = person[field];
    const otherRow = value === null ? undefined : twins[field].get(value);
    return otherRow === undefined || otherRow === row.number
      ? []
      : [{ field, value: value ?? '', flaw: 'twice-in-sheet', otherRow }];
  });
  return { ...row, flaws };
}
