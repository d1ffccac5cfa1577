import { attendance as en } from '../../../../../words/en/attendance.ts';
import { attendance as zh } from '../../../../../words/zh-CN/attendance.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { CourseAttendance, MeetingAttendance, AttendanceStatus } from './contract.ts';

/** In which language and zone a sheet speaks. */
export interface SheetLook {
  language: 'en' | 'zh-CN';
  timezone: string;
}

const wordsOf = ({ language }: SheetLook): typeof en => (language === 'en' ? en : zh);

/** `2026-11-30 08:03:12` in the reader's zone. @throws Failure request/invalid for a zone that there is not */
function clockOf({ timezone }: SheetLook): (at: number) => string {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: timezone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return (at) => format.format(at);
  } catch {
    const flaws = [{ field: 'query.timezone', message: 'must be an IANA time zone' }];
    throw new Failure('request/invalid', { flaws });
  }
}

/** `1:05:09`: hours, minutes, seconds. */
export function hoursOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

const percent = (share: number | null): string | null =>
  share === null ? null : `${(share * 100).toFixed(1)} %`;

const columnsOf = (headers: readonly string[]) =>
  headers.map((header) => ({ header, width: Math.max(12, Math.min(40, header.length + 4)) }));

/** One meeting: a row for everybody, guests last. */
export function meetingSheet({ meeting, people, guests }: MeetingAttendance, look: SheetLook) {
  const words = wordsOf(look);
  const { columns } = words;
  const clock = clockOf(look);
  const staysOf = (stays: readonly { from: number; to: number }[]): string =>
    stays.map(({ from, to }) => `${clock(from)} – ${clock(to)}`).join('; ');
  const headers = [
    ...[columns.name, columns.campusNumber, columns.kind, columns.status, columns.correction],
    ...[columns.from, columns.to, columns.present, columns.share, columns.late, columns.early],
    ...[columns.devices, columns.breaks, columns.stays],
  ];
  return {
    name: words.title,
    columns: columnsOf(headers),
    rows: [
      ...people.map((one) => [
        ...[one.displayName, one.campusNumber, words.kinds[one.kind], words.statuses[one.status]],
        one.correction && `${one.correction.reason} (${one.correction.madeBy ?? ''})`,
        one.stays[0] ? clock(one.stays[0].from) : null,
        one.isIn ? words.stillIn : clockOrNull(one.stays.at(-1)?.to, clock),
        hoursOf(one.presentMs),
        percent(one.share),
        one.isLate ? hoursOf(one.lateMs ?? 0) : null,
        one.isEarly ? hoursOf(one.earlyMs ?? 0) : null,
        ...[String(one.devices), String(one.breaks.length), staysOf(one.stays)],
      ]),
      ...guests.map((one) => [
        ...[one.name ?? '', null, words.kinds.guest, null, null],
        one.stays[0] ? clock(one.stays[0].from) : null,
        clockOrNull(one.stays.at(-1)?.to, clock),
        ...[hoursOf(one.presentMs), null, null, null, null, null, staysOf(one.stays)],
      ]),
      [],
      [`${words.counted}: ${clock(meeting.from)} – ${clock(meeting.to)}`],
      ...meeting.breakdowns.map(({ from, to }) => [
        `${words.breakdown}: ${clock(from)} – ${clock(to)}`,
      ]),
    ],
  };
}

const clockOrNull = (at: number | undefined, clock: (at: number) => string): string | null =>
  at === undefined ? null : clock(at);

/** A term: a row for each student, a column for each meeting. */
export function courseSheet({ meetings, people }: CourseAttendance, look: SheetLook) {
  const words = wordsOf(look);
  const { columns } = words;
  const clock = clockOf(look);
  const mark = (status: AttendanceStatus, flags: { isLate: boolean; isEarly: boolean }): string =>
    [
      words.statuses[status],
      ...(flags.isLate ? [words.late] : []),
      ...(flags.isEarly ? [words.early] : []),
    ].join(', ');
  const headers = [
    ...[columns.name, columns.campusNumber, columns.attendedOf, columns.attendedShare],
    ...[columns.timeShare, columns.excused, columns.present],
    ...meetings.map(({ startedAt, groupName, counts }) =>
      [clock(startedAt).slice(0, 16), groupName, counts ? null : `(${words.doesNotCount})`]
        .filter((part) => part !== null)
        .join(' '),
    ),
  ];
  return {
    name: words.title,
    columns: columnsOf(headers),
    rows: people.map(({ displayName, campusNumber, sums, cells }) => [
      ...[displayName, campusNumber, `${sums.attended} / ${sums.counted}`],
      ...[percent(sums.attendedShare), percent(sums.timeShare), String(sums.excused)],
      hoursOf(sums.presentMs),
      ...cells.map((cell) => cell && mark(cell.status, cell)),
    ]),
  };
}
