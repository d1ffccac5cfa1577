import type { CourseView } from '../../bridge/src/features/directory/courses/contract.ts';
import type { MeetingSummary } from '../../bridge/src/features/meetings/contract.ts';
import type { OpenSession } from '../../bridge/src/features/access/sessions/contract.ts';
import { detailExamples as en } from '../../words/en/meeting-details.ts';
import { detailExamples as zh } from '../../words/zh-CN/meeting-details.ts';

/** Ids in the scenes: any digit, repeated into a UUID. */
export const uuid = (n: number): string =>
  `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

export const courseId = uuid(1);
export const meetingId = uuid(2);
const minute = 60_000;

/** Words of the scenes' people and course by language. */
const words = {
  en: {
    title: 'Introduction to Signal Processing',
    subject: 'Chapter 5: the Fourier transform',
    label: 'EE 214 · Autumn 2026',
    teacher: 'Dr. Katharina Schneider-Wolkenstein',
    student: 'Lin Yue',
    groups: ['Lab group A (Tuesday)', 'Lab group B (Thursday)'],
  },
  'zh-CN': {
    title: '信号处理导论（2026 年秋季学期）',
    subject: '第五章：傅里叶变换',
    label: 'EE214 · 电子工程学院',
    teacher: '陈静',
    student: '林悦',
    groups: ['实验一组（周二）', '实验二组（周四）'],
  },
};
const examples = { en, 'zh-CN': zh };
export type SceneLocale = keyof typeof words;

/** A course as its host or a student sees it. */
export function aCourse(locale: SceneLocale, change: Partial<CourseView> = {}): CourseView {
  const { title, label, groups } = words[locale];
  return {
    id: courseId,
    title,
    label,
    category: null,
    role: 'editing-teacher',
    mayHost: true,
    memberCount: 148,
    groups: groups.map((name, index) => ({ id: uuid(20 + index), name })),
    ...change,
  };
}

/** A meeting that runs for 24 minutes. */
export function aMeeting(
  locale: SceneLocale,
  change: Partial<MeetingSummary> = {},
): MeetingSummary {
  return {
    id: meetingId,
    title: words[locale].title,
    ...examples[locale],
    subject: words[locale].subject,
    courseId,
    groupId: null,
    state: 'open',
    startsAt: null,
    startedAt: Date.now() - 24 * minute,
    endedAt: null,
    hostName: words[locale].teacher,
    present: 87,
    capacity: 500,
    iAmIn: false,
    mayHost: false,
    ...change,
  };
}

/** Three meetings that are over. */
export const someEnded = (locale: SceneLocale): MeetingSummary[] =>
  [2, 7, 9].map((days, index) => {
    const startedAt = Date.now() - days * 1440 * minute;
    const groupId = index === 1 ? uuid(20) : null;
    const endedAt = startedAt + (48 + 37 * index) * minute;
    return aMeeting(locale, {
      id: uuid(30 + index),
      state: 'ended',
      startedAt,
      endedAt,
      groupId,
      present: 0,
    });
  });

/** A session of the teacher or of a student. */
export function aSession(locale: SceneLocale, host: boolean): OpenSession {
  const displayName = host ? words[locale].teacher : words[locale].student;
  return {
    session: { id: uuid(9), accessToken: 'scene', accessExpiresAt: Date.now() + 60 * minute },
    person: { id: uuid(host ? 11 : 12), displayName, locale, timezone: 'Asia/Shanghai' },
    kind: 'person',
    courseId,
    meetingId: null,
  };
}
