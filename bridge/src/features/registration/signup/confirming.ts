import type { Database } from '../../../kernel/database.ts';
import type { Roles } from '../../directory/roles/index.ts';
import type { NotificationMailer } from '../../notifications/sending/index.ts';
import type { Application } from './application.ts';
import type { Confirmed } from './contract.ts';
import { askDirectory, vouches } from './directory.ts';
import type { CampusDirectory, KnownPeople, Units } from './ports.ts';
import { noteConfirmed } from './repository.ts';
import { provision, type SettlingDeps } from './settling.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface ConfirmingDeps extends SettlingDeps {
  db: Database;
  units: Units;
  people: KnownPeople;
  admins: Pick<Roles, 'nearestAdmins'>;
  notifyByMail: NotificationMailer;
  /** Null where none is configured. */
  directory: CampusDirectory | null;
  /** `directory`: whom the directory vouches for is accepted at once. */
  policy: 'review' | 'directory';
}

/**
 * The address is its applicant's: the application waits for an admin, or is accepted by the policy. Of several
 * confirmations at the same moment one gets an answer, the others null.
 */
export async function confirm(
  deps: ConfirmingDeps,
  application: Application,
): Promise<Confirmed | null> {
  const isVouched = deps.policy === 'directory' && (await asked(deps, application));
  return inTransaction(deps.db, async (trx) => {
    if (!(await noteConfirmed(trx, application, deps.clock.now()))) return null;
    const isAccepted = isVouched && (await accept(trx, deps, application));
    if (!isAccepted) await notifyAdmins(trx, deps, application);
    return { state: isAccepted ? 'accepted' : 'waiting' };
  });
}

/** Nothing that the applicant typed is in it, and each admin is told of a unit once in a day. */
async function notifyAdmins(
  trx: Database,
  { clock, people, units, admins, notifyByMail, addresses }: ConfirmingDeps,
  { departmentId }: Application,
): Promise<void> {
  const unit = (await units.tree(trx)).find(({ id }) => id === departmentId);
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  await notifyByMail(trx, {
    notification: 'application-waiting',
    to: await people.addressees(trx, await admins.nearestAdmins(departmentId, trx)),
    valuesIn: ({ displayName }) => ({
      name: displayName,
      title: unit?.name ?? '',
      link: addresses.applications,
    }),
    onceKey: `${departmentId}:${day}`,
  });
}

async function asked(
  { units, directory }: ConfirmingDeps,
  application: Application,
): Promise<boolean> {
  const unit = (await units.tree()).find(({ id }) => id === application.departmentId);
  return vouches(await askDirectory(directory, application, unit?.name ?? null));
}

const everything = { isSystem: true, departmentIds: new Set<string>() };

/** Only somebody new is accepted unseen: whom others know already, an admin has to look at. */
async function accept(
  trx: Database,
  deps: ConfirmingDeps,
  application: Application,
): Promise<boolean> {
  const { verdict } = await deps.provisioner.validate(trx, application, everything);
  if (verdict !== 'new') return false;
  await provision(trx, deps, { application, scope: everything, adminId: null });
  return true;
}
