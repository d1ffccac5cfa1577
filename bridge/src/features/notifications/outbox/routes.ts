import type { Database } from '../../../kernel/database.ts';
import { route, type Route } from '../../../kernel/route.ts';
import { listOutbox, resendOutbox } from './contract.ts';
import type { AuditTrail } from './templates/ports.ts';
import type { Outbox } from './service.ts';

interface Deps {
  db: Database;
  outbox: Pick<Outbox, 'list' | 'resend' | 'status'>;
  /** @throws Failure admin/not-allowed for who is no system admin */
  requireSystem: (personId: string) => Promise<void>;
  audit: AuditTrail;
}

/** What waits, was sent or was given up, over HTTP; for system admins. */
export function outboxRoutes({ db, outbox, requireSystem, audit }: Deps): Route[] {
  return [
    route(listOutbox, 'read', async ({ caller, query: { state } }) => {
      await requireSystem(caller.personId);
      const { counts, waitingSince } = await outbox.status();
      const none = { dead: 0, waiting: 0, sent: 0, dropped: 0 };
      return { counts: { ...none, ...counts }, waitingSince, rows: await outbox.list(state, 200) };
    }),
    route(resendOutbox, 'write', async ({ caller, body: { ids } }) => {
      await requireSystem(caller.personId);
      const id = ids === 'all' || ids.length > 1 ? '' : (ids[0] ?? '');
      const count = await db.transaction(async (trx) => {
        const revived = await outbox.resend(ids, trx);
        await audit.record(trx, {
          actorId: caller.personId,
          action: 'outbox.resend',
          subject: { kind: 'outbox', id, name: '' },
          scopeDepartmentId: null,
          before: null,
          after: { count: revived },
        });
        return revived;
      });
      return { count };
    }),
  ];
}
