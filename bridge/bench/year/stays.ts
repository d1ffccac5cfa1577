import { newId } from '../../src/kernel/ids.ts';
import type { Meeting } from './meetings.ts';
import type { Row, Seeding } from './rows.ts';

/** Somebody in a meeting. */
interface Stay {
  meeting: Meeting;
  who: string;
  at: number;
}

function* staysIn(meetings: readonly Meeting[]): Generator<Stay> {
  for (const meeting of meetings)
    for (const [at, who] of meeting.members.slice(0, meeting.come).entries())
      yield { meeting, who, at };
}

/** Who was there: a seat, a connection, an arrival, and what the conference server told of each. */
export async function staysOf({ load }: Seeding, meetings: readonly Meeting[]): Promise<void> {
  const each = function* (row: (stay: Stay) => Row): Generator<Row> {
    for (const stay of staysIn(meetings)) yield row(stay);
  };
  await load('seats', each(seatRow));
  await load('occupants', each(occupantRow));
  await load('attendance_events', eventRows(meetings));
  await load('arrivals', each(arrivalRow));
}

const connectionOf = ({ meeting, who }: Stay) => ({
  source: 'prosody-1',
  jid: `${who}@meet/${meeting.id.slice(0, 8)}`,
  meeting_id: meeting.id,
  person_id: who,
});

/** When somebody came and went, in turn; every tenth loses the connection and comes back after a minute. */
function momentsOf({ meeting: { from, to }, at }: Stay): number[] {
  const first = from + 60_000;
  const lost = from + 1_800_000;
  return at % 10 === 3 ? [first, lost, lost + 60_000, to] : [first, to];
}

/** The last of the stays, as the conference server counted it. */
function occupantRow(stay: Stay): Row {
  const [joined = 0, left = 0] = momentsOf(stay).slice(-2);
  const occupant = { occupant_id: stay.who.slice(0, 8), joined_at: joined, left_at: left };
  return { ...connectionOf(stay), ...occupant, leave_reason: null };
}

function* eventRows(meetings: readonly Meeting[]): Generator<Row> {
  let sequence = 0;
  for (const stay of staysIn(meetings)) {
    const connection = connectionOf(stay);
    for (const [number, at] of momentsOf(stay).entries()) {
      sequence += 1;
      const type = number % 2 === 0 ? 'joined' : 'left';
      yield { ...connection, sequence, at, type, reason: null };
    }
  }
}

const arrivalRow = ({ meeting: { id, from }, who }: Stay): Row => ({
  meeting_id: id,
  participant_id: who,
  kind: 'person',
  name: '李同学',
  door: 'member',
  state: 'in',
  since: from,
  changed_at: from,
});

const seatRow = ({ meeting: { id, from, to }, who, at }: Stay): Row => ({
  id: newId(),
  meeting_id: id,
  person_id: who,
  role: at === 0 ? 'host' : 'member',
  number: at + 1,
  lease_expires_at: to + 60_000,
  taken_at: from,
  asked_at: from,
  arrived_at: from + 900,
  waited_ms: 900,
});
