import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forEachDatabase } from '../../../test/databases.ts';
import { course, meetingFixture } from '../../../test/meeting-fixture.ts';
import type { ConferenceEvent } from './conference-event.ts';
import { keepMeetingsTrue } from './housekeeping.ts';

const whole = { courseId: course.id, groupId: null, another: false };

type Fixture = ReturnType<typeof meetingFixture>;

async function running(fixture: Fixture) {
  const { id } = await fixture.meetings.startInCourse(whole, 'teacher');
  const room = (await fixture.deps.meetings.find(id))?.room ?? '';
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

const present = async (fixture: Fixture, id: string) =>
  [...(await fixture.deps.occupants.presentIds(id))].sort();

forEachDatabase('presence', (open) => {
  it('follows joins and leaves, counting a person with two devices once', async () => {
    const fixture = meetingFixture(await open());
    const { id, room } = await running(fixture);
    const events = [
      event('occupant-joined', room, [1, 'student', 'phone']),
      event('occupant-joined', room, [2, 'student', 'laptop']),
      event('occupant-joined', room, [3, 'teacher']),
      event('occupant-left', room, [4, 'student', 'phone']),
    ];
    await fixture.presence.take({ source: 'run-1', events });
    assert.deepEqual(await present(fixture, id), ['student', 'teacher']);
    const shown = await fixture.meetings.get(id, 'student');
    assert.deepEqual([shown.present, shown.iAmIn], [2, true]);
  });

  it('comes to the same whatever the order, and however often each event comes', async () => {
    const fixture = meetingFixture(await open());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 10 }),
        async (picks) => {
          run += 1;
          const meeting = await fixture.meetings.startInCourse(
            { ...whole, another: true },
            'teacher',
          );
          const room = (await fixture.deps.meetings.find(meeting.id))?.room ?? '';
          const received = [
            event('occupant-joined', room, [1, 'a', `a${run}`]),
            event('occupant-joined', room, [2, 'b', `b${run}`]),
            event('occupant-left', room, [3, 'a', `a${run}`]),
            event('occupant-joined', room, [4, 'c', `c${run}`]),
          ];
          const shuffled = [...picks.map((pick) => received[pick]!), ...received].reverse();
          for (const one of shuffled)
            await fixture.presence.take({ source: 'run-1', events: [one] });
          assert.deepEqual(await present(fixture, meeting.id), ['b', 'c']);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('lets the same connection come back', async () => {
    const fixture = meetingFixture(await open());
    const { id, room } = await running(fixture);
    const events = [
      event('occupant-joined', room, [1, 'student']),
      event('occupant-left', room, [2, 'student']),
      event('occupant-joined', room, [3, 'student']),
    ];
    await fixture.presence.take({ source: 'run-1', events });
    await fixture.presence.take({ source: 'run-1', events: events.slice(0, 2) });
    assert.deepEqual(await present(fixture, id), ['student']);
  });

  it('holds the seat of who is in for as long as it takes, and for a minute after', async () => {
    const fixture = meetingFixture(await open());
    const { id, room } = await running(fixture);
    await fixture.entering.enter(id, 'student');
    const come = [event('occupant-joined', room, [1, 'student'])];
    await fixture.presence.take({ source: 'run-1', events: come });
    fixture.clock.move(10 * 3_600_000);
    assert.equal(await fixture.deps.seats.countHeld(id, fixture.clock.now()), 1);
    const go = [event('occupant-left', room, [2, 'student'])];
    await fixture.presence.take({ source: 'run-1', events: go });
    assert.equal(await fixture.deps.seats.countHeld(id, fixture.clock.now()), 1);
    fixture.clock.move(61_000);
    assert.equal(await fixture.deps.seats.countHeld(id, fixture.clock.now()), 0);
  });

  it('empties every room when the conference server was started anew, and ignores the old run', async () => {
    const fixture = meetingFixture(await open());
    const { id, room } = await running(fixture);
    const before = [event('occupant-joined', room, [1, 'student'])];
    await fixture.presence.take({ source: 'run-1', events: before });
    const after = [event('occupant-joined', room, [1, 'teacher'])];
    await fixture.presence.take({ source: 'run-2', events: after });
    assert.deepEqual(await present(fixture, id), ['teacher']);
    const late = [event('occupant-joined', room, [9, 'student', 'late'])];
    await fixture.presence.take({ source: 'run-1', events: late });
    assert.deepEqual(await present(fixture, id), ['teacher']);
  });

  it('asks for the count when numbers are missing, and believes it', async () => {
    const fixture = meetingFixture(await open());
    const { id, room } = await running(fixture);
    await fixture.presence.take({
      source: 'run-1',
      events: [event('occupant-joined', room, [1, 'a'])],
    });
    const occupants = [{ id: 'n', jid: 'b@x', userId: 'b', joinedAt: fixture.clock.now() }];
    fixture.server.rooms = [{ room, occupants }];
    const gap = [event('room-created', 'elsewhere', [5, 'b'])];
    fixture.clock.move(60_000);
    await fixture.presence.take({ source: 'run-1', events: gap });
    assert.deepEqual(await present(fixture, id), ['b']);
  });

  it('shows out whoever uses a token after the end', async () => {
    const fixture = meetingFixture(await open());
    const { id, room } = await running(fixture);
    await fixture.meetings.endForAll(id, 'teacher');
    fixture.server.commands.length = 0;
    const late = [event('occupant-joined', room, [1, 'student'])];
    await fixture.presence.take({ source: 'run-1', events: late });
    assert.deepEqual(fixture.server.commands, [`end ${room}`]);
  });

  it('ends a meeting that was left empty, but on no guess while the server is away', async () => {
    const fixture = meetingFixture(await open());
    const { id } = await running(fixture);
    const housekeeping = {
      ...fixture.deps,
      meetings: fixture.meetings,
      repository: fixture.deps.meetings,
      presence: fixture.presence,
      emptyGraceMs: 300_000,
    };
    fixture.clock.move(299_000);
    await keepMeetingsTrue(housekeeping);
    assert.equal((await fixture.meetings.get(id, 'teacher')).state, 'open');
    fixture.clock.move(2_000);
    fixture.server.isAway = true;
    await keepMeetingsTrue(housekeeping);
    assert.equal((await fixture.meetings.get(id, 'teacher')).state, 'open');
    fixture.server.isAway = false;
    await keepMeetingsTrue(housekeeping);
    assert.equal((await fixture.meetings.get(id, 'teacher')).state, 'ended');
  });
});
