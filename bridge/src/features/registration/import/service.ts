import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Batch, BatchState } from './batch.ts';
import * as batches from './batches-repository.ts';
import { expire } from './expiring.ts';
import type { FieldName } from './fields.ts';
import { findHeader, rankOfHead, type ColumnMap } from './header.ts';
import { validateAgain, newRow } from './validation.ts';
import { change, batchInScope, type RegistrationDeps } from './batch-access.ts';
import { createReviews } from './reviews.ts';
import * as rows from './rows-repository.ts';
import { undoBatch } from './undoing.ts';
import { createWork } from './work.ts';

export type Registration = ReturnType<typeof createRegistration>;

/** States in which a sheet can still be corrected. */
const open: readonly BatchState[] = ['preview', 'returned'];

/** Registering people by sheets: submitted, validated, corrected, applied, undone. */
export function createRegistration(deps: RegistrationDeps) {
  const { db, clock } = deps;
  const work = createWork(deps);
  const reached = (callerId: string, batchId: string) => batchInScope(deps, callerId, batchId);
  return {
    ...createReviews(deps, work),
    /** Works on what waits to be validated or applied; resolves when nothing does. */
    work: work.run,
    /** Takes back what was said of people whose last day is over; answers how many. */
    expire: () => expire(deps),
    /** The sheet, for whoever submitted it and for system admins. @throws Failure registration/batch-not-found */
    get: async (callerId: string, batchId: string) => (await reached(callerId, batchId)).batch,
    list: async (callerId: string, before: number | null): Promise<Batch[]> => {
      const scope = await deps.scopes.require(callerId);
      const whose = scope.isSystem ? null : callerId;
      return batches.listBatches(db, whose, { before, limit: 30 });
    },
    /** @throws Failure admin/not-allowed, sheet/… */
    upload: async (callerId: string, file: { name: string; content: Buffer }): Promise<string> => {
      await deps.scopes.require(callerId);
      const batch = await take(deps, callerId, file);
      work.start();
      return batch;
    },
    /** Says which column holds which field. @throws Failure registration/not-ready */
    setColumns: async (
      callerId: string,
      batchId: string,
      columns: Partial<ColumnMap>,
    ): Promise<void> => {
      const { batch } = await reached(callerId, batchId);
      const now = clock.now();
      const all = { ...batch.columns, ...columns };
      const to = { state: 'judging', columns: all, done: 0, changedAt: now } as const;
      await change(deps, batch, { from: open, to });
      work.start();
    },
    /** Types over a cell. @throws Failure registration/not-ready, registration/row-not-found */
    edit: async (
      callerId: string,
      at: { batchId: string; number: number },
      { field, value }: { field: FieldName; value: string },
    ) => {
      const { batch, scope } = await reached(callerId, at.batchId);
      if (!open.includes(batch.state)) throw new Failure('registration/not-ready');
      const row = await rows.findRow(db, batch.id, at.number);
      if (!row) throw new Failure('registration/row-not-found');
      const edited = { ...row, edits: { ...row.edits, [field]: value } };
      await validateAgain(deps, { batch, scope }, edited);
      return (await rows.findRow(db, batch.id, at.number)) ?? edited;
    },
    /** @throws Failure registration/not-ready */
    discard: async (callerId: string, batchId: string): Promise<BatchState> => {
      const { batch } = await reached(callerId, batchId);
      const to = { state: 'discarded', changedAt: clock.now() } as const;
      return change(deps, batch, { from: [...open, 'judging', 'waiting'], to });
    },
    /** @throws Failure registration/not-ready, registration/not-undoable */
    undo: async (callerId: string, batchId: string): Promise<BatchState> => {
      await reached(callerId, batchId);
      await undoBatch(deps, { batchId, actorId: callerId });
      return 'undone';
    },
    /** How many sheets of others an admin is to look at; only system admins are asked. */
    countForReview: (personId: string, isSystem: boolean): Promise<number> =>
      isSystem ? batches.countForReview(db, personId) : Promise.resolve(0),
    /** How many of somebody's own sheets were given back. */
    countReturned: (personId: string): Promise<number> => batches.countReturned(db, personId),
    /** How far those that are being applied are, by id. */
    appliedSoFar: (ids: readonly string[]) => batches.appliedSoFar(db, ids),
    counts: (batchId: string) => rows.countStatuses(db, batchId),
    /** Rows of a sheet that was undone which could not be taken back, the first hundred. */
    kept: (batchId: string) => rows.keptRows(db, batchId, 100),
    rows: (batchId: string, wanted: Parameters<typeof rows.rowsAfter>[2]) =>
      rows.rowsAfter(db, batchId, wanted),
  };
}

/** Rows that are kept at once. */
const rowsAtOnce = 200;

async function take(
  { db, clock, reader, people }: RegistrationDeps,
  submitterId: string,
  { name, content }: { name: string; content: Buffer },
): Promise<string> {
  const sheet = await reader.read(content, rankOfHead);
  const { row: headRow, columns, headings } = findHeader(sheet.rows);
  const data = sheet.rows.filter(({ number }) => number > headRow);
  if (data.length === 0) throw new Failure('sheet/empty');
  const [submitter] = await people.findMany([submitterId], db);
  const now = clock.now();
  const batch: Batch = {
    id: newId(),
    name,
    submitterId,
    locale: submitter?.locale ?? null,
    state: 'judging',
    form: sheet.form,
    headRow,
    headings,
    columns,
    total: data.length,
    done: 0,
    failure: null,
    reviewerId: null,
    reason: null,
    appliedAt: null,
    lettersAfter: null,
    createdAt: now,
    changedAt: now,
  };
  await db.transaction(async (trx) => {
    await batches.addBatch(trx, batch);
    for (let at = 0; at < data.length; at += rowsAtOnce) {
      const some = data.slice(at, at + rowsAtOnce);
      await rows.addRows(
        trx,
        some.map((row) => newRow(batch.id, row)),
      );
      // SQLite answers without ever giving the process a pause: others get their turn in between.
      await setImmediate();
    }
  });
  return batch.id;
}
