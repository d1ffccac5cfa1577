import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forEachDatabase } from '../../../test/databases.ts';
import { course, meetingFixture } from '../../../test/meeting-fixture.ts';
import type { Database } from '../../kernel/database.ts';
import type { ConferenceEvent } from './conference-event.ts';

type Fixture = ReturnType<typeof meetingFixture>;

const people = ['teacher', 'student', 'other-student'];

/** One more run of the same meeting for each try: what was kept of the one is compared with what was kept of another. */
async function startedIn(fixture: Fixture, capacity: readonly string[]) {
  const start = { courseId: course.id, groupId: null, another: true };
  const { id } = await fixture.meetings.startInCourse(start, 'teacher');
  for (const who of capacity) await fixture.entering.enter(id, who);
  return { id, room: (await fixture.deps.meetings.find(id))?.room ?? '' };
}

const step = fc.record({
  who: fc.constantFrom(...people),
  device: fc.constantFrom('phone', 'laptop'),
  isRoom: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});

/** Somebody's device comes when it is out, goes when it is in; now and then the room ends. */
function historyOf(
  steps: readonly { who: string; device: string; isRoom: boolean }[],
  withRooms: boolean,
) {
  const inside = new Set<string>();
  return steps.map(({ who, device, isRoom }, at): Omit<ConferenceEvent, 'room'> => {
    const told = { sequence: at + 1, at: 1_790_000_000_000 + at * 10 };
    if (isRoom && withRooms) {
      inside.clear();
      return { ...told, type: 'room-destroyed', reason: 'empty' };
    }
    const jid = `${who}@x/${device}`;
    const wasIn = inside.delete(jid);
    if (!wasIn) inside.add(jid);
    const occupant = { id: device, jid, userId: who };
    return wasIn
      ? { ...told, type: 'occupant-left', reason: 'bye', occupant }
      : { ...told, type: 'occupant-joined', occupant };
  });
}

let runs = 0;

/** What is kept when these are told in these batches. */
async function keptOf(
  db: Database,
  fixture: Fixture,
  batches: readonly (readonly Omit<ConferenceEvent, 'room'>[])[],
) {
  const { id, room } = await startedIn(fixture, people);
  runs += 1;
  for (const some of batches) {
    const events = some.map((event) => ({ ...event, room }));
    if (events.length > 0) await fixture.presence.take({ source: `run-${runs}`, events });
  }
  const stays = await db('occupants')
    .where({ meeting_id: id })
    .orderBy('jid')
    .select('jid', 'person_id', 'joined_at', 'left_at', 'leave_reason');
  const seats = await db('seats')
    .where({ meeting_id: id })
    .orderBy('person_id')
    .select('person_id', 'lease_expires_at', 'arrived_at', 'waited_ms');
  return { stays, seats, present: [...(await fixture.deps.occupants.presentIds(id))].sort() };
}

forEachDatabase('what the conference server tells', (open) => {
  it('in one batch comes to what it comes to one by one', async () => {
    const db = await open();
    const fixture = meetingFixture(db);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const history = historyOf(steps, true);
        const single = await keptOf(
          db,
          fixture,
          history.map((one) => [one]),
        );
        assert.deepEqual(await keptOf(db, fixture, [history]), single);
      }),
      { numRuns: 20 },
    );
  });

  it('comes to the same stays in any order, in any batches, however often', async () => {
    const db = await open();
    const fixture = meetingFixture(db);
    const picks = fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 10 }),
        picks,
        fc.integer({ min: 1, max: 5 }),
        async (steps, more, size) => {
          const history = historyOf(steps, false);
          const inOrder = await keptOf(
            db,
            fixture,
            history.map((one) => [one]),
          );
          const again = more.flatMap((pick) => history[pick % history.length] ?? []);
          const shuffled = [...again, ...history.toReversed()];
          const batches = shuffled.map((_, at) => shuffled.slice(at * size, (at + 1) * size));
          const { stays, present } = await keptOf(db, fixture, batches);
          assert.deepEqual({ stays, present }, { stays: inOrder.stays, present: inOrder.present });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is kept whole or not at all', async () => {
    const db = await open();
    const fixture = meetingFixture(db);
    const { id, room } = await startedIn(fixture, ['student']);
    const joined = (jid: string, sequence: number) => ({
      sequence,
      at: 1_790_000_000_000,
      type: 'occupant-joined' as const,
      room,
      occupant: { id: 'o', jid, userId: 'student' },
    });
    const { confirm } = fixture.deps.seats;
    fixture.deps.seats.confirm = () => Promise.reject(new Error('the line broke'));
    const batch = { source: 'run', events: [joined('a', 1)] };
    await assert.rejects(fixture.presence.take(batch), /the line broke/u);
    assert.equal((await db('occupants')).length, 0);
    assert.equal((await db('conference_sources')).length, 0);
    fixture.deps.seats.confirm = confirm;
    await fixture.presence.take(batch);
    assert.deepEqual([...(await fixture.deps.occupants.presentIds(id))], ['student']);
  });
});
