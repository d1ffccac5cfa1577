import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { ConferenceEvent, ConferenceEventBatch } from '../conference-event.ts';
import { restarted } from './breakdowns.ts';
import type { Connection } from './stays.ts';

interface EventRow {
  source: string;
  sequence: number;
  meeting_id: string;
  person_id: string;
  jid: string;
  type: 'joined' | 'left';
  at: number;
  reason: string | null;
}

interface OccupantRow {
  source: string;
  jid: string;
  meeting_id: string;
  person_id: string;
  joined_at: number;
  left_at: number | null;
  leave_reason: string | null;
}

/** Keeps who came and went as it was told. What comes twice is kept once. */
export async function noteComingAndGoing(
  db: Database,
  { source, events }: ConferenceEventBatch,
): Promise<void> {
  const told = events.filter(({ occupant }) => occupant !== undefined);
  if (told.length === 0) return;
  const rooms = [...new Set(told.map(({ room }) => room))];
  const meetings = await db('meetings')
    .whereIn('room', rooms)
    .select<{ id: string; room: string }[]>('id', 'room');
  const ids = new Map(meetings.map(({ id, room }) => [room, id]));
  const rows = told.flatMap((event) => rowOf(source, event, ids.get(event.room)));
  await inChunks(rows, async (chunk) => {
    await db('attendance_events').insert(chunk).onConflict(['source', 'sequence']).ignore();
    return [];
  });
}

function rowOf(source: string, event: ConferenceEvent, meetingId?: string): EventRow[] {
  const { occupant, sequence, at, type, reason } = event;
  if (!occupant || meetingId === undefined) return [];
  return [
    {
      source,
      sequence,
      meeting_id: meetingId,
      person_id: occupant.userId.slice(0, 36),
      jid: occupant.jid,
      type: type === 'occupant-joined' ? 'joined' : 'left',
      at,
      reason: reason?.slice(0, 200) ?? null,
    },
  ];
}

/**
 * Everybody's connections to the rooms of some meetings: each one's last stay as it was corrected by the conference
 * server's count, and its earlier stays as they were told.
 */
export async function connectionsOf(
  db: Database,
  meetingIds: readonly string[],
  personId?: string,
): Promise<Map<string, Connection[]>> {
  const own = personId === undefined ? {} : { 'o.person_id': personId };
  const last = await inChunks(meetingIds, (chunk) =>
    db('occupants as o')
      .whereIn('o.meeting_id', chunk)
      .where(own)
      .whereNotNull('o.joined_at')
      .select<OccupantRow[]>('o.*'),
  );
  const earlier = await inChunks(meetingIds, (chunk) =>
    db('attendance_events as e')
      .join('occupants as o', (same) =>
        same
          .on('o.source', 'e.source')
          .andOn('o.jid', 'e.jid')
          .andOn('o.meeting_id', 'e.meeting_id')
          .andOn('e.at', '<', 'o.joined_at'),
      )
      .whereIn('e.meeting_id', chunk)
      .where(own)
      .orderBy(['e.at', 'e.sequence'])
      .select<EventRow[]>('e.*'),
  );
  const all = [...last.map(fromOccupant), ...earlierStays(earlier)];
  const byMeeting = Map.groupBy(all, ({ meetingId }) => meetingId);
  return new Map([...byMeeting].map(([id, each]) => [id, each.map((one) => one.connection)]));
}

interface Found {
  meetingId: string;
  connection: Connection;
}

const fromOccupant = (row: OccupantRow): Found => ({
  meetingId: row.meeting_id,
  connection: {
    personId: row.person_id,
    from: row.joined_at,
    to: row.left_at,
    reason: row.leave_reason,
  },
});

/** Joins with the leave that followed, of the same connection. */
function earlierStays(rows: readonly EventRow[]): Found[] {
  const found: Found[] = [];
  for (const own of Map.groupBy(rows, ({ source, jid, meeting_id: at }) =>
    JSON.stringify([source, jid, at]),
  ).values()) {
    let from: number | null = null;
    for (const { type, at, reason, person_id: personId, meeting_id: meetingId } of own) {
      if (type === 'joined') from ??= at;
      else if (from !== null) {
        found.push({ meetingId, connection: { personId, from, to: at, reason } });
        from = null;
      }
    }
  }
  return found;
}

/** Which of these meetings have people whom a new run of the conference server found gone. */
export async function brokenAmong(db: Database, ids: readonly string[]): Promise<string[]> {
  return inChunks(ids, (chunk) =>
    db('occupants')
      .whereIn('meeting_id', chunk)
      .where({ leave_reason: restarted })
      .distinct()
      .pluck<string[]>('meeting_id'),
  );
}

/** Which of these meetings any of these people was in. */
export async function visitedAmong(
  db: Database,
  ids: readonly string[],
  personIds: readonly string[],
): Promise<Set<string>> {
  const found = await inChunks(personIds, (people) =>
    inChunks(ids, (chunk) =>
      db('occupants')
        .whereIn('meeting_id', chunk)
        .whereIn('person_id', people)
        .whereNotNull('joined_at')
        .distinct()
        .pluck<string[]>('meeting_id'),
    ),
  );
  return new Set(found);
}
