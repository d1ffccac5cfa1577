import type { Clock } from '../../kernel/clock.ts';
import type { Events } from '../../kernel/events.ts';
import type { Log } from '../../kernel/log.ts';
import type { ConferenceEvent, ConferenceEventBatch } from './conference-event.ts';
import type { Meeting } from './meeting.ts';
import type { Occupant, OccupantRepository } from './occupant-repository.ts';
import type { ConferenceServer } from './ports.ts';
import type { MeetingRepository } from './repository.ts';
import { leaseMs } from './seat.ts';
import type { SeatRepository } from './seat-repository.ts';
import { endRoom } from './service.ts';
import type { SourceRepository } from './source-repository.ts';

export interface PresenceDeps {
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
    /** Takes a verified batch. Events of rooms that are not ours, and of a replaced run, are passed over. */
    take: async ({ source, events }: ConferenceEventBatch): Promise<void> => {
      // No events at all is how a conference server says that it has just started.
      const sequences = events.length > 0 ? events.map((event) => event.sequence) : [0];
      const span: [number, number] = [Math.min(...sequences), Math.max(...sequences)];
      const noted = await deps.sources.note(source, span, deps.clock.now());
      if (noted.isReplaced) return;
      const touched = new Map<string, Meeting>();
      if (noted.isNewRun) await forgetOlderRuns(deps, source, touched);
      for (const event of events) await takeEvent(deps, { source, event }, touched);
      for (const meeting of touched.values()) await settle(deps, meeting);
      if (noted.hasGap) await reconcile(deps);
    },
    reconcile: () => reconcile(deps),
  };
}

async function forgetOlderRuns(
  { occupants, meetings, clock }: PresenceDeps,
  source: string,
  touched: Map<string, Meeting>,
): Promise<void> {
  for (const id of await occupants.meetingsOfOtherSources(source)) {
    const meeting = await meetings.find(id);
    if (meeting) touched.set(id, meeting);
  }
  await occupants.leaveOtherSources(source, clock.now());
}

async function takeEvent(
  deps: PresenceDeps,
  { source, event }: { source: string; event: ConferenceEvent },
  touched: Map<string, Meeting>,
): Promise<void> {
  const meeting = await deps.meetings.findByRoom(event.room);
  if (!meeting) return;
  touched.set(meeting.id, meeting);
  if (event.type === 'room-destroyed') {
    await releaseAll(deps, meeting, event);
  } else if (event.occupant) {
    await move(deps, occupantOf(source, meeting, event), meeting);
  }
}

function occupantOf(source: string, meeting: Meeting, event: ConferenceEvent): Occupant {
  const joined = event.type === 'occupant-joined';
  return {
    source,
    jid: event.occupant?.jid ?? '',
    meetingId: meeting.id,
    personId: event.occupant?.userId ?? '',
    occupantId: event.occupant?.id ?? '',
    joinedAt: joined ? event.at : null,
    leftAt: joined ? null : event.at,
    leaveReason: joined ? null : (event.reason ?? null),
  };
}

async function move(deps: PresenceDeps, occupant: Occupant, meeting: Meeting): Promise<void> {
  const { occupants, seats, clock } = deps;
  if (occupant.leftAt === null) await occupants.joined(occupant);
  else await occupants.left(occupant);
  if (await occupants.isPresent(meeting.id, occupant.personId)) {
    await seats.confirm(meeting.id, occupant.personId, clock.now());
    // A token outlives the meeting's end by a little: whoever uses it then is shown out again.
    if (meeting.state === 'ended') await endRoom(deps, meeting, 'The meeting has ended.');
  } else {
    await seats.keep(meeting.id, occupant.personId, clock.now() + leaseMs);
  }
}

async function releaseAll(
  { occupants, seats, clock }: PresenceDeps,
  meeting: Meeting,
  event: ConferenceEvent,
): Promise<void> {
  const gone = await occupants.allLeft(meeting.id, event.at, event.reason ?? 'room-destroyed');
  for (const personId of gone) await seats.keep(meeting.id, personId, clock.now() + leaseMs);
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
  const { meetings, occupants, conference, clock } = deps;
  const asked = clock.now();
  const { source, rooms } = await conference.sizes();
  const byRoom = new Map(rooms.map((room) => [room.room, room.occupants]));
  for (const meeting of await meetings.open()) {
    const there = byRoom.get(meeting.room) ?? [];
    const known = await occupants.presentIn(meeting.id);
    const gone = known.filter((one) => !there.some(({ jid }) => jid === one.jid));
    const missed = there.filter(({ jid }) => !known.some((one) => one.jid === jid));
    for (const one of gone) {
      // Somebody who came while the count was on its way is not gone.
      if ((one.joinedAt ?? 0) >= asked) continue;
      await move(deps, { ...one, leftAt: asked, leaveReason: 'reconciled' }, meeting);
    }
    for (const { id, jid, userId, joinedAt } of missed) {
      const event = {
        sequence: 0,
        at: joinedAt,
        type: 'occupant-joined',
        room: meeting.room,
      } as const;
      await move(
        deps,
        occupantOf(source, meeting, { ...event, occupant: { id, jid, userId } }),
        meeting,
      );
    }
    if (gone.length + missed.length > 0) await settle(deps, meeting);
  }
  await endRoomsOfEnded(deps, [...byRoom.keys()]);
}

async function endRoomsOfEnded(deps: PresenceDeps, rooms: string[]): Promise<void> {
  for (const room of rooms) {
    const meeting = await deps.meetings.findByRoom(room);
    if (meeting?.state === 'ended') await endRoom(deps, meeting, 'The meeting has ended.');
  }
}
