import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { Events } from '../../kernel/events.ts';
import type { Log } from '../../kernel/log.ts';
import { inTransaction } from '../../kernel/sql.ts';
import type { ConferenceEvent, ConferenceEventBatch } from './conference-event.ts';
import type { Meeting } from './meeting.ts';
import { movesOf, occupantOf, releaseAll, takeMoves, type ByRoom } from './moves.ts';
import type { Occupant, OccupantRepository } from './occupant-repository.ts';
import type { ConferenceServer, RoomSize } from './ports.ts';
import type { MeetingRepository } from './repository.ts';
import type { SeatRepository } from './seat-repository.ts';
import { endRoom } from './service.ts';
import type { SourceRepository } from './source-repository.ts';
import { ownReasons } from './stay.ts';

export interface PresenceDeps {
  db: Database;
  meetings: MeetingRepository;
  seats: SeatRepository;
  occupants: OccupantRepository;
  sources: SourceRepository;
  conference: ConferenceServer;
  events: Events;
  clock: Clock;
  log: Log;
}

export type Presence = ReturnType<typeof createPresence>;

/**
 * Who is in which meeting, by the conference server's word: events taken idempotently in any order, and
 * its own count as the correction for what got lost. The bridge's database is the truth for all others.
 */
export function createPresence(deps: PresenceDeps) {
  return {
    /**
     * Takes a verified batch, in one transaction. Events of rooms that are not ours, and of a replaced run, are passed
     * over.
     */
    take: async (batch: ConferenceEventBatch): Promise<void> => {
      const ofRooms = await meetingsOf(deps, batch.events);
      const taken = await inTransaction(deps.db, (trx) => takeIn(deps, trx, { batch, ofRooms }));
      if (taken === null) return;
      const touched = new Map([...ofRooms.values()].map((meeting) => [meeting.id, meeting]));
      for (const id of taken.emptied) {
        const meeting = touched.get(id) ?? (await deps.meetings.find(id));
        if (meeting) touched.set(id, meeting);
      }
      await Promise.all([...touched.values()].map((meeting) => settle(deps, meeting)));
      await endRoomsOf(deps, taken.inside);
      if (taken.hasGap) await reconcile(deps);
    },
    reconcile: () => reconcile(deps),
  };
}

async function meetingsOf(
  { meetings }: PresenceDeps,
  events: readonly Pick<ConferenceEvent, 'room'>[],
): Promise<ByRoom> {
  const rooms = [...new Set(events.map(({ room }) => room))];
  const found = await Promise.all(rooms.map((room) => meetings.findByRoom(room)));
  return new Map(found.flatMap((meeting) => (meeting ? [[meeting.room, meeting]] : [])));
}

/** What came of a batch. */
interface Taken {
  /** Meetings whose people were in by an older run of the conference server. */
  emptied: string[];
  /** Meetings of the batch that somebody is in. */
  inside: Meeting[];
  hasGap: boolean;
}

/** Null: of a run that was replaced by a newer one. */
async function takeIn(
  deps: PresenceDeps,
  trx: Database,
  { batch: { source, events }, ofRooms }: { batch: ConferenceEventBatch; ofRooms: ByRoom },
): Promise<Taken | null> {
  const now = deps.clock.now();
  // No events at all is how a conference server says that it has just started.
  const all = events.length > 0 ? events.map((event) => event.sequence) : [0];
  const sequences: [number, number] = [Math.min(...all), Math.max(...all)];
  const noted = await deps.sources.note(source, { sequences, now }, trx);
  if (noted.isReplaced) return null;
  const emptied = noted.isNewRun ? await deps.occupants.leaveOtherSources(source, now, trx) : [];
  const inside: Meeting[] = [];
  for (const part of partsOf(events)) {
    const [first] = part;
    const meeting = first && ofRooms.get(first.room);
    if (first?.type !== 'room-destroyed') {
      inside.push(...(await takeMoves(deps, trx, movesOf(source, part, ofRooms))));
    } else if (meeting) await releaseAll(deps, trx, { meeting, event: first });
  }
  return { emptied, inside, hasGap: noted.hasGap };
}

/** Joins and leaves together, as far as no end of a room is between them; each of those is a part of its own. */
function partsOf(events: readonly ConferenceEvent[]): ConferenceEvent[][] {
  const parts: ConferenceEvent[][] = [[]];
  for (const event of events) {
    if (event.type === 'room-destroyed') parts.push([event], []);
    else parts.at(-1)?.push(event);
  }
  return parts;
}

/** A token outlives the meeting's end by a little: whoever uses it then is shown out again. */
async function endRoomsOf(deps: PresenceDeps, meetings: readonly Meeting[]): Promise<void> {
  const ended = meetings.filter(({ state }) => state === 'ended');
  for (const meeting of new Map(ended.map((one) => [one.id, one])).values())
    await endRoom(deps, meeting, 'The meeting has ended.');
}

/** Notes since when a meeting is empty, and tells its readers. */
async function settle({ meetings, occupants, events, clock }: PresenceDeps, meeting: Meeting) {
  const presentIds = await occupants.presentIds(meeting.id);
  const emptySince = presentIds.size > 0 ? null : (meeting.emptySince ?? clock.now());
  await meetings.setEmptySince(meeting.id, emptySince);
  events.emit('meeting.changed', { meeting: { ...meeting, emptySince }, presentIds });
}

/** Compares with the conference server's own count and puts right what differs. */
async function reconcile(deps: PresenceDeps): Promise<void> {
  const asked = deps.clock.now();
  const { source, rooms } = await deps.conference.sizes();
  const byRoom = new Map(rooms.map((room) => [room.room, room.occupants]));
  const open = await deps.meetings.open();
  const present = await deps.occupants.presentIn(open.map(({ id }) => id));
  const known = Map.groupBy(present, ({ meetingId }) => meetingId);
  const moves = open.flatMap((meeting) => {
    const inRoom = { source, there: byRoom.get(meeting.room) ?? [] };
    const occupants = [
      ...goneOf(known.get(meeting.id) ?? [], inRoom, asked),
      ...missedOf(known.get(meeting.id) ?? [], inRoom, meeting),
    ];
    return occupants.map((occupant) => ({ meeting, occupant }));
  });
  if (moves.length > 0) await inTransaction(deps.db, (trx) => takeMoves(deps, trx, moves));
  const changed = new Map(moves.map(({ meeting }) => [meeting.id, meeting]));
  await Promise.all([...changed.values()].map((meeting) => settle(deps, meeting)));
  await endRoomsOf(deps, [...(await meetingsOf(deps, rooms)).values()]);
}

interface InRoom {
  source: string;
  there: RoomSize['occupants'];
}

/** Who is not there any more; somebody who came while the count was on its way is not gone. */
const goneOf = (known: readonly Occupant[], { there }: InRoom, asked: number): Occupant[] =>
  known
    .filter((one) => (one.joinedAt ?? 0) < asked && !there.some(({ jid }) => jid === one.jid))
    .map((one) => ({ ...one, leftAt: asked, leaveReason: ownReasons.reconciled }));

const missedOf = (
  known: readonly Occupant[],
  { source, there }: InRoom,
  meeting: Meeting,
): Occupant[] =>
  there
    .filter(({ jid }) => !known.some((one) => one.jid === jid))
    .map(({ id, jid, userId, joinedAt: at }) =>
      occupantOf(source, meeting, {
        sequence: 0,
        at,
        type: 'occupant-joined',
        room: meeting.room,
        occupant: { id, jid, userId },
      }),
    );
