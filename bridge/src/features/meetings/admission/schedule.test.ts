import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { schedule } from './contract.ts';
import { firstAfter, planOf, scheduleIssues, scheduleOf } from './schedule.ts';
import type { Plan } from '../../../kernel/recurrence.ts';

const at = (iso: string) => Date.parse(iso);
type Rule = { interval: 1 | 2; weekdays: number[]; skipped: string[] };
const weekly = (
  startsAt: string,
  timezone: string,
  rule: string | (Partial<Rule> & { until: string }),
): Plan => {
  const whole = typeof rule === 'string' ? { until: rule } : rule;
  return planOf({ startsAt, timezone, durationMinutes: 90, weekly: whole });
};

function series(schedule: Plan, count: number): string[] {
  const all: string[] = [];
  for (let after = -1; all.length < count;) {
    const next = firstAfter(schedule, after);
    if (next === null) break;
    all.push(new Date(next).toISOString());
    after = next;
  }
  return all;
}

describe('the wall time of a plan', () => {
  const at = (startsAt: string) =>
    schedule.safeParse({ startsAt, timezone: 'Asia/Shanghai', durationMinutes: 60, weekly: null });

  it('has no zone: neither Z nor an offset, and no seconds', () => {
    assert.ok(at('2026-11-24T08:00').success);
    for (const other of ['2026-11-24T08:00Z', '2026-11-24T08:00+08:00', '2026-11-24T08:00:00']) {
      assert.ok(!at(other).success, other);
    }
  });
});

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
    const once = { ...weekly('2026-11-24T08:00', 'Asia/Shanghai', '2026-12-01'), weekly: null };
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

describe('a schedule of some days, of every second week, with days left out', () => {
  const days = (schedule: Plan) =>
    series(schedule, 500).map((iso) =>
      Temporal.Instant.from(iso).toZonedDateTimeISO(schedule.timezone),
    );

  it('is on its weekdays, in the weeks of its first day, at its hour over both changes of clocks', () => {
    const odd = weekly('2026-10-07T08:00', 'Europe/Berlin', {
      until: '2026-11-20',
      interval: 2,
      weekdays: [3, 5],
      skipped: ['2026-10-23'],
    });
    assert.deepEqual(
      series(odd, 99).map((iso) => iso.slice(5, 16)),
      [
        '10-07T06:00',
        '10-09T06:00',
        '10-21T06:00',
        '11-04T07:00',
        '11-06T07:00',
        '11-18T07:00',
        '11-20T07:00',
      ],
    );
  });

  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/St_Johns',
    'Asia/Shanghai',
    'Australia/Lord_Howe',
    'America/Santiago',
  );
  const plan = fc
    .record({
      zone,
      first: fc.integer({ min: 0, max: 800 }),
      time: fc.constantFrom('00:00', '00:30', '02:30', '08:00', '23:59'),
      weeks: fc.integer({ min: 0, max: 60 }),
      interval: fc.constantFrom(1 as const, 2 as const),
      also: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
      left: fc.array(fc.nat(40), { maxLength: 6 }),
    })
    .map(({ zone: timezone, first, time, weeks, interval, also, left }) => {
      const day = Temporal.PlainDate.from('2026-01-01').add({ days: first });
      const whole = weekly(`${day.toString()}T${time}`, timezone, {
        until: day.add({ weeks }).toString(),
        interval,
        weekdays: [...also, day.dayOfWeek],
      });
      const all = days(whole).map((at) => at.toPlainDate().toString());
      const skipped = [...new Set(left.flatMap((at) => all[at] ?? []))];
      return { whole, ...(whole.weekly ? { skipped } : { skipped: [] }), day };
    });

  it('has every day that the rule names and no other, in order, whatever the zone does', () => {
    fc.assert(
      fc.property(plan, ({ whole, skipped, day }) => {
        if (!whole.weekly) return;
        const { weekdays, interval, until } = whole.weekly;
        const left = { ...whole, weekly: { ...whole.weekly, skipped: [...skipped].sort() } };
        const got = days(left);
        const expected: string[] = [];
        const monday = day.subtract({ days: day.dayOfWeek - 1 });
        for (let at = day; at.toString() <= until; at = at.add({ days: 1 })) {
          const week = Math.floor(monday.until(at).days / 7);
          const isIn = week % interval === 0 && weekdays.includes(at.dayOfWeek);
          if (isIn && !skipped.includes(at.toString())) expected.push(at.toString());
        }
        const clock = Temporal.PlainDateTime.from(whole.startsAt).toPlainTime();
        for (const [at, one] of got.entries()) {
          const date = Temporal.PlainDate.from(expected[at] ?? '');
          const asked = date.toZonedDateTime({ timeZone: whole.timezone, plainTime: clock });
          // On the wall it is the hour that was asked for, or what the change of clocks makes of it.
          assert.ok(one.equals(asked), `${one.toString()} ${asked.toString()}`);
        }
        assert.equal(got.length, expected.length);
        assert.deepEqual(planOf(scheduleOf(left)), left);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a schedule that is asked for', () => {
  const now = at('2026-11-24T01:00:00Z');
  const fields = (schedule: Plan) => scheduleIssues(schedule, now).map(({ field }) => field);
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
    for (const until of ['2026-11-23', '2031-11-25']) {
      const found = fields(weekly('2026-11-24T08:30', 'Asia/Shanghai', until));
      assert.deepEqual(found, ['body.schedule.weekly.until'], until);
    }
  });

  it('falls on its first day, and leaves out only days on which it falls', () => {
    const of = (more: Partial<Rule>) =>
      fields(weekly('2026-11-24T08:30', 'Asia/Shanghai', { until: '2027-01-19', ...more }));
    assert.deepEqual(of({ weekdays: [1, 3] }), ['body.schedule.weekly.weekdays']);
    assert.deepEqual(of({ skipped: ['2026-12-01'] }), []);
    assert.deepEqual(of({ skipped: ['2026-12-02'] }), ['body.schedule.weekly.skipped']);
    assert.deepEqual(of({ interval: 2, skipped: ['2026-12-01'] }), [
      'body.schedule.weekly.skipped',
    ]);
    const every = ['2026-11-24', '2026-12-01'];
    const none = weekly('2026-11-24T08:30', 'Asia/Shanghai', {
      until: '2026-12-01',
      skipped: every,
    });
    assert.deepEqual(fields(none), ['body.schedule.startsAt']);
  });
});
