import assert from 'node:assert/strict';
import fc from 'fast-check';
import { breakdownsOf, restarted } from './breakdowns.ts';
import { curveOf } from './curve.ts';
import { frameOf } from './frame.ts';
import { recordOf, usualRule, type Frame } from './record.ts';
import { lengthOf, union, without, within, type Span } from './spans.ts';
import { staysOf, type Connection } from './stays.ts';
import { sumsOf } from './term.ts';

const minute = 60_000;
/** Class begins. */
const t0 = 1_000 * minute;
const at = (minutes: number, seconds = 0): number => t0 + minutes * minute + seconds * 1000;
const frame: Frame = { from: t0, to: at(90), isOver: true, breakdowns: [] };
const by = (from: number, to: number | null, more: Partial<Connection> = {}): Connection => ({
  personId: 'p',
  from,
  to,
  reason: null,
  ...more,
});

/** Some connections of one person around a meeting of 100 s, whole seconds. */
const connections = fc.array(
  fc
    .tuple(fc.integer({ min: -30, max: 130 }), fc.integer({ min: 0, max: 60 }))
    .map(([from, length]) => by(from * 1000, (from + length) * 1000)),
  { maxLength: 6 },
);
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 }))
    .map(([from, length]): Span => ({ from: from * 1000, to: (from + length) * 1000 })),
  { maxLength: 4 },
);
const short: Frame = { from: 0, to: 100_000, isOver: true, breakdowns: [] };
const strict = { ...usualRule, breakMinutes: 0 };
const covers = (all: readonly Span[], moment: number): boolean =>
  all.some(({ from, to }) => from <= moment && moment < to);

describe('attendance of one meeting', () => {
  it('is right to the second: from the first join to the last leave', () => {
    const record = recordOf([by(at(2, 13), at(88, 4))], frame, usualRule);
    assert.deepEqual(record.stays, [{ from: at(2, 13), to: at(88, 4) }]);
    assert.equal(record.presentMs, (85 * 60 + 51) * 1000);
    assert.equal(record.lateMs, 133_000);
    assert.equal(record.earlyMs, 116_000);
    assert.deepEqual([record.status, record.isLate, record.isEarly], ['attended', false, false]);
  });

  it('counts two devices once', () => {
    const phone = by(at(10), at(50));
    const laptop = by(at(0), at(90));
    const both = recordOf([phone, laptop], frame, usualRule);
    assert.equal(both.presentMs, recordOf([laptop], frame, usualRule).presentMs);
    assert.equal(both.devices, 2);
    assert.equal(both.breaks.length, 0);
  });

  it('takes a change of devices for no break and for one device at once', () => {
    const changed = recordOf([by(at(0), at(30)), by(at(30), at(90))], frame, usualRule);
    assert.equal(changed.presentMs, 90 * minute);
    assert.deepEqual([changed.devices, changed.breaks.length, changed.stays.length], [1, 0, 1]);
  });

  it('tells a broken network from leaving by how long it takes to be back', () => {
    const broken = recordOf([by(at(0), at(30)), by(at(33), at(90))], frame, usualRule);
    assert.deepEqual(broken.breaks, [{ from: at(30), to: at(33) }]);
    assert.equal(broken.presentMs, 90 * minute, 'a break is no absence');
    const left = recordOf([by(at(0), at(30)), by(at(33, 1), at(90))], frame, usualRule);
    assert.equal(left.breaks.length, 0);
    assert.equal(left.stays.length, 2);
    assert.equal(left.presentMs, 90 * minute - 181_000);
  });

  it('knows late, early, too short and never', () => {
    const late = recordOf([by(at(10, 1), at(90))], frame, usualRule);
    assert.deepEqual([late.isLate, late.status], [true, 'attended']);
    assert.equal(recordOf([by(at(10), at(90))], frame, usualRule).isLate, false, 'to the second');
    const early = recordOf([by(at(0), at(79, 59))], frame, usualRule);
    assert.deepEqual([early.isEarly, early.status], [true, 'attended']);
    assert.equal(recordOf([by(at(0), at(60))], frame, usualRule).status, 'partial');
    const never = recordOf([], frame, usualRule);
    assert.deepEqual([never.status, never.lateMs, never.devices], ['absent', null, 0]);
  });

  it('does not know who leaves early while it runs', () => {
    const running = { ...frame, to: at(20), isOver: false };
    const record = recordOf([by(at(0), at(5))], running, usualRule);
    assert.deepEqual([record.earlyMs, record.isEarly, record.isIn], [null, false, false]);
    assert.equal(recordOf([by(at(0), null)], running, usualRule).isIn, true);
  });

  it('does not count who was there before it began only', () => {
    assert.equal(recordOf([by(at(-20), at(-1))], frame, usualRule).status, 'absent');
  });
});

describe('a breakdown of the conference server', () => {
  const thrown = (personId: string, from = at(0)) =>
    by(from, at(30), { personId, reason: restarted });

  it('lasts from the new run until the last of those thrown out is back', () => {
    const all = [
      thrown('a'),
      thrown('b'),
      by(at(31), null, { personId: 'a' }),
      by(at(34), null, { personId: 'b' }),
    ];
    assert.deepEqual(breakdownsOf(all), [{ from: at(30), to: at(34) }]);
  });

  it('lasts ten minutes at most, whoever does not come back', () => {
    const all = [thrown('a'), by(at(45), null, { personId: 'a' })];
    assert.deepEqual(breakdownsOf(all), [{ from: at(30), to: at(40) }]);
  });

  it('is no break, no leaving and no absence of anybody who was there', () => {
    const breakdowns = [{ from: at(30), to: at(40) }];
    const back = [thrown('p'), by(at(38), at(90))];
    const record = recordOf(back, { ...frame, breakdowns }, usualRule);
    assert.deepEqual([record.breaks.length, record.stays.length, record.share], [0, 1, 1]);
  });

  it('makes nobody late, and nobody leave early', () => {
    const breakdowns = [
      { from: at(0), to: at(20) },
      { from: at(75), to: at(90) },
    ];
    const record = recordOf([by(at(22), at(75))], { ...frame, breakdowns }, usualRule);
    assert.deepEqual([record.lateMs, record.earlyMs], [2 * minute, 0]);
    assert.deepEqual([record.isLate, record.isEarly], [false, false]);
  });

  it('does not make somebody present who never came', () => {
    const breakdowns = [{ from: at(0), to: at(80) }];
    assert.equal(recordOf([], { ...frame, breakdowns }, usualRule).status, 'absent');
  });

  it('is never against anybody, whenever it is', () => {
    fc.assert(
      fc.property(connections, spans, (own, breakdowns) => {
        const without_ = recordOf(own, short, usualRule);
        const with_ = recordOf(own, { ...short, breakdowns }, usualRule);
        assert.ok(with_.share >= without_.share);
        assert.ok((with_.lateMs ?? 0) <= (without_.lateMs ?? 0));
        assert.ok((with_.earlyMs ?? 0) <= (without_.earlyMs ?? 0));
        assert.equal(with_.status === 'absent', without_.status === 'absent');
      }),
    );
  });
});

describe('stays, of any connections', () => {
  it('are what somebody who looks every second sees', () => {
    fc.assert(
      fc.property(connections, (own) => {
        const { presentMs } = recordOf(own, short, strict);
        const seconds = Array.from({ length: 100 }, (_, second) => second * 1000);
        const ends = own.map(({ from, to }) => ({ from, to: to ?? short.to }));
        assert.equal(presentMs, seconds.filter((moment) => covers(ends, moment)).length * 1000);
      }),
    );
  });

  it('are the same in whatever order and however often they are told', () => {
    fc.assert(
      fc.property(connections, fc.nat(5), (own, turn) => {
        const otherwise = [...own.slice(turn), ...own.slice(0, turn)];
        const rule = { until: 100_000, breakMs: 5_000, breakdowns: [] };
        const { stays, breaks } = staysOf(own, rule);
        assert.deepEqual(staysOf(otherwise, rule).stays, stays);
        const twice = staysOf([...own, ...own], rule);
        assert.deepEqual([twice.stays, twice.breaks], [stays, breaks]);
      }),
    );
  });

  it('never overlap, are in order, and no break lies outside of them', () => {
    fc.assert(
      fc.property(connections, fc.nat(20), (own, breakSeconds) => {
        const rule = { until: 100_000, breakMs: breakSeconds * 1000, breakdowns: [] };
        const { stays, breaks } = staysOf(own, rule);
        for (const [n, stay] of stays.entries()) {
          const next = stays[n + 1];
          if (next) assert.ok(next.from - stay.to > rule.breakMs);
        }
        assert.equal(lengthOf(breaks.flatMap((one) => within(stays, one))), lengthOf(breaks));
      }),
    );
  });

  it('are at most the whole meeting, and a longer stay is never worth less', () => {
    fc.assert(
      fc.property(connections, fc.integer({ min: 0, max: 100 }), (own, second) => {
        const record = recordOf(own, short, usualRule);
        assert.ok(record.share >= 0 && record.share <= 1);
        assert.ok(record.presentMs <= 100_000);
        const more = [...own, by(second * 1000, second * 1000 + 7_000)];
        assert.ok(recordOf(more, short, usualRule).share >= record.share);
      }),
    );
  });

  it('cut out and put together again are what they were', () => {
    fc.assert(
      fc.property(spans, (holes) => {
        const inside = within(union(holes), short);
        assert.equal(lengthOf(without(short, holes)) + lengthOf(inside), 100_000);
      }),
    );
  });
});

describe('what of a meeting counts', () => {
  const meeting = {
    scheduledAt: null,
    startedAt: t0,
    endedAt: at(90),
    emptySince: null,
    endReason: 'host',
  } as const;
  const now = at(200);
  const shown = (given: Parameters<typeof frameOf>[0], plannedEnd: number | null = null) => {
    const { from, to, isOver } = frameOf(given, { plannedEnd, now }, []);
    return [from, to, isOver];
  };

  it('is from its start to its end', () => {
    assert.deepEqual(shown(meeting), [t0, at(90), true]);
  });
  it('is not the time before it was to begin, nor after it was to end', () => {
    const planned = { ...meeting, scheduledAt: at(5) };
    assert.deepEqual(shown(planned, at(80)), [at(5), at(80), true]);
    assert.deepEqual(shown(planned, at(120)), [at(5), at(90), true]);
  });
  it('begins when it did where the teacher was late', () => {
    assert.deepEqual(shown({ ...meeting, scheduledAt: at(-7) }), [t0, at(90), true]);
  });
  it('is all of it where it was over before it was to begin', () => {
    const early = { ...meeting, endedAt: at(20), scheduledAt: at(30) };
    assert.deepEqual(shown(early, at(120)), [t0, at(20), true]);
    const empty = { ...early, emptySince: at(15), endReason: 'empty' } as const;
    assert.deepEqual(shown(empty, at(120)), [t0, at(15), true]);
    assert.deepEqual(shown({ ...early, endedAt: at(31) }), [at(30), at(31), true]);
    assert.deepEqual(shown({ ...early, endedAt: null, scheduledAt: at(300) }), [
      at(300),
      at(300),
      false,
    ]);
  });
  it('ends when the last one left, not when the room was given up', () => {
    const empty = { ...meeting, emptySince: at(85), endReason: 'empty' } as const;
    assert.deepEqual(shown(empty), [t0, at(85), true]);
  });
  it('goes on until now while it runs', () => {
    assert.deepEqual(shown({ ...meeting, endedAt: null }), [t0, now, false]);
  });
});

describe('how many were in', () => {
  it('is counted over the whole meeting, each person once', () => {
    const curve = curveOf([[{ from: 0, to: 100_000 }], [{ from: 25_000, to: 50_000 }]], short);
    const presentAt = (moment: number) => curve.find((point) => point.at === moment)?.present;
    assert.deepEqual(
      [0, 24_000, 25_000, 49_000, 50_000, 100_000].map(presentAt),
      [1, 1, 2, 2, 1, 1],
    );
    assert.deepEqual(curveOf([], { from: 5, to: 5 }), []);
  });
});

describe('a term', () => {
  const cell = (status: 'attended' | 'partial' | 'absent' | 'excused', share: number) => ({
    status,
    share,
    presentMs: share * 100,
  });
  it('is the share of meetings attended, without those excused from', () => {
    const sums = sumsOf([
      cell('attended', 1),
      cell('partial', 0.5),
      cell('absent', 0),
      cell('excused', 0),
    ]);
    assert.deepEqual([sums.counted, sums.attended, sums.excused], [3, 1, 1]);
    assert.equal(sums.attendedShare, 1 / 3);
    assert.equal(sums.timeShare, 0.5);
  });
  it('of nothing that counts is no share at all', () => {
    assert.deepEqual(
      [sumsOf([]).attendedShare, sumsOf([cell('excused', 0)]).timeShare],
      [null, null],
    );
  });
});
