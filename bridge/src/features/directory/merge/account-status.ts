import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { isByHand } from '../people/index.ts';
import { addDecision, lastDecision, type DecisionKind } from './decisions-repository.ts';
import type { AuditTrail, KnownPeople, Scopes, Units } from './ports.ts';
import { overrules, refusalOf, unitOfAudit, type PersonInScope } from './scope.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface AccountStatusDeps {
  db: Database;
  clock: Clock;
  people: KnownPeople;
  scopes: Scopes;
  units: Units;
  audit: AuditTrail;
}

/** Whether somebody is active, as an administrator decides; `by-sources`: as the sources say. */
export interface StatusChange {
  standing: 'active' | 'deactivated' | 'by-sources';
  reason: string | null;
}

const kinds = {
  active: 'keep-active',
  deactivated: 'deactivate',
  'by-sources': 'by-sources',
} as const satisfies Record<StatusChange['standing'], DecisionKind>;

/**
 * Decides by hand whether somebody is active. Their sessions, tabs, calls and seats are ended by the job that
 * looks after who has left.
 * @throws Failure identity/yourself, identity/administrator, identity/unchanged, identity/by-system-admin,
 * admin/last-system-admin
 */
export const setStanding = (
  deps: AccountStatusDeps,
  scoped: PersonInScope,
  wanted: StatusChange,
): Promise<void> =>
  inTransaction(deps.db, async (trx) => {
    // First of all, so that what is read below is what those before left.
    const admins = await deps.scopes.lockSystemAdmins(trx);
    const refusal = await refusalOf(deps, scoped, trx);
    if (refusal !== null) throw new Failure(refusal);
    const before = await statusNow(deps, scoped, trx);
    if (before === wanted.standing) throw new Failure('identity/unchanged');
    const last = await lastDecision(trx, scoped.person.id, Object.values(kinds));
    if (before !== 'by-sources' && last && overrules(scoped, last, admins)) {
      throw new Failure('identity/by-system-admin');
    }
    await decide(trx, deps, { scoped, wanted, before });
    await keepAnAdmin(deps, admins, trx);
  });

async function statusNow(
  { people }: AccountStatusDeps,
  { person }: PersonInScope,
  trx: Database,
): Promise<StatusChange['standing']> {
  const records = await people.recordsOf(person.id, trx);
  const held = records.find((record) => isByHand(record) && record.goneAt === null);
  if (!held) return 'by-sources';
  return held.facts.suspended ? 'deactivated' : 'active';
}

interface Deciding {
  scoped: PersonInScope;
  wanted: StatusChange;
  before: StatusChange['standing'];
}

async function decide(
  trx: Database,
  { people, units, audit, clock }: AccountStatusDeps,
  { scoped, wanted, before }: Deciding,
): Promise<void> {
  const { callerId, person } = scoped;
  const standing = wanted.standing === 'by-sources' ? null : wanted.standing;
  await people.overrideStatus(trx, person.id, standing);
  await addDecision(trx, {
    id: newId(),
    kind: kinds[wanted.standing],
    personId: person.id,
    otherId: null,
    conflictId: null,
    reason: wanted.reason,
    actorId: callerId,
    at: clock.now(),
    detail: { before },
  });
  await audit.record(trx, {
    actorId: callerId,
    action: `identity.${kinds[wanted.standing]}`,
    subject: { kind: 'person', id: person.id, name: person.displayName },
    scopeDepartmentId: await unitOfAudit(units, scoped, trx),
    before: { standing: before },
    after: { standing: wanted.standing, reason: wanted.reason },
  });
}

/** Whoever deactivates the last active system admin would leave nobody who could undo it. */
async function keepAnAdmin(
  { people }: AccountStatusDeps,
  admins: ReadonlySet<string>,
  trx: Database,
): Promise<void> {
  const left = await people.findMany([...admins], trx);
  const isLast = admins.size > 0 && left.every(({ status }) => status !== 'active');
  if (isLast) throw new Failure('admin/last-system-admin');
}
