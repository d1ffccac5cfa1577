import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import type { ApplyingParts } from './applying.ts';
import type { Batch, BatchRow } from './batch.ts';
import { lockBatch, moveBatch } from './batches-repository.ts';
import { eachChunk } from './pieces.ts';
import type { SignedIn } from './ports.ts';
import { factsOf } from './register.ts';
import { forgetRegistered, keepRegistered } from './registered-repository.ts';
import { isRemembered, newerOnSame } from './rows-repository.ts';

/**
 * Takes back what a batch said: people whom it made known are deactivated, the others are what they were
 * before. What other sources say stays.
 * @throws Failure registration/not-undoable when a later batch speaks of the same people, somebody whom it made
 *   known has logged in, or its rows have lost what they said
 */
export async function undoBatch(
  parts: ApplyingParts & { signedIn: SignedIn },
  { batchId, actorId }: { batchId: string; actorId: string },
): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const batch = await lockBatch(trx, batchId);
    if (batch?.state !== 'applied') throw new Failure('registration/not-ready');
    const newer = await newerOnSame(trx, batchId);
    if (newer.length > 0) throw notUndoable(newer.map((name) => `The sheet ${name} is newer.`));
    if (!(await isRemembered(trx, batchId))) throw notUndoable(['Its rows are not kept any more.']);
    await eachChunk(trx, { batchId, verdicts: ['new', 'update'] }, (rows) =>
      undoRows(trx, parts, { rows, batch, actorId }),
    );
    const to = { state: 'undone', changedAt: parts.clock.now() } as const;
    await moveBatch(trx, batchId, { from: ['applied'], to });
  });
}

const notUndoable = (messages: string[]): Failure =>
  new Failure('registration/not-undoable', {
    flaws: messages.map((message) => ({ field: '', message })),
  });

async function undoRows(
  trx: Database,
  parts: ApplyingParts & { signedIn: SignedIn },
  { rows, batch, actorId }: { rows: readonly BatchRow[]; batch: Batch; actorId: string },
): Promise<void> {
  const made = rows.flatMap(({ before, personId }) => (before?.isNew && personId ? personId : []));
  const used = await parts.signedIn.since(trx, made, batch.appliedAt ?? 0);
  if (used.length > 0) throw notUndoable([`${used.length} of these people have logged in.`]);
  const people = rows.flatMap(({ person, before }) =>
    person && before?.facts ? factsOf({ ...person, ...before.facts }) : [],
  );
  const gone = rows.flatMap(({ person, before }) =>
    person && before && !before.facts ? person.campusNumber : [],
  );
  const from = { source: 'sheet', realm: 'campus' };
  const telling = { from, people, gone, complete: false };
  await parts.people.apply(trx, await parts.people.diff(trx, telling));
  await forgetRegistered(trx, 'sheet', gone);
  await keepRegistered(trx, 'sheet', rows.flatMap(registeredBefore));
  const claims = rows.flatMap(claimsBefore);
  if (claims.length > 0) await parts.departments.claim(trx, 'sheet', claims);
  await parts.audit.recordAll(
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

function registeredBefore({ person, personId, before }: BatchRow) {
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
