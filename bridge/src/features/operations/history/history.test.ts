import assert from 'node:assert/strict';
import type { z } from 'zod';
import { dice } from '../../../../bench/campus.ts';
import { adminFixture } from '../../../../test/admin-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { course, meetingFixture } from '../../../../test/meeting-fixture.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import type { Database } from '../../../kernel/database.ts';
import type { getHistory, HistoryRange } from './contract.ts';
import { createHistory } from './index.ts';
import { addHalfHours, addSample, halfHoursAfter, samplesAfter } from './repository.ts';
import { halfHourMs, inSteps, minuteMs, percentile95, type Sample } from './sample.ts';

type History = z.output<(typeof getHistory)['reply']>;

const wholeCourse = { courseId: course.id, groupId: null, another: false };

/** A running meeting, what samples it, and a system admin who reads. */
async function running(db: Database) {
  const at = meetingFixture(db);
  const { id } = await at.meetings.startInCourse(wholeCourse, 'teacher');
  const room = (await at.deps.meetings.find(id))?.room ?? '';
  const { waits, missed } = at.deps.seats;
  const history = createHistory({
    db,
    clock: at.clock,
    roles: { requireSystem: () => Promise.resolve() },
    meetings: {
      figures: {
        meetings: async () => (await at.deps.meetings.open()).length,
        participants: at.deps.occupants.countPresent,
        waits,
        missed,
      },
    },
    calls: { figures: { ringWaits: () => Promise.resolve([120, 80]) } },
    fleet: { stress: () => Promise.resolve({ jvb1: 0.25 }) },
  });
  let sequence = 0;
  const told = (type: 'occupant-joined' | 'occupant-left', userId: string) => {
    sequence += 1;
    const occupant = { id: `nick-${userId}`, jid: `${userId}@x`, userId };
    const event = { sequence, at: at.clock.now(), type, room, occupant };
    return at.presence.take({ source: 'run-1', events: [event] });
  };
  const untilMinute = () => at.clock.move(minuteMs - (at.clock.now() % minuteMs));
  untilMinute();
  return {
    ...at,
    untilMinute,
    enter: (who: string) => at.entering.enter(id, who),
    leave: (who: string) => at.entering.leave(id, who),
    comes: (who: string) => told('occupant-joined', who),
    goes: (who: string) => told('occupant-left', who),
    /** Goes to the end of the minute and samples it. */
    sample: async (): Promise<Sample> => {
      untilMinute();
      for (const job of history.jobs) await job.work();
      const row = (await db('operation_samples').orderBy('at', 'desc').first()) as Sample;
      return row;
    },
  };
}

forEachDatabase('each minute of operation', (open) => {
  it('says how many came in and how long 95 of 100 waited for it', async () => {
    const at = await running(await open());
    await at.enter('teacher');
    at.clock.move(800);
    await at.comes('teacher');
    await at.enter('student');
    at.clock.move(2_500);
    await at.comes('student');
    const sample = await at.sample();
    const { people, meetings, joins, missed } = sample;
    assert.deepEqual(
      { people, meetings, joins, missed },
      { people: 2, meetings: 1, joins: 2, missed: 0 },
    );
    assert.equal((sample as unknown as { join_ms: number }).join_ms, 2_500);
    assert.equal((await at.sample()).joins, 0, 'in the next minute nobody comes');
  });

  it('counts who asked for the way in and was not in the room within a minute', async () => {
    const at = await running(await open());
    await at.enter('teacher');
    await at.comes('teacher');
    await at.enter('student');
    assert.equal((await at.sample()).missed, 0, 'there is still time');
    assert.equal((await at.sample()).missed, 1);
    assert.equal((await at.sample()).missed, 0, 'each once');
  });

  it('does not count who leaves, nor who comes a second time to be in already', async () => {
    const at = await running(await open());
    await at.enter('teacher');
    await at.comes('teacher');
    await at.goes('teacher');
    assert.equal((await at.sample()).missed, 0);
    assert.equal((await at.sample()).missed, 0);
    await at.enter('teacher');
    at.clock.move(300);
    await at.comes('teacher');
    await at.comes('teacher');
    assert.equal((await at.sample()).joins, 1);
  });

  it('is sampled once, however often it is tried', async () => {
    const db = await open();
    const at = await running(db);
    await at.sample();
    at.clock.move(-1);
    await at.sample();
    assert.equal(Number((await db('operation_samples').count({ n: '*' }).first())?.['n']), 1);
  });
});

forEachDatabase('the history of operation', (open) => {
  const aSample = (change: object = {}) => ({
    meetings: 1,
    people: 10,
    joins: 2,
    missed: 0,
    join_ms: 900,
    rings: 0,
    ring_ms: null,
    stress: '{"jvb1":0.2}',
    ...change,
  });

  it('is shown over an hour by the minute, over longer times in longer steps', async () => {
    const at = await adminFixture(await open());
    const bridge = await runRawBridge(at.db, at.clock);
    const now = Math.ceil(at.clock.now() / (2 * 3_600_000)) * 2 * 3_600_000;
    at.clock.move(now - at.clock.now());
    await at
      .db('operation_samples')
      .insert([
        aSample({ at: now }),
        aSample({ at: now - minuteMs, people: 30, join_ms: 1_500, stress: '{"jvb2":0.9}' }),
        aSample({ at: now - 61 * minuteMs, joins: 5 }),
      ]);
    const read = async (range: HistoryRange) => {
      const path = `/api/admin/operations/history?range=${range}`;
      return JSON.parse((await bridge.send({ path, token: at.root.token })).text) as History;
    };
    const hour = await read('hour');
    assert.deepEqual([hour.stepMs, hour.points.length], [minuteMs, 2]);
    assert.deepEqual(hour.videobridges, ['jvb1', 'jvb2']);
    const month = await read('month');
    assert.deepEqual(
      month.points.map(({ at: end, people, joins, joinMs, stress }) => [
        end,
        people,
        joins,
        joinMs,
        stress,
      ]),
      [[now, 30, 9, 1_500, { jvb1: 0.2, jvb2: 0.9 }]],
    );
    const path = '/api/admin/operations/history';
    const refused = await bridge.send({ path, token: at.chief.token });
    assert.equal(refused.code, 'admin/not-allowed');
  });
});

forEachDatabase('half hours of operation', (open) => {
  const roll = dice(3);
  const some = (at: number): Sample => ({
    at,
    meetings: roll(9),
    people: roll(90),
    joins: roll(5),
    missed: roll(2),
    joinMs: roll(3) === 0 ? null : roll(3_000),
    rings: roll(3),
    ringMs: roll(3) === 0 ? null : roll(900),
    stress: Object.fromEntries(['jvb1', 'jvb2'].slice(roll(3)).map((id) => [id, roll(100) / 100])),
  });

  it('come to the same as their minutes, with gaps, before they are made and while they are', async () => {
    const db = await open();
    const now = 1_790_000_000_000 - (1_790_000_000_000 % minuteMs);
    const minutes = Array.from({ length: 5_000 }, (_, n) => now - n * minuteMs);
    // Nothing is known of a third of the minutes, nor of a whole day.
    const known = minutes.filter((_, n) => roll(3) > 0 && (n < 1_500 || n > 2_940));
    for (const at of known) await addSample(db, some(at));
    for (let round = 0; round < 4; round += 1) {
      for (const from of [0, now - 4_000 * minuteMs - 7, now - 40 * minuteMs, now]) {
        for (const stepMs of [halfHourMs, 4 * halfHourMs]) {
          const plain = inSteps(await samplesAfter(db, from), stepMs);
          assert.deepEqual(inSteps(await halfHoursAfter(db, from), stepMs), plain);
        }
      }
      await addHalfHours(db, now - Math.max(0, 2 - round) * halfHourMs);
    }
    const made = await db('operation_half_hours').max({ last: 'at' }).count({ n: '*' }).first();
    assert.ok(made);
    assert.equal(made['last'], now - (now % halfHourMs), 'the one that goes on is not made');
    assert.ok(Number(made['n']) > 100);
  });

  it('are made as the minutes are', async () => {
    const db = await open();
    const at = await running(db);
    for (let minute = 0; minute < 61; minute += 1) await at.sample();
    const ends = await db('operation_half_hours').orderBy('at').pluck<number[]>('at');
    assert.ok(ends.length >= 1 && ends.every((end) => end % halfHourMs === 0));
  });
});

describe('of many waiting times', () => {
  it('the 95th percentile is the one that 95 of 100 do not exceed', () => {
    assert.equal(percentile95([]), null);
    assert.equal(percentile95([7]), 7);
    assert.equal(percentile95(Array.from({ length: 100 }, (_, n) => 100 - n)), 95);
    assert.equal(percentile95(Array.from({ length: 20 }, (_, n) => n + 1)), 19);
  });

  it('a step of several minutes has the worst of them; one without minutes is not there', () => {
    const sample = (at: number, joinMs: number | null): Sample => ({
      at,
      meetings: 0,
      people: 0,
      joins: 1,
      missed: 1,
      joinMs,
      rings: 0,
      ringMs: null,
      stress: {},
    });
    const minutes = [sample(60_000, null), sample(120_000, 700), sample(600_000, null)];
    assert.deepEqual(
      inSteps(minutes, 300_000).map(({ at, joins, missed, joinMs }) => [at, joins, missed, joinMs]),
      [
        [300_000, 2, 2, 700],
        [600_000, 1, 1, null],
      ],
    );
  });
});
