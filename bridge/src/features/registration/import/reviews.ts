import { Failure } from '../../../kernel/failure.ts';
import type { BatchState } from './batch.ts';
import { moveBatch } from './batches-repository.ts';
import { returnedPosting } from './postings.ts';
import { countStatuses } from './rows-repository.ts';
import { change, missingOf, batchInScope, type RegistrationDeps } from './batch-access.ts';
import type { Work } from './work.ts';

/** Handing a sheet in, and deciding on those of others. */
export function createReviews(deps: RegistrationDeps, work: Work) {
  const { db, clock, scopes } = deps;
  const apply = { state: 'applying', done: 0, failure: null } as const;
  return {
    /**
     * Applies a sheet, or hands it to a reviewer where the policy says so.
     * @throws Failure registration/columns-missing, registration/nothing-to-apply, registration/not-ready
     */
    submit: async (callerId: string, batchId: string): Promise<BatchState> => {
      const { batch, scope } = await batchInScope(deps, callerId, batchId);
      if (missingOf(batch.columns).length > 0) throw new Failure('registration/columns-missing');
      const counts = await countStatuses(db, batch.id);
      if (counts.new + counts.update === 0) throw new Failure('registration/nothing-to-apply');
      const isReviewed = deps.review === 'department' && !scope.isSystem;
      const changedAt = clock.now();
      const to = isReviewed ? { state: 'waiting' as const, changedAt } : { ...apply, changedAt };
      const state = await change(deps, batch, { from: ['preview', 'returned'], to });
      work.start();
      return state;
    },
    /** @throws Failure admin/not-allowed, registration/not-ready */
    approve: async (callerId: string, batchId: string): Promise<BatchState> => {
      await scopes.requireSystem(callerId);
      const { batch } = await batchInScope(deps, callerId, batchId);
      const to = { ...apply, reviewerId: callerId, changedAt: clock.now() };
      const state = await change(deps, batch, { from: ['waiting'], to });
      work.start();
      return state;
    },
    /** Gives a sheet back with reasons; its submitter is told by mail. @throws Failure as `approve` */
    giveBack: async (callerId: string, batchId: string, reason: string): Promise<BatchState> => {
      await scopes.requireSystem(callerId);
      const { batch } = await batchInScope(deps, callerId, batchId);
      await db.transaction(async (trx) => {
        const changedAt = clock.now();
        const to = { state: 'returned', reviewerId: callerId, reason, changedAt } as const;
        if (!(await moveBatch(trx, batch.id, { from: ['waiting'], to }))) {
          throw new Failure('registration/not-ready');
        }
        await deps.audit.recordAll(trx, [
          {
            actorId: callerId,
            action: 'registration.return',
            subject: { kind: 'registration', id: batch.id, name: batch.name },
            scopeDepartmentId: null,
            before: { state: batch.state },
            after: { state: 'returned', reason },
          },
        ]);
        const [submitter] = await deps.people.findMany([batch.submitterId], trx);
        if (submitter?.email && deps.outbox.carries('mail')) {
          const whom = { email: submitter.email, name: submitter.displayName };
          await deps.outbox.add(trx, returnedPosting({ ...deps.mails, batch, reason, to: whom }));
        }
      });
      return 'returned';
    },
  };
}
