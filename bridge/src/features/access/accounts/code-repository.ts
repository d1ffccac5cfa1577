import type { Database } from '../../../kernel/database.ts';
import type { CodeWay } from './contract.ts';

/** A code that was asked for; made and sent a moment later. */
export interface CodeRow {
  id: string;
  identifier: string;
  via: CodeWay;
  purpose: string | null;
  person_id: string | null;
  session_id: string | null;
  contact: string | null;
  digest: string | null;
  tries: number;
  asked_at: number;
  expires_at: number;
  sent_at: number | null;
  used_at: number | null;
}

const table = (db: Database) => db<CodeRow>('login_codes');

/** Keeps what was asked for; the code itself is made and sent later (`askedCodes`, `settleCode`). */
export async function addCode(db: Database, row: CodeRow): Promise<void> {
  await table(db).insert(row);
}

/** The row whatever its state: used up and expired ones too, until they are swept. Null for an unknown id. */
export async function findCode(db: Database, id: string): Promise<CodeRow | null> {
  return (await table(db).where({ id }).first()) ?? null;
}

/** What was asked for and not looked at yet, the oldest first. */
export async function askedCodes(db: Database, now: number, limit: number): Promise<CodeRow[]> {
  return table(db)
    .whereNull('sent_at')
    .andWhere('expires_at', '>', now)
    .orderBy('asked_at')
    .limit(limit);
}

/** Notes to whom a code goes out; false when another bridge was first. What was typed is forgotten. */
export async function settleCode(
  db: Database,
  id: string,
  to: { personId: string | null; digest: string | null; now: number },
): Promise<boolean> {
  const changed = await table(db)
    .where({ id, sent_at: null })
    .update({ sent_at: to.now, person_id: to.personId, digest: to.digest, identifier: '' });
  return changed === 1;
}

/** Takes one of the tries that a code has; false when there is none left or its time is over. */
export async function takeTry(
  db: Database,
  id: string,
  { now, tries }: { now: number; tries: number },
): Promise<boolean> {
  const changed = await table(db)
    .where({ id, used_at: null })
    .andWhere('expires_at', '>', now)
    .andWhere('tries', '<', tries)
    .increment('tries', 1);
  return changed === 1;
}

/** Uses a code up; false when it was used already. */
export async function useCode(db: Database, id: string, now: number): Promise<boolean> {
  return (await table(db).where({ id, used_at: null }).update({ used_at: now })) === 1;
}

/** Deletes those whose time was over before a moment. */
export async function sweepCodes(db: Database, before: number): Promise<void> {
  await table(db).where('expires_at', '<', before).delete();
}

/** No code of this person's is of use any more. */
export async function voidCodes(db: Database, personId: string, now: number): Promise<void> {
  await table(db).where({ person_id: personId, used_at: null }).update({ used_at: now });
}
