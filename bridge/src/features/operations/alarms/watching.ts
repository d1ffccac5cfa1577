import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import type { AlarmKind } from './contract.ts';
import type { Trouble } from './observing.ts';
import * as repository from './repository.ts';
import type { KeptAlarm } from './repository.ts';

/** What watching is made with. */
export interface WatchingDeps {
  db: Database;
  clock: Clock;
  /** How long something must be wrong before an alarm is raised, milliseconds. */
  afterMs: number;
  /** Tells the system admins, in the transaction. */
  tell: (trx: Database, alarm: KeptAlarm, what: 'began' | 'ended') => Promise<void>;
}

/**
 * How many times as long as usual it must be so. A restart of Prosody empties Jicofo's list of videobridges for some
 * 20 seconds; a short peak of stress is none of anybody's business; whoever renews videobridges does one after the
 * other; what is read from the database has had its time already.
 */
const patience: Record<AlarmKind, number> = {
  'jicofo-silent': 1,
  'prosody-silent': 1,
  'no-videobridge': 1,
  'videobridge-down': 1,
  'videobridge-overloaded': 2,
  'relay-ids-doubled': 1,
  'versions-differ': 5,
  'sync-failed': 0,
  'sync-overdue': 0,
  'outbox-stuck': 0,
  'queue-stuck': 0,
};

/**
 * Notes what is wrong now, raises what has been for long enough, and ends what has not been for as long: a server
 * that comes and goes is one alarm.
 */
export async function watch(deps: WatchingDeps, troubles: readonly Trouble[]): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  const seen = new Set(troubles.map(repository.keyOf));
  const known = new Set((await repository.openAlarms(db)).map(repository.keyOf));
  for (const trouble of troubles) {
    if (!known.has(repository.keyOf(trouble))) await repository.addSeen(db, trouble, now);
  }
  for (const alarm of await repository.openAlarms(db)) {
    if (seen.has(repository.keyOf(alarm))) await stillSo(deps, alarm, now);
    else await noLongerSo(deps, alarm, now);
  }
}

async function stillSo(deps: WatchingDeps, alarm: KeptAlarm, now: number): Promise<void> {
  const { db, afterMs, tell } = deps;
  if (alarm.goneAt !== null) await repository.setGone(db, alarm.id, null);
  const isDue = now - alarm.seenAt >= afterMs * patience[alarm.kind];
  if (alarm.raisedAt !== null || !isDue) return;
  await inTransaction(db, async (trx) => {
    if (await repository.raise(trx, alarm.id, now)) await tell(trx, alarm, 'began');
  });
}

async function noLongerSo(deps: WatchingDeps, alarm: KeptAlarm, now: number): Promise<void> {
  const { db, afterMs, tell } = deps;
  if (alarm.raisedAt === null) {
    await repository.forget(db, alarm.id);
    return;
  }
  const goneAt = alarm.goneAt ?? now;
  if (alarm.goneAt === null) await repository.setGone(db, alarm.id, now);
  if (now - goneAt < afterMs * Math.min(1, patience[alarm.kind])) return;
  await inTransaction(db, async (trx) => {
    if (await repository.end(trx, alarm.id, goneAt)) await tell(trx, alarm, 'ended');
  });
}
