import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Application } from './application.ts';
import { decide, notePerson } from './decisions-repository.ts';
import type { AuditTrail, Mail, Provisioner, Scope } from './ports.ts';
import { decisionPosting, type Addresses } from './postings.ts';

/** What a decision is carried out with. */
export interface SettlingDeps {
  clock: Clock;
  provisioner: Provisioner;
  outbox: Pick<Mail, 'add'>;
  audit: AuditTrail;
  addresses: Addresses;
}

interface Settling {
  application: Application;
  state: 'accepted' | 'refused';
  /** Null: by the policy. */
  adminId: string | null;
  reason: string | null;
}

/** Notes a decision. @throws Failure application/decided when somebody else was first */
export async function settle(
  trx: Database,
  { clock, audit }: Pick<SettlingDeps, 'clock' | 'audit'>,
  { application, state, adminId, reason }: Settling,
): Promise<void> {
  const decision = { state, decidedAt: clock.now(), decidedBy: adminId, reason };
  if (!(await decide(trx, application.id, decision))) throw new Failure('application/decided');
  await audit.record(trx, {
    ...named(application, adminId),
    action: state === 'accepted' ? 'application.accept' : 'application.refuse',
    before: { state: 'waiting' },
    after: { state, reason },
  });
}

/** Who did it to what, as the audit log says it. */
export const named = ({ id, name, departmentId }: Application, actorId: string | null) => ({
  actorId,
  subject: { kind: 'application', id, name },
  scopeDepartmentId: departmentId,
});

/** Accepts: the applicant is a person from now on, and is told so. */
export async function provision(
  trx: Database,
  deps: SettlingDeps,
  {
    application,
    scope,
    adminId,
  }: { application: Application; scope: Scope; adminId: string | null },
): Promise<void> {
  await settle(trx, deps, { application, state: 'accepted', adminId, reason: null });
  const personId = await deps.provisioner.provision(trx, application, scope);
  await notePerson(trx, application.id, personId);
  await tell(trx, deps, {
    application: { ...application, personId },
    of: 'application-accepted',
  });
}

/** Tells the applicant, in the same transaction. */
export const tell = (
  trx: Database,
  { outbox, addresses }: Pick<SettlingDeps, 'outbox' | 'addresses'>,
  { application, of }: { application: Application; of: Parameters<typeof decisionPosting>[1] },
): Promise<void> => outbox.add(trx, decisionPosting(application, of, addresses));
