import { isInScope, type AdminScope } from '../../directory/roles/index.ts';
import type { Batch, BatchRow } from './batch.ts';
import { textOf } from './cells.ts';
import type { BatchShown, RowShown } from './contract.ts';
import { fields } from './fields.ts';
import type { RowImportDeps } from './ports.ts';
import { missingOf } from './batch-access.ts';
import type { PersonRow } from './row.ts';
import type { Registration } from './service.ts';

interface Deps {
  registration: Pick<Registration, 'counts' | 'appliedSoFar' | 'kept'>;
  people: RowImportDeps['people'];
  departments: RowImportDeps['departments'];
}

/** Sheets as the panel shows them. */
export async function shownBatches(
  { registration, people }: Deps,
  batches: readonly Batch[],
  callerId: string,
): Promise<BatchShown[]> {
  const found = await people.findMany(batches.map(({ submitterId }) => submitterId));
  const names = new Map(found.map(({ id, displayName }) => [id, displayName]));
  const applying = batches.filter(({ state }) => state === 'applying').map(({ id }) => id);
  const soFar = await registration.appliedSoFar(applying);
  return Promise.all(
    batches.map(async (batch) => ({
      id: batch.id,
      name: batch.name,
      state: batch.state,
      submitter: names.get(batch.submitterId) ?? '',
      isMine: batch.submitterId === callerId,
      form: batch.form,
      headings: batch.headings,
      columns: batch.columns,
      missing: missingOf(batch.columns),
      total: batch.total,
      done: soFar.get(batch.id) ?? batch.done,
      isWriting: batch.state === 'applied' && batch.lettersAfter !== null,
      counts: await registration.counts(batch.id),
      kept: batch.state === 'undone' ? (await registration.kept(batch.id)).flatMap(keptShown) : [],
      failure: batch.failure,
      reason: batch.reason,
      createdAt: batch.createdAt,
      appliedAt: batch.appliedAt,
    })),
  );
}

/** Rows as the panel shows them; people outside of the reader's scope are only counted. */
export async function shownRows(
  { people, departments }: Deps,
  { batch, rows }: { batch: Batch; rows: readonly BatchRow[] },
  scope: AdminScope,
): Promise<RowShown[]> {
  const ids = [...new Set(rows.flatMap(({ detail }) => detail.conflict?.candidates ?? []))];
  const units = await departments.unitsOf(ids);
  const visible = ids.filter(
    (id) => scope.isSystem || (units.get(id) ?? []).some((unit) => isInScope(scope, unit)),
  );
  const found = await people.findMany(visible);
  const names = new Map(found.map(({ id, displayName }) => [id, displayName]));
  const tree = new Map((await departments.tree()).map(({ id, name }) => [id, name]));
  return rows.map((row) => shownRow(row, batch, { names, tree }));
}

interface Names {
  names: ReadonlyMap<string, string>;
  tree: ReadonlyMap<string, string>;
}

function shownRow(row: BatchRow, { columns }: Batch, { names, tree }: Names): RowShown {
  const { changes, move, conflict } = row.detail;
  const values = fields.map(({ name }) => {
    const column = columns[name];
    const cell = column === null ? null : (row.cells[column] ?? null);
    return [name, row.edits[name] ?? textOf(cell)] as const;
  });
  const known = conflict?.candidates.flatMap((id) => names.get(id) ?? []) ?? [];
  const moved = move && row.verdict === 'update' ? [moveShown(move, tree)] : [];
  return {
    number: row.number,
    hidden: row.hidden,
    values: Object.fromEntries(values) as RowShown['values'],
    read: row.person && readOf(row.person),
    verdict: row.verdict,
    flaws: row.flaws,
    changes: [...changes, ...moved],
    conflict: conflict && {
      reason: conflict.reason,
      names: known,
      others: conflict.candidates.length - known.length,
    },
  };
}

const keptShown = ({ number, person, detail }: BatchRow): BatchShown['kept'] =>
  detail.kept ? [{ number, name: person?.name ?? '', reason: detail.kept }] : [];

const readOf = ({ name, campusNumber, email, phone }: PersonRow) => ({
  name,
  campusNumber,
  email,
  phone,
});

const moveShown = (move: { from: string[]; to: string }, tree: Names['tree']) => ({
  field: 'department',
  before: move.from.map((id) => tree.get(id) ?? '').join(', ') || null,
  after: tree.get(move.to) ?? '',
});
