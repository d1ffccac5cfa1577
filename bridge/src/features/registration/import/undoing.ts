import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { ApplyingDeps } from './applying.ts';
import type { Batch, BatchRow, Kept } from './batch.ts';
import { lockBatch, moveBatch } from './batches-repository.ts';
import { eachChunk } from './pieces.ts';
import type { SignedIn } from './ports.ts';
import { factsOf } from './import-rows.ts';
import { forgetImported, keepImported } from './imported-repository.ts';
import { saveRows, spokenOfLater } from './rows-repository.ts';

type Deps = ApplyingDeps & { sessions: SignedIn };

/**
 * Takes back what a batch said, as far as that can be: people whom it made known are deactivated, the others are
 * what they were before. What other sources say stays; so do rows of which somebody who logged in, a later sheet or
 * time has made more (`Kept`): they are marked, and a second undo tries them again.
 * @throws Failure registration/not-ready where there is nothing to undo, registration/not-undoable, which names the
 *   reasons, where nothing could be taken back
 */
export async function undoBatch(
  deps: Deps,
  { batchId, actorId }: { batchId: string; actorId: string },
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const batch = await lockBatch(trx, batchId);
    if (batch?.state !== 'applied' && batch?.state !== 'undone') throw notReady();
    const newer = await spokenOfLater(trx, batchId);
    const kept: Kept[] = [];
    let undone = 0;
    await eachChunk(trx, { batchId, verdicts: ['new', 'update'] }, async (rows) => {
      const open = rows.filter(({ detail }) => batch.state === 'applied' || detail.kept);
      const validated = await whyKept(trx, deps, { rows: open, batch, newer });
      const back = validated.filter((row) => row.detail.kept === undefined);
      await undoRows(trx, deps, { rows: back, actorId });
      await saveRows(trx, validated);
      undone += back.length;
      kept.push(...validated.flatMap(({ detail }) => detail.kept ?? []));
    });
    if (undone === 0)
      throw batch.state === 'undone' && kept.length === 0 ? notReady() : notUndoable(kept);
    const to = { state: 'undone', changedAt: deps.clock.now() } as const;
    await moveBatch(trx, batchId, { from: ['applied', 'undone'], to });
  });
}

const notReady = (): Failure => new Failure('registration/not-ready');

/** Names each reason, and of how many rows it is one. */
const notUndoable = (kept: readonly Kept[]): Failure =>
  new Failure('registration/not-undoable', {
    flaws: [...Map.groupBy(kept, (reason) => reason)].map(([field, rows]) => ({
      field,
      message: String(rows.length),
    })),
  });

/** The rows, each with why it cannot be taken back, if it cannot. */
async function whyKept(
  trx: Database,
  { sessions }: Deps,
  { rows, batch, newer }: { rows: readonly BatchRow[]; batch: Batch; newer: ReadonlySet<string> },
): Promise<BatchRow[]> {
  const made = rows.flatMap(({ before, personId }) => (before?.isNew && personId ? personId : []));
  const used = new Set(await sessions.openedSince(trx, made, batch.appliedAt ?? 0));
  return rows.map((row) => {
    const { changes, move, conflict } = row.detail;
    const detail = { changes, move, conflict };
    const id = row.personId ?? '';
    const reasons: (Kept | null)[] = [
      row.before === null ? 'forgotten' : null,
      newer.has(id) ? 'newer-sheet' : null,
      used.has(id) ? 'logged-in' : null,
    ];
    const kept = reasons.find((reason) => reason !== null);
    return { ...row, detail: kept ? { ...detail, kept } : detail };
  });
}

async function undoRows(
  trx: Database,
  deps: Deps,
  { rows, actorId }: { rows: readonly BatchRow[]; actorId: string },
): Promise<void> {
  if (rows.length === 0) return;
  const people = rows.flatMap(({ person, before }) =>
    person && before?.facts ? factsOf({ ...person, ...before.facts }) : [],
  );
  const gone = rows.flatMap(({ person, before }) =>
    person && before && !before.facts ? person.campusNumber : [],
  );
  const from = { source: 'sheet', realm: 'campus' };
  const report = { from, people, gone, complete: false };
  await deps.people.apply(trx, await deps.people.diff(trx, report));
  await forgetImported(trx, 'sheet', gone);
  await keepImported(trx, 'sheet', rows.flatMap(importedBefore));
  const claims = rows.flatMap(claimsBefore);
  if (claims.length > 0) await deps.departments.claim(trx, 'sheet', claims);
  await deps.audit.recordAll(
    trx,
    rows.map(({ person, personId, before }) => ({
      actorId,
      action: 'person.register-undone',
      subject: { kind: 'person', id: personId ?? '', name: person?.name ?? '' },
      scopeDepartmentId: person?.departmentId ?? null,
      before: person,
      after: before?.facts ?? null,
    })),
  );
}

function importedBefore({ person, personId, before }: BatchRow) {
  return person && personId !== null && before?.registered
    ? { personId, row: { ...person, ...before.registered } }
    : [];
}

function claimsBefore({ before, personId }: BatchRow) {
  const move = before?.move;
  if (!move || personId === null) return [];
  const back = move.from.map((departmentId) => ({ departmentId, status: 'active' as const }));
  const away = move.from.includes(move.to)
    ? []
    : [{ departmentId: move.to, status: 'removed' as const }];
  return [...away, ...back].map((claim) => ({ ...claim, personId }));
}
