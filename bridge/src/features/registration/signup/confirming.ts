import type { Database } from '../../../kernel/database.ts';
import type { Application } from './application.ts';
import type { Confirmed } from './contract.ts';
import { askDirectory, vouches } from './directory.ts';
import type { CampusDirectory, Units } from './ports.ts';
import { noteConfirmed } from './repository.ts';
import { provision, type SettlingParts } from './settling.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface ConfirmingParts extends SettlingParts {
  db: Database;
  units: Units;
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
  parts: ConfirmingParts,
  application: Application,
): Promise<Confirmed | null> {
  const isVouched = parts.policy === 'directory' && (await asked(parts, application));
  return inTransaction(parts.db, async (trx) => {
    if (!(await noteConfirmed(trx, application, parts.clock.now()))) return null;
    const isAccepted = isVouched && (await accept(trx, parts, application));
    return { state: isAccepted ? 'accepted' : 'waiting' };
  });
}

async function asked(
  { units, directory }: ConfirmingParts,
  application: Application,
): Promise<boolean> {
  const unit = (await units.tree()).find(({ id }) => id === application.departmentId);
  return vouches(await askDirectory(directory, application, unit?.name ?? null));
}

const everything = { isSystem: true, departmentIds: new Set<string>() };

/** Only somebody new is accepted unseen: whom others know already, an admin has to look at. */
async function accept(
  trx: Database,
  parts: ConfirmingParts,
  application: Application,
): Promise<boolean> {
  const { verdict } = await parts.provisioner.validate(trx, application, everything);
  if (verdict !== 'new') return false;
  await provision(trx, parts, { application, scope: everything, adminId: null });
  return true;
}
