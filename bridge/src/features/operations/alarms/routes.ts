import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import { route, type Route } from '../../../kernel/route.ts';
import type { AuditTrail } from '../../audit/index.ts';
import { acknowledgeAlarm, listAlarms, type Alarm } from './contract.ts';
import { acknowledge, latestOver, openAlarms, type KeptAlarm } from './repository.ts';

/** What the routes are made with. */
export interface AlarmRouteDeps {
  db: Database;
  clock: Clock;
  roles: { requireSystem: (personId: string) => Promise<unknown> };
  people: { findMany: (ids: readonly string[]) => Promise<{ id: string; displayName: string }[]> };
  audit: AuditTrail;
}

const mostOver = 20;

/** Alarms over HTTP, for system admins. */
export const alarmRoutes = (deps: AlarmRouteDeps): Route[] => [
  route(listAlarms, 'read', async ({ caller }) => {
    await deps.roles.requireSystem(caller.personId);
    const open = (await openAlarms(deps.db)).filter(({ raisedAt }) => raisedAt !== null);
    const over = await latestOver(deps.db, mostOver);
    const shown = await shower(deps, [...open, ...over]);
    return { open: open.map(shown), over: over.map(shown) };
  }),
  route(acknowledgeAlarm, 'write', async ({ caller, params }) => {
    await deps.roles.requireSystem(caller.personId);
    await noteAcknowledged(deps, params.alarmId, caller.personId);
    return {};
  }),
];

/** One that is over, or that somebody else acknowledged before, is no failure: there is nothing left to be said. */
const noteAcknowledged = (deps: AlarmRouteDeps, id: string, by: string): Promise<void> =>
  inTransaction(deps.db, async (trx) => {
    const alarm = await acknowledge(trx, id, { by, now: deps.clock.now() });
    if (alarm === null) return;
    await deps.audit.record(trx, {
      actorId: by,
      action: 'alarm.acknowledge',
      subject: { kind: 'alarm', id, name: `${alarm.kind} ${alarm.subject}`.trim() },
      scopeDepartmentId: null,
      before: null,
      after: null,
    });
  });

async function shower(
  { people }: AlarmRouteDeps,
  alarms: readonly KeptAlarm[],
): Promise<(alarm: KeptAlarm) => Alarm> {
  const ids = [...new Set(alarms.flatMap(({ acknowledgedBy }) => acknowledgedBy ?? []))];
  const names = new Map((await people.findMany(ids)).map((one) => [one.id, one.displayName]));
  return ({ id, kind, subject, seenAt, endedAt, acknowledgedAt, acknowledgedBy }) => ({
    id,
    kind,
    subject,
    since: seenAt,
    endedAt,
    acknowledged:
      acknowledgedAt === null
        ? null
        : { at: acknowledgedAt, by: names.get(acknowledgedBy ?? '') ?? '' },
  });
}
