import type { Database } from '../../../../kernel/database.ts';
import { weekdayOf, type Plan } from '../../../../kernel/recurrence.ts';

interface EntryRow {
  uid: string;
  sequence: number;
  plan: string | null;
}

const table = (db: Database) => db<EntryRow>('calendar_entries');

async function ensure(trx: Database, uid: string): Promise<void> {
  await table(trx).insert({ uid, sequence: 0, plan: null }).onConflict('uid').ignore();
}

/** How often an entry was changed so far, and what was last said of when. */
export async function entryOf(
  db: Database,
  uid: string,
): Promise<{ sequence: number; plan: Plan | null }> {
  const row = await table(db).where({ uid }).first();
  const plan = row?.plan ?? null;
  return { sequence: row?.sequence ?? 0, plan: plan === null ? null : readPlan(plan) };
}

/** Notes what is said of an entry; `isChange` counts it. In the transaction that tells; answers the number to tell. */
export async function noteEntry(
  trx: Database,
  uid: string,
  { plan, isChange }: { plan: Plan | null; isChange: boolean },
): Promise<number> {
  const said = { plan: plan === null ? null : JSON.stringify(plan) };
  // A row that is there is locked once: two at once wait for each other, and not in a circle.
  if ((await table(trx).where({ uid }).update(said)) === 0) {
    await ensure(trx, uid);
    await table(trx).where({ uid }).update(said);
  }
  // Counting first makes two changes at once wait for each other on every database.
  if (isChange) await table(trx).where({ uid }).increment('sequence', 1);
  return (await entryOf(trx, uid)).sequence;
}

/** Plans that were noted before there was more than every week say only until when. */
function readPlan(noted: string): Plan {
  const { weeklyUntil = null, ...plan } = JSON.parse(noted) as Plan & {
    weeklyUntil?: string | null;
  };
  if (weeklyUntil === null) return { ...plan, weekly: plan.weekly ?? null };
  const weekdays = [weekdayOf(plan.startsAt.slice(0, 10))];
  return { ...plan, weekly: { until: weeklyUntil, interval: 1, weekdays, skipped: [] } };
}
