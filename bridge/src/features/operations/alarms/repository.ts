import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { AlarmKind } from './contract.ts';
import type { Trouble } from './observing.ts';

interface AlarmRow {
  id: string;
  /** Kind and subject while it is open: there is one of it. */
  open_key: string | null;
  kind: AlarmKind;
  /** Which videobridge or source. */
  about: string;
  seen_at: number;
  raised_at: number | null;
  gone_at: number | null;
  ended_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
}

/** An alarm, or what may become one: seen, and not yet for long enough. */
export interface KeptAlarm extends Trouble {
  id: string;
  seenAt: number;
  raisedAt: number | null;
  /** Since when it has not been seen any more. */
  goneAt: number | null;
  endedAt: number | null;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
}

const table = (db: Database) => db<AlarmRow>('operation_alarms');

/** By which one thing that is wrong is one alarm, as long as it lasts; cut to what the column holds. */
export const keyOf = ({ kind, subject }: Trouble): string => `${kind} ${subject}`.slice(0, 191);

/** All that are not over, raised or not. */
export const openAlarms = async (db: Database): Promise<KeptAlarm[]> =>
  (await table(db).whereNotNull('open_key').orderBy(['seen_at', 'kind', 'about'])).map(fromRow);

/** Those that ended, the latest first. */
export const latestOver = async (db: Database, limit: number): Promise<KeptAlarm[]> =>
  (await table(db).whereNotNull('ended_at').orderBy('ended_at', 'desc').limit(limit)).map(fromRow);

/** Notes that something is wrong; what is noted already stays as it is. */
export async function addSeen(db: Database, trouble: Trouble, now: number): Promise<void> {
  const row: AlarmRow = {
    id: newId(),
    open_key: keyOf(trouble),
    kind: trouble.kind,
    about: trouble.subject.slice(0, 200),
    seen_at: now,
    raised_at: null,
    gone_at: null,
    ended_at: null,
    acknowledged_at: null,
    acknowledged_by: null,
  };
  await table(db).insert(row).onConflict('open_key').ignore();
}

/** What was never raised is forgotten. */
export const forget = (db: Database, id: string): Promise<number> =>
  table(db).where({ id }).whereNull('raised_at').delete();

/** Raises it; false where somebody else has. */
export const raise = async (db: Database, id: string, now: number): Promise<boolean> =>
  (await table(db).where({ id }).whereNull('raised_at').update({ raised_at: now })) === 1;

/** Null: it is seen again. One that ended stays as it is. */
export async function setGone(db: Database, id: string, goneAt: number | null): Promise<void> {
  await table(db).where({ id }).whereNull('ended_at').update({ gone_at: goneAt });
}

/** Ends it; false where somebody else has. */
export const end = async (db: Database, id: string, endedAt: number): Promise<boolean> =>
  (await table(db)
    .where({ id })
    .whereNull('ended_at')
    .update({ ended_at: endedAt, open_key: null })) === 1;

/** The one that was acknowledged now; null where it is not open, or was acknowledged before. */
export async function acknowledge(
  trx: Database,
  id: string,
  { by, now }: { by: string; now: number },
): Promise<KeptAlarm | null> {
  const changed = await table(trx)
    .where({ id, ended_at: null, acknowledged_at: null })
    .whereNotNull('raised_at')
    .update({ acknowledged_at: now, acknowledged_by: by });
  const row = changed === 1 ? await table(trx).where({ id }).first() : undefined;
  return row ? fromRow(row) : null;
}

/** How many nobody looks after yet. */
export async function countUnacknowledged(db: Database): Promise<number> {
  const row = await table(db)
    .whereNotNull('open_key')
    .whereNotNull('raised_at')
    .whereNull('acknowledged_at')
    .count({ n: '*' })
    .first();
  return Number(row?.['n'] ?? 0);
}

const fromRow = (row: AlarmRow): KeptAlarm => ({
  id: row.id,
  kind: row.kind,
  subject: row.about,
  seenAt: row.seen_at,
  raisedAt: row.raised_at,
  goneAt: row.gone_at,
  endedAt: row.ended_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by,
});
