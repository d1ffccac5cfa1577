import type { Database } from '../../../kernel/database.ts';

/** A session that goes on although its person was deactivated. */
interface LeftSession {
  id: string;
  personId: string;
}

export async function sessionsOfLeavers(db: Database, limit: number): Promise<LeftSession[]> {
  const rows = await db('sessions as s')
    .join('people as p', 'p.id', 's.person_id')
    .where({ 's.kind': 'person', 'p.status': 'deactivated' })
    .whereNull('s.ended_at')
    .limit(limit)
    .select<{ id: string; person_id: string }[]>('s.id', 's.person_id');
  return rows.map((row) => ({ id: row.id, personId: row.person_id }));
}

/** Ends sessions. */
export async function endSessions(
  db: Database,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await db('sessions').whereIn('id', ids).whereNull('ended_at').update({ ended_at: now });
}

/** Deactivated people whom it rings for, or who ring others. */
export async function callsOfLeavers(db: Database, limit: number): Promise<string[]> {
  const open = () =>
    db('people as p')
      .where({ 'p.status': 'deactivated' })
      .whereIn('i.state', ['queued', 'ringing'])
      .limit(limit)
      .distinct<{ id: string }[]>('p.id');
  const called = await open().join('call_invitees as i', 'i.person_id', 'p.id');
  const calling = await open().join('call_invitees as i', 'i.caller_id', 'p.id');
  return [...new Set([...called, ...calling].map(({ id }) => id))];
}

/** Somebody who is in the room of a meeting although they were deactivated. */
interface LeftSeat {
  room: string;
  personId: string;
}

export async function seatsOfLeavers(db: Database, limit: number): Promise<LeftSeat[]> {
  const rows = await db('occupants as o')
    .join('people as p', 'p.id', 'o.person_id')
    .join('meetings as m', 'm.id', 'o.meeting_id')
    .where({ 'p.status': 'deactivated' })
    .whereNotNull('o.joined_at')
    .whereNull('o.left_at')
    .whereNull('m.ended_at')
    .limit(limit)
    .distinct<{ room: string; person_id: string }[]>('m.room', 'o.person_id');
  return rows.map((row) => ({ room: row.room, personId: row.person_id }));
}
