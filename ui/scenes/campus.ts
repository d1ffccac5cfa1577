import type {
  AddressBookEntry,
  AddressBookUnit,
} from '../../bridge/src/features/directory/address-book/contract.ts';
import type {
  Call,
  Incoming,
  Invitee,
  MissedCall,
  RingSettings,
  Whole,
} from '../../bridge/src/features/calls/contract.ts';
import { courseId, meetingId, uuid, type SceneLocale } from './people.ts';

const minute = 60_000;
const names = {
  en: [
    'Ling Wei',
    'Prof. Dr. Maximiliane Freifrau von Hohenstein-Wolkenburg',
    'Ahmed Al-Rashid',
    'Chen Xiaoming',
    'Zoë Müller',
    'Nguyễn Thị Minh Khai',
    'Olga Petrowa',
    'José García',
  ],
  'zh-CN': ['王芳', '欧阳修远', '李娜', '阿依古丽·买买提', '张伟', '司马光明', '刘洋', '陈晨'],
};
const units = {
  en: [
    'University',
    'School of Computing',
    'School of Mathematics and Theoretical Physics',
    'Software Lab',
  ],
  'zh-CN': ['东湖大学', '计算机学院', '数学与理论物理学院', '软件教研室'],
};
const titles = { en: 'Introduction to Signal Processing', 'zh-CN': '信号处理导论' };
const presences = ['online', 'in-meeting', 'away', 'offline', null] as const;

/** What the scripted campus has beside the course. */
export interface Campus {
  entries: AddressBookEntry[];
  recent: string[];
  departments: AddressBookUnit[];
  calls: Call[];
  /** Whom alone one may ring; left out: anybody. */
  audience?: { courseId: string; groupId: string | null };
  /** What may be rung as a whole; left out: a bridge of the version before. */
  whole?: Whole;
  incoming: Incoming[];
  missed: MissedCall[];
  ringSettings: RingSettings;
}

export const nameOf = (locale: SceneLocale, n: number): string =>
  names[locale][n % names[locale].length] ?? '';

const entry = (locale: SceneLocale, n: number): AddressBookEntry => ({
  personId: uuid(1000 + n),
  name: n < 8 ? nameOf(locale, n) : `${nameOf(locale, n)} ${n}`,
  departments: [units[locale][1 + (n % 3)] ?? ''],
  campusNumber: n % 3 === 0 ? `2026${String(n).padStart(6, '0')}` : null,
  email: null,
  phone: null,
  presence: presences[n % presences.length] ?? null,
  favourite: n % 4 === 1,
});

/** Somebody who is called. */
export const anInvitee = (
  locale: SceneLocale,
  n: number,
  change: Partial<Invitee> = {},
): Invitee => ({
  id: uuid(2000 + n),
  personId: uuid(1000 + n),
  name: nameOf(locale, n),
  state: 'ringing',
  changedAt: Date.now(),
  message: null,
  toldBy: 'panel',
  ...change,
});

/** A call of the scenes' teacher with somebody in every state. */
export const aCall = (locale: SceneLocale): Call => ({
  id: uuid(3000),
  meetingId,
  callerId: uuid(11),
  callerName: nameOf(locale, 4),
  startedAt: Date.now() - 20_000,
  invitees: [
    anInvitee(locale, 0),
    anInvitee(locale, 1, { state: 'queued', toldBy: null }),
    anInvitee(locale, 2, { state: 'answered' }),
    anInvitee(locale, 3, {
      state: 'declined',
      message: locale === 'en' ? 'I am in class.' : '我正在上课。',
    }),
    anInvitee(locale, 4, { state: 'busy' }),
    anInvitee(locale, 5, { state: 'no-answer' }),
    anInvitee(locale, 6, { state: 'unreachable', toldBy: 'mail' }),
    anInvitee(locale, 7, { state: 'unreachable', toldBy: null }),
  ],
});

/** A call that comes in now, from the `n`th person. */
export const anIncoming = (
  locale: SceneLocale,
  n: number,
  change: Partial<Incoming> = {},
): Incoming => ({
  inviteeId: uuid(4000 + n),
  callId: uuid(5000 + n),
  meetingId: uuid(6000 + n),
  title: titles[locale],
  callerId: uuid(1000 + n),
  callerName: nameOf(locale, n),
  others: 2 * n,
  ringingUntil: Date.now() + 40_000,
  ...change,
});

const aMissed = (locale: SceneLocale, n: number, change: Partial<MissedCall>): MissedCall => ({
  inviteeId: uuid(7000 + n),
  callerId: uuid(1000 + n),
  callerName: nameOf(locale, n),
  meetingId: uuid(6000 + n),
  title: titles[locale],
  at: Date.now() - n * 190 * minute,
  why: 'no-answer',
  seen: true,
  running: false,
  ...change,
});

/** A campus of 300 people; nobody calls. */
export const aCampus = (locale: SceneLocale, change: Partial<Campus> = {}): Campus => ({
  entries: Array.from({ length: 300 }, (_, n) => entry(locale, n)),
  recent: [1, 4, 0].map((n) => uuid(1000 + n)),
  departments: units[locale].map((name, n) => ({
    id: uuid(8000 + n),
    parentId: n === 0 ? null : uuid(n === 3 ? 8001 : 8000),
    name,
    size: [12_804, 1_204, 640, 18][n] ?? 0,
  })),
  calls: [],
  incoming: [],
  missed: [
    aMissed(locale, 1, { seen: false, running: true }),
    aMissed(locale, 2, { seen: false, why: 'busy' }),
    aMissed(locale, 3, { why: 'cancelled' }),
    aMissed(locale, 5, { why: 'unreachable' }),
  ],
  ringSettings: {
    doNotDisturbUntil: null,
    quietHours: { from: '22:00', to: '07:00' },
    timezone: 'Asia/Shanghai',
    presenceFor: 'colleagues',
    ringableBy: 'everybody',
  },
  ...change,
});

/** The own courses as the address book lists them. */
export const courseUnits = (locale: SceneLocale) => [
  {
    id: courseId,
    title: titles[locale],
    size: 148,
    groups: [{ id: uuid(20), name: locale === 'en' ? 'Lab group A' : '实验一组', size: 31 }],
  },
];
