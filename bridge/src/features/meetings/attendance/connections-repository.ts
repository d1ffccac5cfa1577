import type { Database, Subquery } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { ConferenceEvent, ConferenceEventBatch } from '../conference-event.ts';
import { restarted } from './breakdowns.ts';

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
  people: Subquery,
): Promise<Set<string>> {
  const someone = db('occupants as o')
    .whereRaw('o.meeting_id = m.id')
    .whereNotNull('o.joined_at')
    .whereIn('o.person_id', people);
  const found = await inChunks(ids, (chunk) =>
    db('meetings as m').whereIn('m.id', chunk).whereExists(someone.clone()).pluck<string[]>('m.id'),
  );
  return new Set(found);
}
