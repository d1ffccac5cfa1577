import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface NotifiedRow {
  meeting_id: string;
  told_at: number;
}

const table = (db: Database) => db<NotifiedRow>('meeting_notices');

/** Claims the telling of a meeting, in the transaction that tells; false for all but the first. */
export async function claimNotification(
  trx: Database,
  meetingId: string,
  now: number,
): Promise<boolean> {
  // Of two at once the second fails on the key, and when it tries again finds the row.
  const known = await table(trx).where({ meeting_id: meetingId }).first();
  if (known) return false;
  await table(trx).insert({ meeting_id: meetingId, told_at: now });
  return true;
}

/** Which of these meetings were told of. */
export async function notifiedAmong(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inChunks(ids, (chunk) => table(db).whereIn('meeting_id', chunk));
  return new Set(rows.map((row) => row.meeting_id));
}

export async function forgetNotified(db: Database, before: number): Promise<void> {
  await table(db).where('told_at', '<', before).delete();
}
