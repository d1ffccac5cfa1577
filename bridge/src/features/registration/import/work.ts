import { isFailure } from '../../../kernel/failure.ts';
import { applyBatch } from './applying.ts';
import type { Batch } from './batch.ts';
import { moveBatch, pendingBatches, takeBatch } from './batches-repository.ts';
import { validateBatch } from './validation.ts';
import { writeWelcomeMails } from './welcome-mails.ts';
import type { RegistrationParts } from './batch-access.ts';

/** A worker that was not seen for this long has died; its sheet is taken over. Milliseconds. */
const leaseMs = 120_000;

export interface Work {
  /** Works until nothing waits. */
  run: () => Promise<void>;
  /** Begins to work; what goes wrong is logged. */
  start: () => void;
}

/** Judges and applies sheets in the background, one after the other; safe beside other bridges. */
export function createWork(parts: RegistrationParts): Work {
  // Rounds stand in line: what came in while one ran is found by the next.
  let last: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    last = last.then(
      () => round(parts),
      () => round(parts),
    );
    return last;
  };
  const start = () => {
    run().catch((err: unknown) => parts.log.error({ err }, 'work on sheets failed'));
  };
  return { run, start };
}

async function round(parts: RegistrationParts): Promise<void> {
  const { db, clock } = parts;
  for (const batch of await pendingBatches(db, clock.now() - leaseMs)) {
    const now = clock.now();
    if (await takeBatch(db, batch, now)) await workOn(parts, { ...batch, touchedAt: now });
  }
}

async function workOn(parts: RegistrationParts, batch: Batch): Promise<void> {
  const { db, clock, log } = parts;
  try {
    if (batch.state !== 'applied') await validateOrApply(parts, batch);
  } catch (err) {
    const failure = isFailure(err) ? err.code : 'internal';
    if (!isFailure(err)) log.error({ err, batchId: batch.id }, 'a sheet failed');
    // Nothing was applied. It is validated anew, so that the preview shows what stands in the way.
    const isValidating = batch.state === 'judging';
    const state = isValidating ? 'preview' : 'judging';
    const to = { state, failure, touchedAt: 0, changedAt: clock.now() } as const;
    await moveBatch(db, batch.id, { from: [batch.state], to });
    return isValidating ? undefined : round(parts);
  }
  if (batch.state !== 'judging') await writeWelcomeMails(parts, batch.id);
}

async function validateOrApply(parts: RegistrationParts, batch: Batch): Promise<void> {
  const none = { isSystem: false, departmentIds: new Set<string>() };
  // Whoever lost the role meanwhile reaches nobody: every row becomes an error.
  const scope = (await parts.scopes.scopeOf(batch.submitterId)) ?? none;
  if (batch.state === 'applying') await applyBatch(parts, batch.id, scope);
  else await validate(parts, batch, scope);
}

async function validate(
  parts: RegistrationParts,
  batch: Batch,
  scope: Parameters<typeof validateBatch>[2],
): Promise<void> {
  await validateBatch(parts, batch, scope);
  const to = { state: 'preview', changedAt: parts.clock.now() } as const;
  await moveBatch(parts.db, batch.id, { from: ['judging'], to });
}
