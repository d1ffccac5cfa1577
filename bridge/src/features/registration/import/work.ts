import { isFailure } from '../../../kernel/failure.ts';
import { applyBatch } from './applying.ts';
import { createJobLeases, type JobLeases } from '../../../kernel/leases.ts';
import type { Batch } from './batch.ts';
import { findPending, moveBatch, pendingIds } from './batches-repository.ts';
import { validateBatch } from './validation.ts';
import { writeWelcomeMails } from './welcome-mails.ts';
import type { RegistrationDeps } from './batch-access.ts';

export interface Work {
  /** Works until nothing waits. */
  run: () => Promise<void>;
  /** Begins to work; what goes wrong is logged. */
  start: () => void;
}

/** Validates and applies sheets in the background, one after the other; safe beside other bridges. */
export function createWork(deps: RegistrationDeps): Work {
  const leases = createJobLeases(deps);
  // Rounds stand in line: what came in while one ran is found by the next.
  let last: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    last = last.then(
      () => round(deps, leases),
      () => round(deps, leases),
    );
    return last;
  };
  const start = () => {
    run().catch((err: unknown) => deps.log.error({ err }, 'work on sheets failed'));
  };
  return { run, start };
}

/** A sheet whose worker died is taken up when its lease is over. */
async function round(deps: RegistrationDeps, leases: JobLeases): Promise<void> {
  for (const id of await pendingIds(deps.db)) {
    await leases.alone(`sheet:${id}`, 0, async () => {
      // Whoever had it before may have brought it to an end.
      for (let isLeft = true; isLeft;) {
        const batch = await findPending(deps.db, id);
        isLeft = batch !== null && (await workOn(deps, batch));
      }
    });
  }
}

/** Answers whether something is left to do for the same sheet. */
async function workOn(deps: RegistrationDeps, batch: Batch): Promise<boolean> {
  const { db, clock, log } = deps;
  try {
    if (batch.state !== 'applied') await validateOrApply(deps, batch);
  } catch (err) {
    const failure = isFailure(err) ? err.code : 'internal';
    if (!isFailure(err)) log.error({ err, batchId: batch.id }, 'a sheet failed');
    // Nothing was applied. It is validated anew, so that the preview shows what stands in the way.
    const isValidating = batch.state === 'judging';
    const state = isValidating ? 'preview' : 'judging';
    const to = { state, failure, changedAt: clock.now() } as const;
    await moveBatch(db, batch.id, { from: [batch.state], to });
    return !isValidating;
  }
  if (batch.state !== 'judging') await writeWelcomeMails(deps, batch.id);
  return false;
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
