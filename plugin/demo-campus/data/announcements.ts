import type { Announcement } from '../campus.ts';

const at = (month: number, day: number, hour: number): number =>
  Date.UTC(2026, month - 1, day, hour - 8);

/** What teachers have written to their courses. */
export const announcements = (): Announcement[] => [
  {
    courseId: 2,
    authorId: 523,
    at: at(11, 23, 9),
    title: '第十二周：图的最短路径 Week 12: shortest paths',
    text: '周二 10:00 在线上课，请提前五分钟进入视频会议。课后作业：实现 Dijkstra 算法。',
  },
  {
    courseId: 2,
    authorId: 524,
    at: at(11, 20, 16),
    title: 'Lab 5 has moved to Friday',
    text: 'The lab of groups 2 and 4 is on Friday at 14:00, in the video meeting of this course.',
  },
  {
    courseId: 12,
    authorId: 554,
    at: at(11, 22, 18),
    title: 'Lecture for all 500 of you',
    text: 'The whole year meets online on Wednesday at 19:00. Bring headphones; microphones stay off until you raise your hand.',
  },
  {
    courseId: 4,
    authorId: 526,
    at: at(11, 19, 11),
    title: 'Guest lecture: how a videobridge forwards media',
    text: 'An engineer will walk us through simulcast and bandwidth estimation.',
  },
];
