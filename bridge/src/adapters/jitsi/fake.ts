import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { newId } from '../../kernel/ids.ts';
import { refusedWith } from './commands.ts';
import type { ConferenceServer, RoomSize } from './conference-server.ts';
import type { ConferenceEvent, EventBatch } from './events.ts';

type Numberless<E> = E extends unknown ? Omit<E, 'sequence' | 'at'> : never;

/** A conference server in memory, with people that walk in and out as a test says. */
export interface FakeConference extends ConferenceServer {
  /** Lets somebody in; returns the occupant's id. The room is made when it is not there. */
  join: (room: string, person: { id: string; name: string }, moderator?: boolean) => string;
  leave: (room: string, occupantId: string) => void;
  /** Every batch that it would have sent to the bridge, oldest first, one event each. */
  batches: EventBatch[];
  /** False: nobody answers any more, until it is set again. */
  reachable: boolean;
}

type Occupant = RoomSize['occupants'][number] & { name: string; affiliation: string };
type Room = Omit<RoomSize, 'occupants'> & {
  occupants: Occupant[];
  /** What was said of people since, by user id: it goes before their tokens. */
  affiliations: Map<string, string>;
};

/** The fake of mod_campus_meet: the same answers, refusals and events, without Prosody. */
export function createFakeConference(clock: Clock): FakeConference {
  const source = newId();
  const rooms = new Map<string, Room>();
  const batches: EventBatch[] = [];
  const tell = (event: Numberless<ConferenceEvent>) => {
    const numbered = { ...event, sequence: batches.length + 1, at: clock.now() };
    batches.push({ source, events: [numbered] });
  };
  const say = createTeller(tell);
  const requireRoom = (name: string): Room => {
    if (!fake.reachable) throw new Failure('conference/unavailable');
    const room = rooms.get(name);
    if (!room) throw refusedWith('room-not-found');
    return room;
  };
  const remove = (room: Room, gone: Occupant[], reason?: string) => {
    room.occupants = room.occupants.filter((occupant) => !gone.includes(occupant));
    gone.forEach((occupant) => say.left(room.room, occupant, reason));
  };
  const destroy = (room: Room, reason?: string) => {
    remove(room, room.occupants, reason);
    rooms.delete(room.room);
    say.destroyed(room.room, reason);
  };
  const create = (name: string): Room => {
    const affiliations = new Map<string, string>();
    const room: Room = { room: name, createdAt: clock.now(), occupants: [], affiliations };
    rooms.set(name, room);
    tell({ type: 'room-created', room: name });
    return room;
  };

  const fake: FakeConference = {
    reachable: true,
    batches,
    join: (name, person, moderator = false) => {
      const room = rooms.get(name) ?? create(name);
      const occupant = newOccupant(person, moderator, clock.now());
      occupant.affiliation = room.affiliations.get(person.id) ?? occupant.affiliation;
      room.occupants.push(occupant);
      say.joined(name, occupant);
      return occupant.id;
    },
    leave: (name, occupantId) => {
      const room = requireRoom(name);
      remove(
        room,
        room.occupants.filter(({ id }) => id === occupantId),
      );
      if (room.occupants.length === 0) destroy(room);
    },
    endRoom: (name, reason) => soon(() => destroy(requireRoom(name), reason)),
    kick: (name, userId, reason) =>
      soon(() => {
        const room = requireRoom(name);
        const theirs = room.occupants.filter((occupant) => occupant.userId === userId);
        if (theirs.length === 0) throw refusedWith('user-not-found');
        remove(room, theirs, reason);
        if (room.occupants.length === 0) destroy(room);
      }),
    setRole: (name, userId, role) =>
      soon(() => {
        const room = requireRoom(name);
        const affiliation = role === 'host' ? 'owner' : 'member';
        room.affiliations.set(userId, affiliation);
        for (const occupant of room.occupants) {
          if (occupant.userId === userId) occupant.affiliation = affiliation;
        }
      }),
    setPermissions: (name) => soon(() => void requireRoom(name)),
    sizes: () =>
      soon(() => {
        if (!fake.reachable) throw new Failure('conference/unavailable');
        return { source, sequence: batches.length, rooms: [...rooms.values()].map(sizeOf) };
      }),
  };
  return fake;
}

/** Runs it after the caller's turn, and turns what it throws into a rejection, as a request over the network does. */
const soon = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);

function newOccupant(
  person: { id: string; name: string },
  moderator: boolean,
  now: number,
): Occupant {
  const jid = `${newId()}@meet.campus.test/${newId()}`;
  const affiliation = moderator ? 'owner' : 'member';
  return {
    id: newId().slice(0, 8),
    jid,
    userId: person.id,
    name: person.name,
    affiliation,
    joinedAt: now,
  };
}

const sizeOf = ({ room, createdAt, occupants }: Room): RoomSize => ({
  room,
  createdAt,
  occupants: occupants.map(({ id, jid, userId, joinedAt }) => ({ id, jid, userId, joinedAt })),
});

function createTeller(tell: (event: Numberless<ConferenceEvent>) => void) {
  const told = ({ id, jid, userId, name, affiliation }: Occupant) => ({
    id,
    jid,
    userId,
    name,
    affiliation,
  });
  const why = (reason?: string) => (reason === undefined ? {} : { reason });
  return {
    joined: (room: string, who: Occupant) =>
      tell({ type: 'occupant-joined', room, occupant: told(who) }),
    left: (room: string, who: Occupant, reason?: string) =>
      tell({ type: 'occupant-left', room, occupant: told(who), ...why(reason) }),
    destroyed: (room: string, reason?: string) =>
      tell({ type: 'room-destroyed', room, ...why(reason) }),
  };
}
