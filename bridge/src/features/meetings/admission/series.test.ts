import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { course, meetingFixture } from '../../../../test/meeting-fixture.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { nextKey } from '../meeting.ts';
import { newNumber } from './meeting-id.ts';
import type { Series } from './series.ts';

const hour = 3_600_000;

describe('meeting numbers', () => {
  it('have ten digits for a person and nine for a meeting, and never a zero in front', () => {
    for (let n = 0; n < 500; n += 1) {
      assert.match(newNumber('personal'), /^[1-9]\d{9}$/u);
      assert.match(newNumber('fresh'), /^[1-9]\d{8}$/u);
      assert.match(newNumber('course'), /^[1-9]\d{8}$/u);
    }
  });

  it('do not follow from one to the next', () => {
    const numbers = Array.from({ length: 2_000 }, () => Number(newNumber('fresh')));
    const steps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0));
    assert.ok(new Set(steps).size > steps.length - 5);
    const upper = numbers.filter((number) => number > 550_000_000).length;
    assert.ok(upper > 800 && upper < 1_200);
  });
});

forEachDatabase('a series', (open) => {
  it('is one for a person, however many ask first, and has the same number ever after', async () => {
    const { admission } = meetingFixture(await open());
    const all = await Promise.all(
      Array.from({ length: 8 }, () => admission.seriesFactory.personal('owner')),
    );
    assert.equal(new Set(all.map(({ number }) => number)).size, 1);
    assert.equal((await admission.seriesFactory.personal('owner')).number, all[0]?.number);
  });

  it('is one for a course and one for each of its groups, made when first asked for', async () => {
    const { admission, meetings, deps } = meetingFixture(await open());
    const whole = { courseId: course.id, groupId: null, another: false };
    const first = await meetings.startInCourse(whole, 'teacher');
    const another = await meetings.startInCourse({ ...whole, another: true }, 'teacher');
    const of = async (id: string) => (await deps.meetings.find(id))?.seriesId;
    const series = await admission.seriesFactory.ofCourse({ ...whole, title: course.title });
    assert.equal(await of(first.id), series.id);
    assert.notEqual(await of(another.id), series.id);
    const group = await admission.seriesFactory.ofCourse({ ...whole, groupId: 'g', title: 'g' });
    assert.notEqual(group.id, series.id);
    assert.equal((await deps.series.find(series.id))?.scope, 'invited');
  });

  it('takes another number when the one it drew is taken', async () => {
    const { admission, deps } = meetingFixture(await open());
    const one = await admission.seriesFactory.fresh({
      kind: 'fresh',
      title: 'a',
      ownerPersonId: 'owner',
    });
    const other = await admission.seriesFactory.fresh({
      kind: 'fresh',
      title: 'b',
      ownerPersonId: 'owner',
    });
    assert.equal(await deps.series.change(other, { ...other, number: one.number }), false);
    assert.equal(await deps.series.add({ ...other, id: 'x', number: one.number }), false);
  });

  it('keeps what two hosts change at once, where it is not the same', async () => {
    const { admission, deps } = meetingFixture(await open());
    const before = await admission.seriesFactory.personal('owner');
    await deps.series.change(before, { ...before, lobby: true });
    await deps.series.change(before, { ...before, scope: 'campus' });
    const after = await deps.series.find(before.id);
    assert.deepEqual([after?.lobby, after?.scope], [true, 'campus']);
  });
});

forEachDatabase('a weekly meeting', (open) => {
  /** Every Tuesday at 08:00 in Berlin, four times; the clock stands two days before the first. */
  const weekly = async () => {
    const fixture = meetingFixture(await open());
    fixture.clock.move(Date.parse('2026-10-11T08:00:00Z') - fixture.clock.now());
    const series = await fixture.admission.seriesFactory.fresh({
      kind: 'fresh',
      title: 'Kolloquium',
      ownerPersonId: 'owner',
      schedule: {
        startsAt: '2026-10-13T08:00',
        timezone: 'Europe/Berlin',
        durationMinutes: 90,
        weekly: { until: '2026-11-03', interval: 1, weekdays: [2], skipped: [] },
      },
    });
    await fixture.admission.occurrences.plan(series, 'owner', fixture.clock.now());
    return { ...fixture, series };
  };
  type Fixture = Awaited<ReturnType<typeof weekly>>;
  const next = async ({ deps }: Fixture, series: Series) => {
    const noted = await deps.meetings.findRunning(nextKey(series.id));
    return noted && new Date(noted.scheduledAt ?? 0).toISOString();
  };
  const goTo = async ({ clock, admission }: Fixture, iso: string) => {
    clock.move(Date.parse(iso) - clock.now());
    await admission.occurrences.keep();
  };

  it('opens when it is time, ends, and has its next one noted, across the change of clocks', async () => {
    const fixture = await weekly();
    const { series, admission, meetings, deps } = fixture;
    assert.equal(await next(fixture, series), '2026-10-13T06:00:00.000Z');
    const seen: (string | null)[] = [];
    for (let week = 0; week < 4; week += 1) {
      const at = (await next(fixture, series)) ?? '';
      await goTo(fixture, at);
      const running = await admission.starting.running(series);
      assert.ok(running);
      seen.push(at);
      await meetings.endForAll(running.id, 'owner');
    }
    assert.deepEqual(seen, [
      '2026-10-13T06:00:00.000Z',
      '2026-10-20T06:00:00.000Z',
      '2026-10-27T07:00:00.000Z',
      '2026-11-03T07:00:00.000Z',
    ]);
    assert.equal(await next(fixture, series), null);
    const all = await deps.meetings.ofSeries([series.id], 0);
    assert.equal(new Set(all.map(({ room }) => room)).size, 4);
  });

  it('lets nobody in before its time, and everybody who may once it is open', async () => {
    const fixture = await weekly();
    const noted = await fixture.deps.meetings.findRunning(nextKey(fixture.series.id));
    const id = noted?.id ?? '';
    await assert.rejects(fixture.entering.enter(id, 'owner'), (error) =>
      isFailure(error, 'meeting/not-open'),
    );
    await goTo(fixture, '2026-10-13T06:00:00Z');
    assert.equal((await fixture.entering.enter(id, 'owner')).outcome, 'entered');
  });

  it('is not ended as empty before it should be over', async () => {
    const fixture = await weekly();
    await goTo(fixture, '2026-10-13T06:00:00Z');
    const empty = (minutes: number) =>
      fixture.deps.meetings.emptyBefore(fixture.clock.now() + minutes * 60_000);
    assert.equal((await empty(89)).length, 0);
    assert.equal((await empty(91)).length, 1);
  });

  it('is begun by its host a little early; pressed long before, another meeting starts', async () => {
    const fixture = await weekly();
    const { admission, series, clock } = fixture;
    const { meeting: early } = await admission.starting.start(series, 'owner');
    assert.equal(early.scheduledAt, null);
    assert.equal(await next(fixture, series), '2026-10-13T06:00:00.000Z');
    await fixture.meetings.endForAll(early.id, 'owner');
    clock.move(Date.parse('2026-10-13T05:45:00Z') - clock.now());
    const { meeting: started } = await admission.starting.start(series, 'owner');
    assert.equal(started.scheduledAt, Date.parse('2026-10-13T06:00:00Z'));
  });

  it('goes on as the meeting that runs already when its time comes', async () => {
    const fixture = await weekly();
    const { admission, series, clock } = fixture;
    const { meeting: early } = await admission.starting.start(series, 'owner');
    await goTo(fixture, '2026-10-13T06:00:01Z');
    assert.equal((await admission.starting.running(series))?.id, early.id);
    assert.equal(await next(fixture, series), '2026-10-20T06:00:00.000Z');
    clock.move(hour);
  });

  it('is passed over when the bridge was away all the time that it should have been', async () => {
    const fixture = await weekly();
    await goTo(fixture, '2026-10-15T00:00:00Z');
    assert.equal(await fixture.admission.starting.running(fixture.series), null);
    assert.equal(await next(fixture, fixture.series), '2026-10-20T06:00:00.000Z');
  });

  it('has one next meeting, whoever notes it, and gets it back when it was lost', async () => {
    const fixture = await weekly();
    const { admission, series, deps, clock } = fixture;
    await Promise.all(
      [1, 2, 3].map(() => admission.occurrences.plan(series, 'owner', clock.now())),
    );
    const all = await deps.meetings.ofSeries([series.id], 0);
    assert.equal(all.length, 1);
    await deps.meetings.end(all[0]?.id ?? '', 'cancelled', clock.now());
    await admission.occurrences.keep();
    assert.equal(await next(fixture, series), '2026-10-13T06:00:00.000Z');
  });

  it('is unlocked again when it has ended', async () => {
    const fixture = await weekly();
    const { admission, series, deps } = fixture;
    await deps.series.change(series, { ...series, locked: true });
    const { meeting } = await admission.starting.start(series, 'owner');
    await fixture.meetings.endForAll(meeting.id, 'owner');
    assert.equal((await deps.series.find(series.id))?.locked, false);
  });
});
