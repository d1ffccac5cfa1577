import assert from 'node:assert/strict';
import { Temporal } from 'temporal-polyfill';
import { isQuiet, isTimezone } from './quiet.ts';

const at = (wall: string, timezone: string): number =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(timezone).epochMilliseconds;
const hours = (from: string, to: string, timezone = 'Asia/Shanghai') => ({
  doNotDisturbUntil: null,
  quietHours: { from, to },
  timezone,
});

describe('quiet hours', () => {
  it('are wall times of the person, over midnight too', () => {
    const night = hours('22:00', '07:00');
    const quiet = (wall: string) => isQuiet(night, at(wall, 'Asia/Shanghai'));
    assert.deepEqual(
      ['21:59', '22:00', '23:59', '00:00', '06:59', '07:00', '12:00'].map((time) =>
        quiet(`2026-11-24T${time}`),
      ),
      [false, true, true, true, true, false, false],
    );
  });

  it('lie within the day where the first time is the smaller', () => {
    const noon = hours('12:00', '14:00');
    assert.equal(isQuiet(noon, at('2026-11-24T13:00', 'Asia/Shanghai')), true);
    assert.equal(isQuiet(noon, at('2026-11-24T14:00', 'Asia/Shanghai')), false);
  });

  it('are none when both times are the same', () => {
    assert.equal(isQuiet(hours('08:00', '08:00'), at('2026-11-24T08:00', 'Asia/Shanghai')), false);
  });

  it('follow the clocks when these are changed', () => {
    const night = hours('22:00', '07:00', 'Europe/Berlin');
    for (const day of ['2026-03-28', '2026-03-29', '2026-10-25']) {
      assert.equal(isQuiet(night, at(`${day}T06:59`, 'Europe/Berlin')), true);
      assert.equal(isQuiet(night, at(`${day}T07:00`, 'Europe/Berlin')), false);
    }
  });

  it('are counted in the own zone, wherever the caller is', () => {
    const morning = at('2026-11-24T09:00', 'Asia/Shanghai');
    assert.equal(isQuiet(hours('22:00', '07:00', 'Asia/Shanghai'), morning), false);
    assert.equal(isQuiet(hours('22:00', '07:00', 'Europe/Berlin'), morning), true);
  });

  it('"do not disturb" lasts until its end, and no longer', () => {
    const settings = { doNotDisturbUntil: 1_000, quietHours: null, timezone: 'UTC' };
    assert.deepEqual(
      [999, 1_000].map((now) => isQuiet(settings, now)),
      [true, false],
    );
  });

  it('need a zone that there is', () => {
    assert.deepEqual(['Asia/Urumqi', 'UTC', 'Mars/Base', ''].map(isTimezone), [
      true,
      true,
      false,
      false,
    ]);
  });
});
