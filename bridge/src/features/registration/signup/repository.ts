import type { Database } from '../../../kernel/database.ts';
import type { Application } from './application.ts';
import { fromRow, toRow, type ApplicationRow } from './rows.ts';

const table = (db: Database) => db<ApplicationRow>('applications');

/** As it was sent: it waits for nobody until its address is confirmed. */
export async function addApplication(db: Database, application: Application): Promise<void> {
  await table(db).insert(toRow(application));
}

/** In any state; null for an unknown id. For the applicant's side: admins ask `findConfirmed`. */
export async function findApplication(db: Database, id: string): Promise<Application | null> {
  const row = await table(db).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** Whose link this is. */
export async function findByLink(db: Database, digest: string): Promise<Application | null> {
  const row = await table(db).where({ link_digest: digest }).first();
  return row ? fromRow(row) : null;
}

/** What is kept of the code; null where there is none. */
export async function keptCode(db: Database, id: string): Promise<string | null> {
  return (await table(db).where({ id }).first('code_digest'))?.code_digest ?? null;
}

/** Another mail is due. False when the address is confirmed already. */
export async function askAgain(db: Database, id: string, expiresAt: number): Promise<boolean> {
  const changed = await table(db)
    .where({ id, state: 'unconfirmed' })
    .update({ mailed_at: null, expires_at: expiresAt });
  return changed === 1;
}

/** Applications whose mail is due, the oldest first. */
export async function mailsDue(db: Database, now: number, limit: number): Promise<Application[]> {
  const rows = table(db)
    .where({ state: 'unconfirmed', mailed_at: null })
    .andWhere('expires_at', '>', now)
    .orderBy('created_at')
    .limit(limit);
  return (await rows).map(fromRow);
}

/** Notes that the mail is written; false when another bridge was first. */
export async function noteMailed(
  db: Database,
  id: string,
  mail: { now: number; codeDigest: string | null; linkDigest: string | null },
): Promise<boolean> {
  const changed = await table(db).where({ id, state: 'unconfirmed', mailed_at: null }).update({
    mailed_at: mail.now,
    code_digest: mail.codeDigest,
    link_digest: mail.linkDigest,
    tries: 0,
  });
  return changed === 1;
}

/** Takes one of the tries that a code has; false when there is none left or its time is over. */
export async function takeTry(
  db: Database,
  id: string,
  { now, tries }: { now: number; tries: number },
): Promise<boolean> {
  const changed = await table(db)
    .where({ id, state: 'unconfirmed' })
    .andWhere('expires_at', '>', now)
    .andWhere('tries', '<', tries)
    .increment('tries', 1);
  return changed === 1;
}

/**
 * The address is its applicant's: the application waits, in place of a former one of the same mailbox. False
 * when it does already, or came too late.
 */
export async function noteConfirmed(
  trx: Database,
  { id, email }: Pick<Application, 'id' | 'email'>,
  now: number,
): Promise<boolean> {
  const changed = await table(trx)
    .where({ id, state: 'unconfirmed' })
    .andWhere('expires_at', '>', now)
    .update({ state: 'waiting', confirmed_at: now, code_digest: null });
  if (changed === 0) return false;
  await table(trx).where({ open_key: email }).update({ state: 'withdrawn', open_key: null });
  await table(trx).where({ id }).update({ open_key: email });
  return true;
}
