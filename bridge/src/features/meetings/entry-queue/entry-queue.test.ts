import assert from 'node:assert/strict';
import { becomes } from '../../../../test/becomes.ts';
import { newId } from '../../../kernel/ids.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Database } from '../../../kernel/database.ts';
import { meetingFixture } from '../../../../test/meeting-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { Arrival } from '../contract.ts';

interface Options {
  joinsAtOnce?: number;
  fleet?: () => { seats: number };
}

/** A running class, which invited people join, with what its panels were told. */
async function classOf(db: Database, people: readonly string[], options: Options = {}) {
  const fixture = meetingFixture(db, { joinsAtOnce: 5, ...options });
  const { meetings, entering, queue, clock, deps } = fixture;
  const { id } = await meetings.startPersonal('teacher');
  const meeting = await deps.meetings.find(id);
  await deps.belonging.invite(meeting?.seriesId ?? '', people, clock.now());
  const told: { participantId: string; queued: { place: number } | null }[] = [];
  deps.events.subscribe({ 'entry.moved': ({ places }) => void told.push(...places) });
  const enter = (who: string): Promise<Arrival> => {
    clock.move(1);
    return entering.enter(id, who);
  };
  let sequence = 0;
  /** The conference server says that they are in the room. */
  const arrive = async (who: readonly string[]) => {
    const events = who.map((userId) => ({
      sequence: (sequence += 1),
      at: clock.now(),
      type: 'occupant-joined' as const,
      room: meeting?.room ?? '',
      occupant: { id: 'o', jid: `${userId}@x/${sequence}`, userId },
    }));
    await queue.joined({ source: 'run-1', events });
    await fixture.presence.take({ source: 'run-1', events });
  };
  return { ...fixture, id, enter, arrive, told };
}

const some = (count: number, name = 'student') =>
  Array.from({ length: count }, (_, at) => `${name}-${String(at).padStart(3, '0')}`);
const placeOf = (arrival: Arrival) =>
  arrival.outcome === 'queued' ? arrival.place : arrival.outcome;

forEachDatabase('the queue before a room', (open) => {
  it('is not felt in a small meeting: everybody goes in at once', async () => {
    const people = some(5);
    const { enter } = await classOf(await open(), people);
    for (const who of people) assert.equal((await enter(who)).outcome, 'entered');
  });

  it('is for whom the conference server has not seen yet, and moves when it has', async () => {
    const people = some(9);
    const { enter, arrive, told } = await classOf(await open(), people);
    const places = [];
    for (const who of people) places.push(placeOf(await enter(who)));
    assert.deepEqual(places, [...Array<string>(5).fill('entered'), 1, 2, 3, 4]);
    await arrive(people.slice(0, 2));
    const turn = told.filter(({ queued }) => queued === null).map((one) => one.participantId);
    assert.ok(turn.length >= 2, 'two arrived: two or more go in');
    assert.deepEqual(turn, people.slice(5, 5 + turn.length));
    for (const who of turn) assert.equal((await enter(who)).outcome, 'entered');
  });

  it('keeps one’s place, whoever asks again and on whatever bridge', async () => {
    const db = await open();
    const people = some(8);
    const first = await classOf(db, people);
    for (const who of people) await first.enter(who);
    // Another bridge on the same database; the first is gone.
    const second = meetingFixture(db, { joinsAtOnce: 5 });
    second.clock.move(1_000);
    assert.equal(placeOf(await second.entering.enter(first.id, people[7] ?? '')), 3);
    assert.equal(placeOf(await second.entering.enter(first.id, people[5] ?? '')), 1);
  });

  it('lets hosts and whoever fell out go first, and nobody starves', async () => {
    const people = [...some(8), 'back'];
    const { enter, arrive, presence, clock, queue, deps, id } = await classOf(await open(), people);
    await enter('back');
    await arrive(['back']);
    const room = (await deps.meetings.find(id))?.room ?? '';
    const occupant = { id: 'o', jid: 'back@x/1', userId: 'back' };
    clock.move(1_000);
    const left = { sequence: 2, at: clock.now(), type: 'occupant-left', room, occupant } as const;
    await presence.take({ source: 'run-1', events: [left] });
    for (const who of people.slice(0, 8)) await enter(who);
    assert.equal(placeOf(await enter('back')), 1, 'fell out');
    assert.equal(placeOf(await enter('teacher')), 1, 'a host');
    assert.equal(placeOf(await enter('back')), 2);
    // Whoever has waited for minutes is passed by nobody.
    for (let minute = 0; minute < 13; minute += 1) {
      clock.move(10_000);
      for (const who of [...people.slice(5), 'teacher']) await enter(who);
    }
    await queue.leave(id, 'teacher');
    assert.notEqual(placeOf(await enter('teacher')), 1, 'comes after who waited longer');
  });

  it('frees the place of a closed browser, and of who gives up', async () => {
    const people = some(8);
    const { enter, entering, queue, clock, id } = await classOf(await open(), people);
    for (const who of people) await enter(who);
    await entering.leave(id, people[5] ?? '');
    assert.equal(placeOf(await enter(people[7] ?? '')), 2);
    clock.move(15_000);
    await enter(people[7] ?? '');
    clock.move(6_000);
    await queue.look();
    assert.equal((await enter(people[7] ?? '')).outcome, 'entered', 'nobody else asked again');
  });

  it('goes on when those who were let in never arrive', async () => {
    const people = some(12);
    const { enter, queue, clock } = await classOf(await open(), people);
    for (const who of people) await enter(who);
    clock.move(19_000);
    for (const who of people.slice(5)) await enter(who);
    clock.move(2_000);
    await queue.look();
    const now = [];
    for (const who of people.slice(5)) now.push(placeOf(await enter(who)));
    assert.deepEqual(now, [...Array<string>(5).fill('entered'), 1, 2]);
  });

  it('goes on by the conference server’s own count where its news of arrivals are lost', async () => {
    const people = some(30);
    const fixture = await classOf(await open(), people);
    const { enter, queue, clock, deps, id, server, presence } = fixture;
    const room = (await deps.meetings.find(id))?.room ?? '';
    const inside: string[] = [];
    const waiting = new Set(people);
    for (let round = 0; waiting.size > 0 && round < 20; round += 1) {
      for (const who of [...waiting]) {
        if ((await enter(who)).outcome !== 'entered') continue;
        waiting.delete(who);
        inside.push(who);
      }
      clock.move(6_000);
      const occupants = inside.map((userId) => ({
        id: userId,
        jid: `${userId}@x/1`,
        userId,
        joinedAt: clock.now(),
      }));
      server.rooms = [{ room, occupants }];
      await presence.reconcile();
      await queue.look();
    }
    assert.equal(inside.length, 30);
    const { atOnce, onTheWay } = await queue.figures();
    assert.deepEqual([atOnce, onTheWay], [5, 0], 'nobody was taken for lost');
  });

  it('says who waits for which meeting, and how long', async () => {
    const people = some(8);
    const { enter, queue, clock, id } = await classOf(await open(), people);
    for (const who of people.slice(0, 7)) await enter(who);
    clock.move(4_000);
    await enter(people[7] ?? '');
    const { waiting, longestMs, onTheWay, atOnce, meetings } = await queue.figures();
    assert.deepEqual([waiting, onTheWay, atOnce], [3, 5, 5]);
    assert.equal(Math.round(longestMs / 1000), 4);
    assert.deepEqual([...meetings.keys()], [id]);
    assert.equal(meetings.get(id)?.waiting, 3);
  });

  it('is told to whoever waits, when the place is another', async () => {
    const people = some(8);
    const { enter, entering, queue, told, id } = await classOf(await open(), people);
    for (const who of people) await enter(who);
    await queue.look();
    assert.deepEqual(
      told.map(({ queued }) => queued?.place),
      [1, 2, 3],
    );
    told.splice(0);
    await queue.look();
    assert.equal(told.length, 0, 'nothing new');
    await entering.leave(id, people[5] ?? '');
    await queue.look();
    assert.deepEqual(
      told.filter(({ queued }) => queued).map((one) => [one.participantId, one.queued?.place]),
      [
        [people[6], 1],
        [people[7], 2],
      ],
    );
  });

  it('says that no videobridge has room, and takes no seat then', async () => {
    let seats = 2;
    const people = some(4);
    const { enter, deps, id, clock } = await classOf(await open(), people, {
      joinsAtOnce: 50,
      fleet: () => ({ seats }),
    });
    assert.equal((await enter(people[0] ?? '')).outcome, 'entered');
    assert.equal((await enter(people[1] ?? '')).outcome, 'entered');
    await assert.rejects(enter(people[2] ?? ''), (error) => isFailure(error, 'fleet/full'));
    assert.equal(await deps.seats.countHeld(id, clock.now()), 2);
    seats = 10;
    assert.equal((await enter(people[2] ?? '')).outcome, 'entered');
  });

  it('forgets everybody when the meeting is over', async () => {
    const people = some(8);
    const { enter, meetings, queue, id } = await classOf(await open(), people);
    for (const who of people) await enter(who);
    await meetings.endForAll(id, 'teacher');
    await becomes(queue.count, { waiting: 0, onTheWay: 0 });
  });

  it('lets as many go in as it knows room for, when all come at once', async () => {
    const people = some(30, newId().slice(0, 8));
    const { enter, queue } = await classOf(await open(), people);
    const arrivals = await Promise.all(people.map(enter));
    const entered = arrivals.filter(({ outcome }) => outcome === 'entered').length;
    assert.equal(entered, 5);
    assert.deepEqual(await queue.count(), { waiting: 25, onTheWay: 5 });
  });
});
