import assert from 'node:assert/strict';
import { calendarFile, spanOn, type CalendarEntry } from './entry.ts';

const entry: CalendarEntry = {
  uid: 'series-1@meet.uni.test',
  sequence: 2,
  method: 'REQUEST',
  title: 'Übung; A, "B"\r\nATTENDEE:mailto:x@y.z',
  description: `${'数据结构 '.repeat(30)}\nhttps://meet.uni.test/join?number=1`,
  url: 'https://meet.uni.test/join/abc',
  organizer: { name: '林"芳\r\nX-EVIL:1', email: 'meetings@uni.test' },
  attendee: { name: 'Zoë; Müller', email: 'zoe@uni.test' },
  plan: {
    startsAt: '2026-10-20T08:00',
    timezone: 'Europe/Berlin',
    durationMinutes: 90,
    weekly: { until: '2026-12-01', interval: 1, weekdays: [2], skipped: [] },
  },
  now: Date.UTC(2026, 9, 1, 12, 0, 0),
};

/** Reads a file strictly (RFC 5545, 3.1): CRLF, 75 octets a line, known components, unfolded lines. */
function read(file: string): string[] {
  assert.ok(!/[^\r]\n|\r[^\n]/u.test(`${file}\r\n`), 'lines end with CRLF');
  for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const lines = file
    .replace(/\r\n[ \t]/gu, '')
    .split('\r\n')
    .filter(Boolean);
  const open: string[] = [];
  for (const line of lines) {
    assert.match(line, /^[A-Z-]+[:;]/u);
    if (line.startsWith('BEGIN:')) open.push(line.slice(6));
    if (line.startsWith('END:')) assert.equal(open.pop(), line.slice(4));
  }
  assert.deepEqual(open, []);
  return lines;
}

const values = (lines: string[], name: string) =>
  lines.filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`));

/** The lines of the one event: a zone has lines of the same names. */
const eventOf = (lines: string[]) => lines.slice(lines.indexOf('BEGIN:VEVENT'));

describe('a calendar file', () => {
  it('asks with a wall time in its zone, ends with the last day, and is stamped in UTC', () => {
    const lines = read(calendarFile(entry));
    const event = eventOf(lines);
    assert.deepEqual(values(lines, 'METHOD'), ['METHOD:REQUEST']);
    assert.deepEqual(values(event, 'UID'), ['UID:series-1@meet.uni.test']);
    assert.deepEqual(values(event, 'SEQUENCE'), ['SEQUENCE:2']);
    assert.deepEqual(values(event, 'DTSTAMP'), ['DTSTAMP:20261001T120000Z']);
    assert.deepEqual(values(event, 'DTSTART'), ['DTSTART;TZID=Europe/Berlin:20261020T080000']);
    assert.deepEqual(values(event, 'DTEND'), ['DTEND;TZID=Europe/Berlin:20261020T093000']);
    assert.deepEqual(values(event, 'RRULE'), [
      'RRULE:FREQ=WEEKLY;UNTIL=20261201T225959Z;BYDAY=TU;WKST=MO',
    ]);
    assert.deepEqual(values(event, 'STATUS'), ['STATUS:CONFIRMED']);
  });

  it('keeps whatever names hold in their place: no line of their own, no second attendee', () => {
    const event = eventOf(read(calendarFile(entry)));
    assert.equal(values(event, 'ATTENDEE').length, 1);
    assert.deepEqual(values(event, 'X-EVIL'), []);
    assert.match(values(event, 'ATTENDEE')[0] ?? '', /CN="Zoë; Müller":MAILTO:zoe@uni\.test$/iu);
    assert.match(values(event, 'ORGANIZER')[0] ?? '', /mailto:meetings@uni\.test$/iu);
    assert.match(values(event, 'SUMMARY')[0] ?? '', /^SUMMARY:Übung\\; A\\, "B" ATTENDEE:mailto/u);
  });

  it('describes its zone: the change of clocks that falls into the series', () => {
    const lines = read(calendarFile(entry));
    const zone = lines.slice(lines.indexOf('BEGIN:VTIMEZONE'), lines.indexOf('END:VTIMEZONE') + 1);
    assert.deepEqual(zone, [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:DAYLIGHT',
      'DTSTART:20260329T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'DTSTART:20261025T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]);
  });

  it('knows zones without summer time, of half hours, and of the south', () => {
    const of = (timezone: string) =>
      read(calendarFile({ ...entry, plan: { ...entry.plan, timezone } }));
    const shanghai = of('Asia/Shanghai');
    assert.deepEqual(values(shanghai, 'TZOFFSETTO'), ['TZOFFSETTO:+0800']);
    assert.deepEqual(values(eventOf(shanghai), 'DTSTART'), [
      'DTSTART;TZID=Asia/Shanghai:20261020T080000',
    ]);
    assert.deepEqual(values(of('Asia/Kolkata'), 'TZOFFSETTO'), ['TZOFFSETTO:+0530']);
    assert.ok(of('Australia/Sydney').includes('BEGIN:DAYLIGHT'));
    assert.deepEqual(values(of('UTC'), 'TZOFFSETTO').length <= 1, true);
  });

  it('repeats every second week on its days, without those left out, told in its zone', () => {
    const plan = {
      ...entry.plan,
      weekly: {
        until: '2026-12-03',
        interval: 2,
        weekdays: [2, 4],
        skipped: ['2026-10-22', '2026-11-17'],
      },
    };
    const event = eventOf(read(calendarFile({ ...entry, plan })));
    assert.deepEqual(values(event, 'RRULE'), [
      'RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261203T225959Z;BYDAY=TU,TH;WKST=MO',
    ]);
    assert.deepEqual(values(event, 'EXDATE'), [
      'EXDATE;TZID=Europe/Berlin:20261022T080000,20261117T080000',
    ]);
  });

  it('takes out what was cancelled, once or weekly, whatever zone the bridge runs in', () => {
    const plan = { ...entry.plan, startsAt: '2026-03-29T02:30', weekly: null };
    const former = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      const event = eventOf(read(calendarFile({ ...entry, method: 'CANCEL', plan })));
      assert.deepEqual(values(event, 'STATUS'), ['STATUS:CANCELLED']);
      assert.deepEqual(values(event, 'RRULE'), []);
      // 02:30 does not exist on that night: clocks go from 02:00 to 03:00.
      assert.deepEqual(values(event, 'DTSTART'), ['DTSTART;TZID=Europe/Berlin:20260329T033000']);
    } finally {
      if (former === undefined) delete process.env['TZ'];
      else process.env['TZ'] = former;
    }
    assert.equal(spanOn(entry.plan).startsAt, Date.UTC(2026, 9, 20, 6, 0));
  });
});
