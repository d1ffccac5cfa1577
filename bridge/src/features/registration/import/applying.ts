import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { isInScope, type AdminScope } from '../../directory/roles/index.ts';
import type { Batch, BatchRow, Before } from './batch.ts';
import { lockBatch, moveBatch, noteApplied } from './batches-repository.ts';
import { detailOf, type ValidationDeps } from './validation.ts';
import type { Writing } from './postings.ts';
import type { RegistrationAudit, RegistrationOutbox } from './ports.ts';
import { importPeople, type RowResult } from './import-rows.ts';
import type { PersonRow } from './row.ts';
import { eachChunk } from './pieces.ts';
import { saveRows } from './rows-repository.ts';

export interface ApplyingDeps extends ValidationDeps {
  audit: RegistrationAudit;
  outbox: RegistrationOutbox;
  /** Where one logs in, for mails; and what the product is called. */
  mails: Writing;
}

/**
 * Registers all good rows of a batch, or none: one transaction with their audit entries. Mails to them are
 * written afterwards (`writeLetters`), which the same transaction notes; so others wait half as long for it.
 * @throws Failure registration/stale when somebody changed people since the preview
 */
export async function applyBatch(
  deps: ApplyingDeps,
  batchId: string,
  scope: AdminScope,
): Promise<void> {
  await noteApplied(deps.db, batchId, 0);
  await deps.db.transaction(async (trx) => {
    const batch = await lockBatch(trx, batchId);
    // Another worker was here, or somebody thought better of it.
    if (batch?.state !== 'applying') return;
    const counts = { new: 0, update: 0 };
    await eachChunk(trx, { batchId, verdicts: ['new', 'update'] }, async (rows) => {
      await applyRows(trx, deps, { rows, scope, batch });
      for (const { verdict } of rows) counts[verdict === 'new' ? 'new' : 'update'] += 1;
      await noteApplied(deps.db, batchId, counts.new + counts.update);
    });
    await notifySubmitter(trx, deps, { batch, counts });
    const now = deps.clock.now();
    const lettersAfter = counts.new > 0 && deps.outbox.carries('mail') ? 0 : null;
    const to = { state: 'applied', appliedAt: now, changedAt: now, failure: null } as const;
    const left = { lettersAfter, done: 0 };
    await moveBatch(trx, batchId, { from: ['applying'], to: { ...to, ...left } });
  });
}

async function applyRows(
  trx: Database,
  deps: ApplyingDeps,
  { rows, scope, batch }: { rows: readonly BatchRow[]; scope: AdminScope; batch: Batch },
): Promise<void> {
  const people = rows.flatMap(({ person }) => person ?? []);
  const numbers = people.map(({ campusNumber }) => campusNumber);
  const said = await deps.people.records(trx, 'sheet', numbers);
  const before = new Map(
    said.filter(({ goneAt }) => goneAt === null).map((one) => [one.externalId, one.facts]),
  );
  const results = await registered(trx, deps, { people, scope });
  const done = rows.map((row, index) => {
    const result = results[index];
    const isMine = result !== undefined && isInScope(scope, result.row.departmentId);
    if (!isMine || !isAsPreviewed(row, result)) throw new Failure('registration/stale');
    const facts = before.get(result.row.campusNumber);
    const kept: Before = {
      facts: facts ? { name: facts.displayName, email: facts.email, phone: facts.phone } : null,
      move: result.move,
      isNew: result.verdict === 'new',
      registered: result.was,
    };
    return { ...row, personId: result.personId, before: kept };
  });
  await saveRows(trx, done);
  await auditRows(trx, deps, { results, batch });
}

async function registered(
  trx: Database,
  deps: ApplyingDeps,
  { people, scope }: { people: readonly PersonRow[]; scope: AdminScope },
): Promise<RowResult[]> {
  const { isSystem } = scope;
  const asked = { rows: people, isSystem, isInScope: (id: string) => isInScope(scope, id) };
  try {
    return await importPeople(trx, deps, { source: 'sheet', ...asked });
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('registration/stale', { cause });
  }
}

const isAsPreviewed = (row: BatchRow, result: RowResult): boolean =>
  row.verdict === result.verdict && JSON.stringify(row.detail) === JSON.stringify(detailOf(result));

function auditRows(
  trx: Database,
  { audit }: ApplyingDeps,
  { results, batch }: { results: readonly RowResult[]; batch: Batch },
): Promise<void> {
  return audit.recordAll(
    trx,
    results.map(({ row, personId, verdict, changes, move }) => ({
      actorId: batch.submitterId,
      action: verdict === 'new' ? 'person.register' : 'person.update',
      subject: { kind: 'person', id: personId ?? '', name: row.name },
      scopeDepartmentId: row.departmentId,
      before:
        verdict === 'new'
          ? null
          : { ...fieldsOf(changes, 'before'), ...(move ? { departments: move.from } : {}) },
      after: {
        ...(verdict === 'new' ? row : fieldsOf(changes, 'after')),
        ...(move ? { departments: [move.to] } : {}),
        batch: batch.id,
      },
    })),
  );
}

const fieldsOf = (changes: RowResult['changes'], side: 'before' | 'after') =>
  Object.fromEntries(changes.map((change) => [change.field, change[side]]));

async function notifySubmitter(
  trx: Database,
  { mails, people }: ApplyingDeps,
  { batch, counts }: { batch: Batch; counts: { new: number; update: number } },
): Promise<void> {
  const [submitter] = await people.addressees(trx, [batch.submitterId]);
  if (!submitter) return;
  await mails.notify(trx, {
    notification: 'registration-done',
    to: [{ ...submitter, locale: batch.locale }],
    valuesIn: ({ displayName }) => ({
      name: displayName,
      title: batch.name,
      added: String(counts.new),
      changed: String(counts.update),
      link: mails.batchUrl(batch.id),
    }),
    onceKey: `${batch.id}:${batch.changedAt}`,
  });
}
