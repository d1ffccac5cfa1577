import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forEachDatabase } from '../../../test/databases.ts';
import { course, meetingHouse } from '../../../test/meeting-house.ts';
import type { ConferenceEvent } from './conference-event.ts';
import { keepMeetingsTrue } from './upkeep.ts';

const whole = { courseId: course.id, groupId: null, another: false };

type House = ReturnType<typeof meetingHouse>;

async function running(house: House) {
  const { id } = await house.meetings.startInCourse(whole, 'teacher');
  const room = (await house.parts.meetings.find(id))?.room ?? '';
  return { id, room };
}

const event = (
  type: ConferenceEvent['type'],
  room: string,
  [sequence, userId, jid]: [number, string, string?],
): ConferenceEvent => ({
  sequence,
  at: 1_790_000_000_000 + sequence,
  type,
  room,
  occupant: { id: `nick-${userId}`, jid: jid ?? `${userId}@x`, userId },
});

const present = async (house: House, id: string) =>
  [...(await house.parts.occupants.presentIds(id))].sort();

forEachDatabase('presence', (open) => {
  it('follows joins and leaves, counting a person with two devices once', async () => {
    const house = meetingHouse(await open());
    const { id, room } = await running(house);
    const events = [
      event('occupant-joined', room, [1, 'student', 'phone']),
      event('occupant-joined', room, [2, 'student', 'laptop']),
      event('occupant-joined', room, [3, 'teacher']),
      event('occupant-left', room, [4, 'student', 'phone']),
    ];
    await house.presence.take({ source: 'run-1', events });
    assert.deepEqual(await present(house, id), ['student', 'teacher']);
    const shown = await house.meetings.get(id, 'student');
    assert.deepEqual([shown.present, shown.iAmIn], [2, true]);
  });

  it('comes to the same whatever the order, and however often each event comes', async () => {
    const house = meetingHouse(await open());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 10 }),
        async (picks) => {
          run += 1;
          const meeting = await house.meetings.startInCourse(
            { ...whole, another: true },
            'teacher',
          );
          const room = (await house.parts.meetings.find(meeting.id))?.room ?? '';
          const told = [
            event('occupant-joined', room, [1, 'a', `a${run}`]),
            event('occupant-joined', room, [2, 'b', `b${run}`]),
            event('occupant-left', room, [3, 'a', `a${run}`]),
            event('occupant-joined', room, [4, 'c', `c${run}`]),
          ];
          const shuffled = [...picks.map((pick) => told[pick]!), ...told].reverse();
          for (const one of shuffled) await house.presence.take({ source: 'run-1', events: [one] });
          assert.deepEqual(await present(house, meeting.id), ['b', 'c']);
        },
      ),
      { numRuns: 15 },
    );
  }).timeout(30_000);

  it('lets the same connection come back', async () => {
    const house = meetingHouse(await open());
    const { id, room } = await running(house);
    const events = [
      event('occupant-joined', room, [1, 'student']),
      event('occupant-left', room, [2, 'student']),
      event('occupant-joined', room, [3, 'student']),
    ];
    await house.presence.take({ source: 'run-1', events });
    await house.presence.take({ source: 'run-1', events: events.slice(0, 2) });
    assert.deepEqual(await present(house, id), ['student']);
  });

  it('holds the seat of who is in for as long as it takes, and for a minute after', async () => {
    const house = meetingHouse(await open());
    const { id, room } = await running(house);
    await house.entering.enter(id, 'student');
    const come = [event('occupant-joined', room, [1, 'student'])];
    await house.presence.take({ source: 'run-1', events: come });
    house.clock.move(10 * 3_600_000);
    assert.equal(await house.parts.seats.countHeld(id, house.clock.now()), 1);
    const go = [event('occupant-left', room, [2, 'student'])];
    await house.presence.take({ source: 'run-1', events: go });
    assert.equal(await house.parts.seats.countHeld(id, house.clock.now()), 1);
    house.clock.move(61_000);
    assert.equal(await house.parts.seats.countHeld(id, house.clock.now()), 0);
  });

  it('empties every room when the conference server was started anew, and ignores the old run', async () => {
    const house = meetingHouse(await open());
    const { id, room } = await running(house);
    const before = [event('occupant-joined', room, [1, 'student'])];
    await house.presence.take({ source: 'run-1', events: before });
    const after = [event('occupant-joined', room, [1, 'teacher'])];
    await house.presence.take({ source: 'run-2', events: after });
    assert.deepEqual(await present(house, id), ['teacher']);
    const late = [event('occupant-joined', room, [9, 'student', 'late'])];
    await house.presence.take({ source: 'run-1', events: late });
    assert.deepEqual(await present(house, id), ['teacher']);
  });

  it('asks for the count when numbers are missing, and believes it', async () => {
    const house = meetingHouse(await open());
    const { id, room } = await running(house);
    await house.presence.take({
      source: 'run-1',
      events: [event('occupant-joined', room, [1, 'a'])],
    });
    const occupants = [{ id: 'n', jid: 'b@x', userId: 'b', joinedAt: house.clock.now() }];
    house.server.rooms = [{ room, occupants }];
    const gap = [event('room-created', 'elsewhere', [5, 'b'])];
    house.clock.move(60_000);
    await house.presence.take({ source: 'run-1', events: gap });
    assert.deepEqual(await present(house, id), ['b']);
  });

  it('shows out whoever uses a token after the end', async () => {
    const house = meetingHouse(await open());
    const { id, room } = await running(house);
    await house.meetings.endForAll(id, 'teacher');
    house.server.commands.length = 0;
    const late = [event('occupant-joined', room, [1, 'student'])];
    await house.presence.take({ source: 'run-1', events: late });
    assert.deepEqual(house.server.commands, [`end ${room}`]);
  });

  it('ends a meeting that was left empty, but on no guess while the server is away', async () => {
    const house = meetingHouse(await open());
    const { id } = await running(house);
    const upkeep = {
      ...house.parts,
      meetings: house.meetings,
      repository: house.parts.meetings,
      presence: house.presence,
      emptyGraceMs: 300_000,
    };
    house.clock.move(299_000);
    await keepMeetingsTrue(upkeep);
    assert.equal((await house.meetings.get(id, 'teacher')).state, 'open');
    house.clock.move(2_000);
    house.server.isAway = true;
    await keepMeetingsTrue(upkeep);
    assert.equal((await house.meetings.get(id, 'teacher')).state, 'open');
    house.server.isAway = false;
    await keepMeetingsTrue(upkeep);
    assert.equal((await house.meetings.get(id, 'teacher')).state, 'ended');
  });
});
