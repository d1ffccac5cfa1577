import assert from 'node:assert/strict';
import { refusal } from './commands.ts';
import type { ConferenceServer } from './conference-server.ts';
import type { ConferenceEvent } from './events.ts';

/** A conference server with people that the suite can send in, real or faked. */
export interface ConferenceUnderTest {
  server: ConferenceServer;
  newRoom: () => string;
  /** Returns the occupant's id in the room. */
  join: (
    room: string,
    person: { id: string; name: string },
    moderator?: boolean,
  ) => Promise<string>;
  leave: (room: string, occupantId: string) => Promise<void>;
  /** Every event of this room that reached the bridge so far, once `count` of them have. */
  events: (room: string, count: number) => Promise<ConferenceEvent[]>;
  /** Makes it unreachable for the rest of the test. */
  goAway: () => Promise<void>;
}

const refusedAs = (code: string) => (error: unknown) => {
  assert.equal(refusal(error), code);
  return true;
};
const teacher = { id: 'p-teacher', name: '王芳' };
const student = { id: 'p-student', name: 'Li <b>' };

type Open = () => ConferenceUnderTest;

/** What every conference server does; run against the fake and against real Prosody alike. */
export function conferenceServerSuite(open: Open): void {
  itTells(open);
  itObeys(open);
  itKeepsRoles(open);
  itFails(open);
}

function itTells(open: Open): void {
  it('tells of a room from its first occupant to its last, in order', async () => {
    const { newRoom, join, leave, events } = open();
    const room = newRoom();
    const first = await join(room, teacher, true);
    const second = await join(room, student);
    await leave(room, first);
    await leave(room, second);
    const told = await events(room, 6);
    assert.deepEqual(
      told.map((event) => [event.type, 'occupant' in event ? event.occupant.userId : null]),
      [
        ['room-created', null],
        ['occupant-joined', 'p-teacher'],
        ['occupant-joined', 'p-student'],
        ['occupant-left', 'p-teacher'],
        ['occupant-left', 'p-student'],
        ['room-destroyed', null],
      ],
    );
    const [, joined] = told;
    assert(joined?.type === 'occupant-joined');
    assert.equal(joined.occupant.id, first);
    assert.equal(joined.occupant.name, '王芳');
    assert.equal(joined.occupant.affiliation, 'owner');
    const sequences = told.map(({ sequence }) => sequence);
    assert.deepEqual(
      sequences,
      [...sequences].sort((one, other) => one - other),
    );
  });

  it('counts who is in', async () => {
    const { server, newRoom, join } = open();
    const room = newRoom();
    const first = await join(room, teacher, true);
    const second = await join(room, student);
    const { source, sequence, rooms } = await server.sizes();
    const ours = rooms.find((known) => known.room === room);
    assert.deepEqual(
      new Map(ours?.occupants.map(({ id, userId }) => [id, userId])),
      new Map([
        [first, 'p-teacher'],
        [second, 'p-student'],
      ]),
    );
    assert(source.length > 0 && sequence >= 3);
  });
}

function itObeys(open: Open): void {
  it('ends a room for all, with the reason, and only once', async () => {
    const { server, newRoom, join, events } = open();
    const room = newRoom();
    await join(room, teacher, true);
    await server.endRoom(room, 'over');
    const told = await events(room, 4);
    assert.deepEqual(
      told.slice(2).map((event) => [event.type, 'reason' in event ? event.reason : null]),
      [
        ['occupant-left', 'over'],
        ['room-destroyed', 'over'],
      ],
    );
    await assert.rejects(server.endRoom(room, 'over'), refusedAs('room-not-found'));
    const { rooms } = await server.sizes();
    assert(!rooms.some((known) => known.room === room));
  });

  it('removes every occupant of one person, and nobody else', async () => {
    const { server, newRoom, join, events } = open();
    const room = newRoom();
    const stays = await join(room, teacher, true);
    await join(room, student);
    await join(room, student);
    await server.kick(room, 'p-student', 'noise');
    const told = await events(room, 6);
    assert.deepEqual(
      told
        .slice(4)
        .map((event) =>
          event.type === 'occupant-left' ? [event.occupant.userId, event.reason] : event.type,
        ),
      [
        ['p-student', 'noise'],
        ['p-student', 'noise'],
      ],
    );
    const { rooms } = await server.sizes();
    const ours = rooms.find((known) => known.room === room);
    assert.deepEqual(
      ours?.occupants.map(({ id }) => id),
      [stays],
    );
  });
}

function itKeepsRoles(open: Open): void {
  it('makes somebody a host and a member again, who is in and who comes later', async () => {
    const { server, newRoom, join, leave, events } = open();
    const room = newRoom();
    const first = await join(room, teacher, true);
    const before = await join(room, student);
    await server.setRole(room, student.id, 'host');
    await leave(room, before);
    const after = await join(room, student);
    await server.setRole(room, teacher.id, 'member');
    await leave(room, first);
    await join(room, teacher, true);
    const told = (await events(room, 7)).flatMap((event) =>
      'occupant' in event ? [[event.type, event.occupant.id, event.occupant.affiliation]] : [],
    );
    assert.deepEqual(told.slice(0, 5), [
      ['occupant-joined', first, 'owner'],
      ['occupant-joined', before, 'member'],
      ['occupant-left', before, 'owner'],
      ['occupant-joined', after, 'owner'],
      ['occupant-left', first, 'member'],
    ]);
    assert.equal(told.at(-1)?.[2], 'member');
  });

  it('takes who may write to whom and send what, for rooms that are there', async () => {
    const { server, newRoom, join } = open();
    const room = newRoom();
    const said = { chat: 'hosts', forbidden: ['camera'], exempt: [student.id], by: null } as const;
    await assert.rejects(server.setPermissions(room, said), refusedAs('room-not-found'));
    await assert.rejects(server.setRole(room, student.id, 'host'), refusedAs('room-not-found'));
    await join(room, teacher, true);
    for (const chat of ['hosts', 'off', 'everybody'] as const)
      await server.setPermissions(room, { ...said, chat });
    await server.setPermissions(room, { ...said, forbidden: [], by: teacher.id });
  });
}

function itFails(open: Open): void {
  it('says whom it does not know', async () => {
    const { server, newRoom, join } = open();
    const room = newRoom();
    await assert.rejects(server.kick(room, 'p-student', 'x'), refusedAs('room-not-found'));
    await join(room, teacher);
    await assert.rejects(server.kick(room, 'p-student', 'x'), refusedAs('user-not-found'));
  });

  it('is unavailable when it is away', async () => {
    const { server, goAway } = open();
    await goAway();
    const away = { code: 'conference/unavailable' };
    await assert.rejects(server.sizes(), away);
    await assert.rejects(server.endRoom('r', 'x'), away);
    await assert.rejects(server.kick('r', 'u', 'x'), away);
    await assert.rejects(server.setRole('r', 'u', 'host'), away);
  });
}
