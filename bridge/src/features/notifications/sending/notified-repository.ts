import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface NotifiedRow {
  meeting_id: string;
  told_at: number;
  mails_due_at: number | null;
}

const table = (db: Database) => db<NotifiedRow>('meeting_notices');

/** When a meeting is told of, and when its mail is due where the LMS should tell it before; null: none is. */
interface Claimed {
  now: number;
  mailsDueAt: number | null;
}

/** Claims the telling of a meeting, in the transaction that tells; false for all but the first. */
export async function claimNotification(
  trx: Database,
  meetingId: string,
  { now, mailsDueAt }: Claimed,
): Promise<boolean> {
  // Of two at once the second fails on the key, and when it tries again finds the row.
  const known = await table(trx).where({ meeting_id: meetingId }).first();
  if (known) return false;
  await table(trx).insert({ meeting_id: meetingId, told_at: now, mails_due_at: mailsDueAt });
  return true;
}

/** Meetings whose mail is due by now. */
export async function mailsDue(db: Database, now: number): Promise<string[]> {
  return table(db).where('mails_due_at', '<=', now).pluck<string[]>('meeting_id');
}

/** Claims a meeting's mail, in the transaction that sends it; false for all but the first. */
export async function claimMails(trx: Database, meetingId: string): Promise<boolean> {
  const due = table(trx).where({ meeting_id: meetingId }).whereNotNull('mails_due_at');
  return (await due.update({ mails_due_at: null })) === 1;
}

/** Which of these meetings were told of. */
export async function notifiedAmong(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inChunks(ids, (chunk) => table(db).whereIn('meeting_id', chunk));
  return new Set(rows.map((row) => row.meeting_id));
}

/** Deletes what was told before a moment; it may be told again then. */
export async function forgetNotified(db: Database, before: number): Promise<void> {
  await table(db).where('told_at', '<', before).delete();
}
