import type {
  Link,
  Lookalike,
  MyMeeting,
  Series,
  Waiting,
} from '../../bridge/src/features/meetings/admission/contract.ts';
import { noDetails } from '../../bridge/src/features/meetings/details-contract.ts';
import type { NotificationSettings } from '../../bridge/src/features/notifications/sending/contract.ts';
import type { PushState } from '../src/features/access/settings/ports.ts';
import { nameOf } from './campus.ts';
import { courseId, meetingId, uuid, type SceneLocale } from './people.ts';
import { dayMs } from '../src/kernel/time.ts';

const minute = 60_000;
const hour = 3_600_000;
const titles = {
  en: {
    personal: 'Katharina’s room',
    weekly: 'Research seminar on distributed signal processing and its applications in Wolkenburg',
    thesis: 'Thesis talk: Lin Yue',
    course: 'Introduction to Signal Processing',
  },
  'zh-CN': {
    personal: '陈静的会议',
    weekly: '分布式信号处理及其应用联合研讨班（电子工程学院与数学与理论物理学院）',
    thesis: '论文讨论：林悦',
    course: '信号处理导论',
  },
};

/** What the scripted bridge knows of admission. */
export interface AdmissionWorld {
  /** The personal one first. */
  series: Series[];
  running: MyMeeting[];
  coming: MyMeeting[];
  past: MyMeeting[];
  links: Link[];
  lobby: Waiting[];
  /** Guests inside who are called like somebody else. */
  lookalikes: Lookalike[];
  /** What a link leads to. */
  look: { state: 'scheduled' | 'open' | 'none'; guestName: string | null; lobby: boolean };
  notifications: NotificationSettings;
  push: PushState;
  /** The hosts let people in; else they wait in the lobby. */
  admitted: boolean;
}

export const aSeries = (locale: SceneLocale, change: Partial<Series> = {}): Series => ({
  id: uuid(9000),
  kind: 'personal',
  number: '1380000123',
  title: titles[locale].personal,
  ...noDetails,
  courseId: null,
  lecture: false,
  admission: { scope: 'anyone', guestPassword: 'kupa-wilo-73', lobby: false, locked: false },
  schedule: null,
  next: null,
  url: 'https://meet.example.edu/join?number=1380000123',
  ...change,
});

/** As long as people write them, in words that break nowhere and in words without spaces. */
export const longSubjects: Record<SceneLocale, string> = {
  en: 'Rechtsschutzversicherungsgesellschaften und Donaudampfschifffahrtsgesellschaftskapitänspatente: vergleichende Untersuchung der Datenschutzgrundverordnungsfolgenabschätzung',
  'zh-CN':
    '第五章：树与二叉树的遍历、线索化、哈夫曼编码的实现，以及期中考试第三大题的详细讲解与同学们提出的问题的集中答疑',
};

const aMyMeeting = (locale: SceneLocale, change: Partial<MyMeeting>): MyMeeting => ({
  seriesId: uuid(9001),
  meetingId: uuid(9101),
  title: titles[locale].weekly,
  ...noDetails,
  number: '482915037',
  state: 'scheduled',
  startsAt: Date.now() + 2 * hour,
  endedAt: null,
  hostName: nameOf(locale, 1),
  mayHost: true,
  present: 0,
  courseId: null,
  weekly: change.repeats !== undefined,
  repeats: null,
  ...change,
});

export const aLink = (change: Partial<Link> = {}): Link => ({
  id: uuid(9200),
  url: null,
  createdAt: Date.now() - dayMs,
  expiresAt: Date.now() + 6 * dayMs,
  uses: null,
  used: 12,
  guestName: null,
  role: 'member',
  state: 'live',
  ...change,
});

export const aWaiting = (
  locale: SceneLocale,
  n: number,
  change: Partial<Waiting> = {},
): Waiting => ({
  participantId: uuid(9300 + n),
  name: nameOf(locale, n),
  kind: n % 2 === 0 ? 'guest' : 'person',
  door: n % 3 === 0 ? 'number' : n % 3 === 1 ? 'link' : 'member',
  since: Date.now() - n * minute,
  resembles: null,
  fromBanned: false,
  ...change,
});

/** Somebody who has planned a few things. */
export const theAdmission = (
  locale: SceneLocale,
  change: Partial<AdmissionWorld> = {},
): AdmissionWorld => ({
  series: [
    aSeries(locale),
    aSeries(locale, {
      id: uuid(9001),
      kind: 'fresh',
      number: '482915037',
      title: titles[locale].weekly,
      url: 'https://meet.example.edu/join?number=482915037',
      schedule: {
        startsAt: '2026-11-25T08:00',
        timezone: 'Asia/Shanghai',
        durationMinutes: 100,
        weekly: { until: '2027-01-20', interval: 2, weekdays: [3, 5], skipped: ['2026-12-25'] },
      },
      next: {
        meetingId: uuid(9101),
        state: 'scheduled',
        startsAt: Date.parse('2026-11-25T00:00:00Z'),
      },
    }),
  ],
  running: [
    aMyMeeting(locale, {
      meetingId,
      title: titles[locale].course,
      courseId,
      state: 'open',
      startsAt: Date.now() - 24 * minute,
      present: 87,
      number: '730182946',
    }),
  ],
  coming: [
    aMyMeeting(locale, {
      subject: longSubjects[locale],
      preparation: longSubjects[locale],
      weekly: true,
      repeats: { interval: 2, weekdays: [3, 5] },
    }),
    aMyMeeting(locale, {
      meetingId: uuid(9102),
      seriesId: uuid(9002),
      title: titles[locale].thesis,
      number: '915530286',
      startsAt: Date.now() + 3 * dayMs,
      mayHost: false,
    }),
  ],
  past: [1, 8].map((days) =>
    aMyMeeting(locale, {
      meetingId: uuid(9110 + days),
      state: 'ended',
      startsAt: Date.now() - days * dayMs,
      endedAt: Date.now() - days * dayMs + 95 * minute,
    }),
  ),
  links: [
    aLink(),
    aLink({
      id: uuid(9201),
      guestName: 'Prof. Dr. Maximiliane Freifrau von Hohenstein-Wolkenburg',
      role: 'host',
      uses: 1,
      used: 0,
      expiresAt: null,
    }),
    aLink({ id: uuid(9202), state: 'expired', expiresAt: Date.now() - hour, uses: 50, used: 50 }),
  ],
  lobby: [],
  lookalikes: [],
  look: { state: 'open', guestName: null, lobby: true },
  notifications: {
    push: true,
    mail: false,
    lms: true,
    missedCallMail: true,
    objectionMail: true,
    objectionAnswerMail: true,
    summaryMail: true,
    applicationMail: true,
    alarmMail: true,
  },
  push: 'off',
  admitted: true,
  ...change,
});

/** Somebody who is here for the first time. */
export const noAdmission = (locale: SceneLocale): AdmissionWorld =>
  theAdmission(locale, { running: [], coming: [], past: [], links: [] });
