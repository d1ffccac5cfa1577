import { isFailure } from '../../../kernel/failure.ts';
import { applyBatch } from './applying.ts';
import type { Batch } from './batch.ts';
import { moveBatch, pendingBatches, takeBatch } from './batches-repository.ts';
import { validateBatch } from './validation.ts';
import { writeWelcomeMails } from './welcome-mails.ts';
import type { RegistrationDeps } from './batch-access.ts';

/** A worker that was not seen for this long has died; its sheet is taken over. Milliseconds. */
const leaseMs = 120_000;

export interface Work {
  /** Works until nothing waits. */
  run: () => Promise<void>;
  /** Begins to work; what goes wrong is logged. */
  start: () => void;
}

/** Judges and applies sheets in the background, one after the other; safe beside other bridges. */
export function createWork(deps: RegistrationDeps): Work {
  // Rounds stand in line: what came in while one ran is found by the next.
  let last: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    last = last.then(
      () => round(deps),
      () => round(deps),
    );
    return last;
  };
  const start = () => {
    run().catch((err: unknown) => deps.log.error({ err }, 'work on sheets failed'));
  };
  return { run, start };
}

async function round(deps: RegistrationDeps): Promise<void> {
  const { db, clock } = deps;
  for (const batch of await pendingBatches(db, clock.now() - leaseMs)) {
    const now = clock.now();
    if (await takeBatch(db, batch, now)) await workOn(deps, { ...batch, touchedAt: now });
  }
}

async function workOn(deps: RegistrationDeps, batch: Batch): Promise<void> {
  const { db, clock, log } = deps;
  try {
    if (batch.state !== 'applied') await validateOrApply(deps, batch);
  } catch (err) {
    const failure = isFailure(err) ? err.code : 'internal';
    if (!isFailure(err)) log.error({ err, batchId: batch.id }, 'a sheet failed');
    // Nothing was applied. It is validated anew, so that the preview shows what stands in the way.
    const isValidating = batch.state === 'judging';
    const state = isValidating ? 'preview' : 'judging';
    const to = { state, failure, touchedAt: 0, changedAt: clock.now() } as const;
    await moveBatch(db, batch.id, { from: [batch.state], to });
    return isValidating ? undefined : round(deps);
  }
  if (batch.state !== 'judging') await writeWelcomeMails(deps, batch.id);
}

async function validateOrApply(deps: RegistrationDeps, batch: Batch): Promise<void> {
  const none = { isSystem: false, departmentIds: new Set<string>() };
  // Whoever lost the role meanwhile reaches nobody: every row becomes an error.
  const scope = (await deps.scopes.scopeOf(batch.submitterId)) ?? none;
  if (batch.state === 'applying') await applyBatch(deps, batch.id, scope);
  else await validate(deps, batch, scope);
}

async function validate(
  deps: RegistrationDeps,
  batch: Batch,
  scope: Parameters<typeof validateBatch>[2],
): Promise<void> {
  await validateBatch(deps, batch, scope);
  const to = { state: 'preview', changedAt: deps.clock.now() } as const;
  await moveBatch(deps.db, batch.id, { from: ['judging'], to });
}
