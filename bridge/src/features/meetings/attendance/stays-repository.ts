import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { Connection } from './stays.ts';

/** An occupant, and one of the events that were told of the same connection before it came last. */
interface StayRow {
  source: string;
  jid: string;
  meeting_id: string;
  person_id: string;
  joined_at: number;
  left_at: number | null;
  leave_reason: string | null;
  told_at: number | null;
}

/** A row of the kind with an event. */
interface EarlierRow extends StayRow {
  told_at: number;
  told_person_id: string;
  told_reason: string | null;
  sequence: number;
  type: 'joined' | 'left';
}

const stayColumns = [
  'o.source',
  'o.jid',
  'o.meeting_id',
  'o.person_id',
  'o.joined_at',
  'o.left_at',
  'o.leave_reason',
  'e.at as told_at',
  'e.person_id as told_person_id',
  'e.reason as told_reason',
  'e.sequence',
  'e.type',
];

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
  const rows = await inChunks(meetingIds, (chunk) =>
    // Few come again: what is earlier is looked up by the index, and occupants are read once.
    db('occupants as o')
      .leftJoin('attendance_events as e', (same) =>
        same
          .on('e.meeting_id', 'o.meeting_id')
          .andOn('e.jid', 'o.jid')
          .andOn('e.source', 'o.source')
          .andOn('e.at', '<', 'o.joined_at'),
      )
      .whereIn('o.meeting_id', chunk)
      .where(own)
      .whereNotNull('o.joined_at')
      .select<StayRow[]>(stayColumns),
  );
  const all = connections(rows);
  const byMeeting = Map.groupBy(all, ({ meetingId }) => meetingId);
  return new Map([...byMeeting].map(([id, each]) => [id, each.map((one) => one.connection)]));
}

interface Found {
  meetingId: string;
  connection: Connection;
}

/** Last stays in the order in which they were read, then the earlier ones, each connection's together. */
function connections(rows: readonly StayRow[]): Found[] {
  const last: Found[] = [];
  const again = new Map<string, EarlierRow[]>();
  for (const row of rows) {
    if (!hasEarlier(row)) {
      last.push(lastStay(row));
      continue;
    }
    const key = JSON.stringify([row.source, row.jid, row.meeting_id]);
    const known = again.get(key);
    if (known) known.push(row);
    else {
      last.push(lastStay(row));
      again.set(key, [row]);
    }
  }
  return [...last, ...[...again.values()].flatMap(earlierStays)];
}

const lastStay = (row: StayRow): Found => ({
  meetingId: row.meeting_id,
  connection: {
    personId: row.person_id,
    from: row.joined_at,
    to: row.left_at,
    reason: row.leave_reason,
  },
});

const hasEarlier = (row: StayRow): row is EarlierRow => row.told_at !== null;

/** Joins with the leave that followed, of one connection. */
function earlierStays(rows: readonly EarlierRow[]): Found[] {
  const found: Found[] = [];
  let from: number | null = null;
  for (const row of rows.toSorted(asTold)) {
    const { told_at: at, told_person_id: personId, told_reason: reason } = row;
    if (row.type === 'joined') from ??= at;
    else if (from !== null) {
      found.push({ meetingId: row.meeting_id, connection: { personId, from, to: at, reason } });
      from = null;
    }
  }
  return found;
}

const asTold = (one: EarlierRow, other: EarlierRow): number =>
  one.told_at - other.told_at || one.sequence - other.sequence;
