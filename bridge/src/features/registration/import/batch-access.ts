import { Failure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import type { AdminScope } from '../../directory/roles/index.ts';
import type { ApplyingDeps } from './applying.ts';
import type { Batch, BatchState } from './batch.ts';
import * as batches from './batches-repository.ts';
import { fields, type FieldName } from './fields.ts';
import type { ColumnMap } from './header.ts';
import type { RegistrationScopes, SheetReader, SignedIn } from './ports.ts';

export interface RegistrationDeps extends ApplyingDeps {
  log: Log;
  reader: SheetReader;
  scopes: RegistrationScopes;
  sessions: SignedIn;
  /** Whether a department admin's sheets wait for a system admin. */
  review: 'none' | 'department';
}

/** Required fields that no column holds. */
export const missingOf = (columns: ColumnMap): FieldName[] =>
  fields.filter(({ name, required }) => required && columns[name] === null).map(({ name }) => name);

/** A sheet of somebody else is like one that is not there. */
export async function batchInScope(
  { db, scopes }: Pick<RegistrationDeps, 'db' | 'scopes'>,
  callerId: string,
  batchId: string,
): Promise<{ batch: Batch; scope: AdminScope }> {
  const own = await scopes.require(callerId);
  const batch = await batches.findBatch(db, batchId);
  const isReachable = batch && (batch.submitterId === callerId || own.isSystem);
  if (!isReachable || batch.state === 'discarded') {
    throw new Failure('registration/batch-not-found');
  }
  // It is always validated as whoever submitted it may: a reviewer does not widen it.
  const scope = batch.submitterId === callerId ? own : await scopes.scopeOf(batch.submitterId);
  return { batch, scope: scope ?? { isSystem: false, departmentIds: new Set() } };
}

/** @throws Failure registration/not-ready when it is in another state by now */
export async function change(
  { db }: Pick<RegistrationDeps, 'db'>,
  batch: Batch,
  step: { from: readonly BatchState[]; to: Partial<Batch> & { state: BatchState } },
): Promise<BatchState> {
  if (!(await batches.moveBatch(db, batch.id, step))) throw new Failure('registration/not-ready');
  return step.to.state;
}
