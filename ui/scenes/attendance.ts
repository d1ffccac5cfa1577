import type {
  AttendanceStatus,
  Attendee,
  CourseAttendance,
  MeetingAttendance,
  MyAttendance,
  PersonRecord,
  TimedMeeting,
} from '../../bridge/src/features/meetings/attendance/contract.ts';
import { courseId, meetingId, uuid, type SceneLocale } from './people.ts';
import { dayMs } from '../src/kernel/time.ts';

/** What the scripted bridge knows of attendance. */
export interface AttendanceWorld {
  meeting: MeetingAttendance;
  term: CourseAttendance;
  mine: MyAttendance;
}

const minute = 60_000;
const rule = { lateMinutes: 10, earlyMinutes: 10, leastShare: 75, breakMinutes: 3 };
const begin = new Date(new Date().setHours(8, 0, 0, 0)).getTime() - 2 * dayMs;
const titles = {
  en: 'Introduction to Signal Processing',
  'zh-CN': '信号处理导论（2026 年秋季学期）',
};
const names: Record<SceneLocale, string[]> = {
  en: [
    'Lin Yue',
    'Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst',
    'Jonas Becker',
    'Amélie Dubois',
    'Tom & Jerry <b>',
    'Ŝimon Ĉapek',
  ],
  'zh-CN': ['林悦', '欧阳玉秀', '司马相如', '王芳', '阿卜杜热合曼·吾买尔江·买买提艾力', '𠮷野雪'],
};

const timed = (
  n: number,
  locale: SceneLocale,
  change: Partial<TimedMeeting> = {},
): TimedMeeting => {
  const from = begin - n * 7 * dayMs;
  return {
    id: uuid(400 + n),
    title: titles[locale],
    subject: locale === 'en' ? `Chapter ${8 - n}` : `第${8 - n}章`,
    groupId: null,
    groupName: null,
    startedAt: from,
    endedAt: from + 90 * minute,
    from,
    to: from + 90 * minute,
    breakdowns: [],
    counts: n !== 5,
    ...change,
  };
};

/** Somebody who was in from one minute to another of a meeting of 90 minutes. */
function recordOf(spans: readonly [number, number][], change: Partial<PersonRecord> = {}) {
  const stays = spans.map(([from, to]) => ({
    from: begin + from * minute + 7_000,
    to: begin + to * minute + 41_000,
  }));
  const presentMs = stays.reduce((sum, { from, to }) => sum + to - from, 0);
  const share = Math.min(1, presentMs / (90 * minute));
  const late = spans[0]?.[0] ?? 0;
  const early = 90 - (spans.at(-1)?.[1] ?? 90);
  const status: AttendanceStatus = share === 0 ? 'absent' : share >= 0.75 ? 'attended' : 'partial';
  return {
    isIn: false,
    stays,
    breaks: [],
    devices: stays.length > 0 ? 1 : 0,
    presentMs,
    share,
    lateMs: stays.length > 0 ? late * minute + 7_000 : null,
    earlyMs: stays.length > 0 ? early * minute : null,
    isLate: late > 10,
    isEarly: early > 10,
    computed: status,
    status,
    correction: null,
    objections: [],
    ...change,
  };
}

/** What a student objects. */
export const objection = (locale: SceneLocale) => ({
  id: uuid(450),
  note:
    locale === 'en'
      ? 'My browser showed the meeting until the end. I asked a question at 9:20.'
      : '我的浏览器一直显示在会议中，九点二十分我还提了问题。',
  state: 'open' as const,
  madeAt: begin + dayMs,
  answer: null,
  answeredBy: null,
  answeredAt: null,
});

/** A teacher's excuse. */
export const correction = (locale: SceneLocale) => ({
  id: uuid(460),
  status: 'excused' as const,
  reason: locale === 'en' ? 'Certificate of the doctor, seen on Monday' : '病假，已看过医院证明',
  madeBy: locale === 'en' ? 'Dr. Katharina Schneider-Wolkenstein' : '陈静',
  madeAt: begin + dayMs,
});

const recordsOf = (locale: SceneLocale): PersonRecord[] => [
  recordOf([[0, 89]], { devices: 2 }),
  recordOf([
    [16, 40],
    [46, 89],
  ]),
  recordOf([[1, 52]], { objections: [objection(locale)] }),
  recordOf([], { status: 'excused', correction: correction(locale) }),
  recordOf([]),
  recordOf([[0, 89]], {
    breaks: [{ from: begin + 30 * minute, to: begin + 31 * minute + 20_000 }],
  }),
];

const peopleOf = (locale: SceneLocale, records: readonly PersonRecord[]): Attendee[] =>
  records.map((record, at) => ({
    personId: uuid(500 + at),
    displayName: names[locale][at % 6] ?? '',
    campusNumber: at === 4 ? null : `S20260${100 + at}`,
    kind: 'student',
    ...record,
  }));

const curve = Array.from({ length: 91 }, (_, at) => ({
  at: begin + at * minute,
  present: Math.round(Math.min(at * 9, 96, (91 - at) * 40) + (at % 7)),
}));

/** A meeting that is over: with a breakdown, a correction, an objection and a guest. */
export const aMeetingOver = (locale: SceneLocale): MeetingAttendance => ({
  courseId,
  meeting: timed(0, locale, {
    id: meetingId,
    breakdowns: [{ from: begin + 60 * minute, to: begin + 63 * minute }],
  }),
  rule,
  people: [
    ...peopleOf(locale, recordsOf(locale)),
    {
      personId: uuid(520),
      displayName: locale === 'en' ? 'Dr. Katharina Schneider-Wolkenstein' : '陈静',
      campusNumber: 'T0001',
      kind: 'host',
      ...recordOf([[0, 89]]),
    },
  ],
  guests: [
    {
      id: uuid(530),
      name: 'Prof. Okonkwo',
      stays: [{ from: begin + 5 * minute, to: begin + 65 * minute }],
      isIn: false,
      presentMs: 60 * minute,
    },
  ],
  curve,
});

/** A meeting that runs: some are here, some left, some never came. */
export const aMeetingLive = (locale: SceneLocale): MeetingAttendance => {
  const whole = aMeetingOver(locale);
  const people = peopleOf(locale, [
    recordOf([[0, 24]], { isIn: true }),
    recordOf([[3, 11]]),
    ...Array.from({ length: 4 }, () => recordOf([])),
  ]);
  return {
    ...whole,
    people,
    guests: [],
    curve: curve.slice(0, 25),
    meeting: { ...whole.meeting, endedAt: null, to: begin + 24 * minute, breakdowns: [] },
  };
};

const statuses: AttendanceStatus[] = ['attended', 'attended', 'partial', 'attended', 'absent'];

/** A term of eight meetings. @param people how many students */
export function aTerm(locale: SceneLocale, people = 14): CourseAttendance {
  const meetings = Array.from({ length: 8 }, (_, at) => timed(7 - at, locale));
  return {
    title: titles[locale],
    rule,
    meetings,
    people: Array.from({ length: people }, (_, at) => {
      const cells = meetings.map((_meeting, n) => {
        const status = n === 2 && at === 3 ? 'excused' : (statuses[(at * 3 + n) % 5] ?? 'attended');
        return {
          status,
          share: status === 'attended' ? 0.97 : status === 'partial' ? 0.4 : 0,
          presentMs: status === 'attended' ? 87 * minute : 0,
          isLate: (at + n) % 6 === 0 && status !== 'absent',
          isEarly: false,
          isCorrected: status === 'excused',
        };
      });
      const of = (status: AttendanceStatus) => cells.filter((one) => one.status === status).length;
      const counted = 7 - of('excused');
      return {
        personId: uuid(500 + at),
        displayName: names[locale][at % 6] ?? '',
        campusNumber: `S20260${100 + at}`,
        cells,
        sums: {
          counted,
          attended: Math.min(counted, of('attended')),
          partial: of('partial'),
          absent: of('absent'),
          excused: of('excused'),
          presentMs: of('attended') * 87 * minute,
          attendedShare: Math.min(1, of('attended') / counted),
          timeShare: 0.812,
        },
      };
    }),
    objections: [
      {
        ...objection(locale),
        meetingId: uuid(400),
        personId: uuid(502),
        displayName: names[locale][2] ?? '',
        computed: 'partial',
      },
    ],
  };
}

/** A student's own attendance: with an excuse, an open objection and one that was refused. */
export const myAttendance = (locale: SceneLocale): MyAttendance => ({
  title: titles[locale],
  rule,
  meetings: recordsOf(locale)
    .slice(0, 5)
    .map((record, n) => ({
      meeting: timed(n, locale),
      record:
        n === 4
          ? {
              ...record,
              objections: [
                {
                  ...objection(locale),
                  state: 'refused' as const,
                  answer: locale === 'en' ? 'The log shows no join.' : '服务器没有入会记录。',
                  answeredBy: correction(locale).madeBy,
                  answeredAt: begin + 2 * dayMs,
                },
              ],
            }
          : record,
    })),
  sums: {
    counted: 4,
    attended: 2,
    partial: 1,
    absent: 1,
    excused: 1,
    presentMs: 230 * minute,
    attendedShare: 0.5,
    timeShare: 0.62,
  },
});

/** A course that has had no meeting. */
export const noTerm = (locale: SceneLocale): CourseAttendance => ({
  ...aTerm(locale, 2),
  meetings: [],
  people: [],
  objections: [],
});
