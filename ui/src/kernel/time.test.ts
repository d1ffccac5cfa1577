import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clocksDiffer, dayAfter, readerZone, spanOfDays } from './time.ts';

const winter = Date.parse('2026-12-01T04:00:00Z');
const summer = Date.parse('2026-07-01T04:00:00Z');

/** Where times are written by themselves, and why. */
const others: Record<string, string> = {
  'kernel/time.ts': 'knows zones',
  'features/access/session/times.ts': 'is how the panel writes times',
  'features/meetings/invite/text.ts': 'is read by others, so it names its zone',
  'features/meetings/schedule/wall.ts': 'is about clocks anywhere',
  'features/meetings/schedule/SeriesRepeats.vue': 'writes days, not moments',
  'features/operations/history/HistoryPlot.vue': 'writes what fits below an axis',
  'features/meetings/home/HomeRow.vue': 'writes weekdays, not moments',
};

/** Does something where clocks change on 2026-03-29 and 2026-10-25. */
function inBerlin(work: () => void): void {
  const before = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  try {
    work();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}

describe('times in the panel', () => {
  it('are written in one way, in the reader’s zone', () => {
    const src = join(import.meta.dirname, '..');
    const files = globSync('**/*.{ts,vue}', { cwd: src, exclude: ['**/*.test.ts'] });
    const writing = files.filter((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      return /Intl\.DateTimeFormat|\.toLocale(?:Time|Date)?String\(/u.test(text);
    });
    assert.deepEqual(writing.sort(), Object.keys(others).sort());
  });

  it('name their zone only where the campus’s clocks show another time at that moment', () => {
    assert.equal(clocksDiffer('Europe/Berlin', 'Asia/Shanghai', winter), true);
    assert.equal(clocksDiffer('Asia/Singapore', 'Asia/Shanghai', winter), false);
    assert.equal(clocksDiffer('Europe/London', 'UTC', winter), false);
    assert.equal(clocksDiffer('Europe/London', 'UTC', summer), true);
    assert.equal(clocksDiffer(readerZone(), readerZone(), winter), false);
  });

  it('name none where a zone is not one that the browser knows', () => {
    for (const unknown of ['', '99', 'Mars/Olympus_Mons']) {
      assert.equal(clocksDiffer('Asia/Shanghai', unknown, winter), false);
    }
  });

  it('find the next day from any minute of one, also when the clocks change on it', () => {
    inBerlin(() => {
      const minutes = Array.from({ length: 48 }, (_, half) => half * 30);
      for (const [day, next] of [
        ['2026-03-28', '2026-03-29'],
        ['2026-03-29', '2026-03-30'],
        ['2026-10-24', '2026-10-25'],
        ['2026-10-25', '2026-10-26'],
      ] as const) {
        const found = minutes.map((minute) => {
          const at = new Date(`${day}T00:00`).setMinutes(minute);
          return new Date(dayAfter(at)).toLocaleDateString('sv');
        });
        assert.deepEqual([...new Set(found)], [next]);
      }
    });
  });

  it('end a chosen day at the next midnight, also when the clocks change on it', () => {
    inBerlin(() => {
      const hours = (day: string): number => {
        const { from = 0, to = 0 } = spanOfDays(day, day);
        return (to - from) / 3_600_000;
      };
      assert.deepEqual(['2026-03-29', '2026-10-24', '2026-10-25'].map(hours), [23, 24, 25]);
      assert.deepEqual(spanOfDays('', ''), {});
    });
  });
});
