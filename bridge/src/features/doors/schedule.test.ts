import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Schedule } from './contract.ts';
import { firstAfter, scheduleFlaws } from './schedule.ts';

const at = (iso: string) => Date.parse(iso);
const weekly = (startsAt: string, timezone: string, until: string): Schedule => ({
  startsAt,
  timezone,
  durationMinutes: 90,
  weekly: { until },
});

function series(schedule: Schedule, count: number): string[] {
  const all: string[] = [];
  for (let after = -1; all.length < count;) {
    const next = firstAfter(schedule, after);
    if (next === null) break;
    all.push(new Date(next).toISOString());
    after = next;
  }
  return all;
}

describe('a weekly schedule', () => {
  it('stays at eight o’clock in Berlin when the clocks change in spring', () => {
    const schedule = weekly('2026-03-16T08:00', 'Europe/Berlin', '2026-04-06');
    assert.deepEqual(series(schedule, 9), [
      '2026-03-16T07:00:00.000Z',
      '2026-03-23T07:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
      '2026-04-06T06:00:00.000Z',
    ]);
  });

  it('stays at eight o’clock in Berlin when the clocks change in autumn', () => {
    const schedule = weekly('2026-10-19T08:00', 'Europe/Berlin', '2026-10-26');
    assert.deepEqual(series(schedule, 9), ['2026-10-19T06:00:00.000Z', '2026-10-26T07:00:00.000Z']);
  });

  it('moves a time that does not exist that day an hour later, and takes the first of two', () => {
    const spring = weekly('2026-03-22T02:30', 'Europe/Berlin', '2026-03-29');
    assert.deepEqual(series(spring, 9), ['2026-03-22T01:30:00.000Z', '2026-03-29T01:30:00.000Z']);
    const autumn = weekly('2026-10-18T02:30', 'Europe/Berlin', '2026-10-25');
    assert.deepEqual(series(autumn, 9), ['2026-10-18T00:30:00.000Z', '2026-10-25T00:30:00.000Z']);
  });

  it('is every seven days in Shanghai, also where the last day there is another day here', () => {
    const schedule = weekly('2026-11-24T00:30', 'Asia/Shanghai', '2026-12-08');
    assert.deepEqual(series(schedule, 9), [
      '2026-11-23T16:30:00.000Z',
      '2026-11-30T16:30:00.000Z',
      '2026-12-07T16:30:00.000Z',
    ]);
  });

  it('takes place once without a recurrence', () => {
    const once = { ...weekly('2026-11-24T08:00', 'Asia/Shanghai', ''), weekly: null };
    assert.deepEqual(series(once, 9), ['2026-11-24T00:00:00.000Z']);
  });

  it('has as next occurrence the same whether one walks to it or jumps', () => {
    const schedule = weekly('2026-01-05T23:45', 'America/St_Johns', '2031-01-01');
    const walked = series(schedule, 200).map(at);
    const moments = fc.integer({ min: walked[0] ?? 0, max: (walked.at(-1) ?? 0) - 1 });
    fc.assert(
      fc.property(moments, (moment) => {
        assert.equal(
          firstAfter(schedule, moment),
          walked.find((one) => one > moment),
        );
      }),
    );
  });
});

describe('a schedule that is asked for', () => {
  const now = at('2026-11-24T01:00:00Z');
  const fields = (schedule: Schedule) => scheduleFlaws(schedule, now).map(({ field }) => field);
  const good = weekly('2026-11-24T08:30', 'Asia/Shanghai', '2027-01-19');

  it('may have begun, but not be over', () => {
    assert.deepEqual(fields(good), []);
    assert.deepEqual(fields({ ...good, weekly: null, startsAt: '2026-11-24T07:30' }), [
      'body.schedule.startsAt',
    ]);
  });

  it('has a time zone by its IANA name, for an offset follows no change of clocks', () => {
    for (const timezone of ['Mars/Olympus', '+08:00', '', 'Asia/']) {
      assert.deepEqual(fields({ ...good, timezone }), ['body.schedule.timezone'], timezone);
    }
  });

  it('does not end before it begins', () => {
    assert.deepEqual(fields({ ...good, weekly: { until: '2026-11-23' } }), [
      'body.schedule.weekly.until',
    ]);
  });
});
