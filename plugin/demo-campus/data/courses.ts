import type { Activity, Course, Group } from '../campus.ts';

/** The autumn term of 2026: 7 September to 17 January, midnight in Shanghai. */
export const termStartsAt = Date.UTC(2026, 8, 6, 16);
const termEndsAt = Date.UTC(2027, 0, 17, 16);

type CourseDraft = Pick<Course, 'id' | 'categoryId' | 'shortName' | 'fullName'> & Partial<Course>;

const course = (draft: CourseDraft): Course => ({
  idNumber: `ID-${draft.shortName}`,
  visible: true,
  groupMode: 0,
  guestAccess: false,
  startsAt: termStartsAt,
  endsAt: termEndsAt,
  activities: [],
  ...draft,
});

const activity = (cmid: number, draft: Partial<Activity> = {}): Activity => ({
  cmid,
  instanceId: cmid - 12,
  title: '视频会议 Video meetings',
  intro: '上课、答疑都在这里。Classes and office hours are held here.',
  container: 'iframe',
  permissions: 'moodle',
  toolId: 1,
  url: null,
  custom: {},
  gradeMaximum: null,
  ...draft,
});

const inWindow = (cmid: number): Activity =>
  activity(cmid, {
    title: '视频会议（新窗口） Video meetings (new window)',
    intro: '需要共享屏幕时，请从这里进入。Open it here to share your screen.',
    container: 'window',
  });

const computing = (): Course[] => [
  course({
    id: 2,
    categoryId: 3,
    shortName: 'CS101-2026A',
    fullName: '数据结构 Data Structures',
    groupMode: 2,
    activities: [activity(13, { gradeMaximum: 100 }), inWindow(14)],
  }),
  course({
    id: 3,
    categoryId: 3,
    shortName: 'CS202-2026A',
    fullName: '操作系统 Operating Systems',
    groupMode: 1,
    activities: [activity(15)],
  }),
  course({
    id: 4,
    categoryId: 4,
    shortName: 'CS303-2026A',
    fullName: 'Computer Networks',
    activities: [activity(16), inWindow(17)],
  }),
  course({
    id: 5,
    categoryId: 5,
    shortName: 'CS404-2026A',
    fullName: '人工智能导论 Introduction to AI',
    guestAccess: true,
    activities: [activity(18)],
  }),
  course({
    id: 6,
    categoryId: 5,
    shortName: 'HID-2026A',
    fullName: '隐藏课程 Hidden course',
    visible: false,
    activities: [activity(19)],
  }),
];

const business = (): Course[] => [
  course({ id: 7, categoryId: 7, shortName: 'ZERO-2026A', fullName: 'No participants yet' }),
  course({
    id: 8,
    categoryId: 7,
    shortName: 'AC101-2026A',
    fullName: '会计学原理 Accounting',
    activities: [activity(20)],
  }),
  course({
    id: 9,
    categoryId: 8,
    shortName: 'AC202-2026A',
    fullName: 'Financial Management',
    activities: [inWindow(21)],
  }),
];

const engineering = (): Course[] => [
  course({
    id: 10,
    categoryId: 10,
    shortName: 'EE201-2026A',
    fullName: 'Circuits & Signals',
    activities: [
      activity(22),
      activity(23, {
        title: 'Video meetings (full permissions, as other LMSs embed)',
        permissions: 'full',
      }),
      activity(24, {
        title: 'Video meetings (no camera or microphone in the frame)',
        permissions: 'none',
      }),
    ],
  }),
  course({
    id: 11,
    categoryId: 11,
    shortName: 'XSS<b>-1',
    fullName: 'Bad <script>alert(1)</script> & "quotes" 🎓 课程',
    activities: [activity(25)],
  }),
  course({
    id: 12,
    categoryId: 12,
    shortName: 'ENG-BIG',
    fullName: '大学英语 College English (500)',
    activities: [activity(26), inWindow(27)],
  }),
  course({
    id: 13,
    categoryId: 12,
    shortName: 'PE-2026A',
    fullName: '体育 Physical Education',
    groupMode: 2,
    activities: [activity(28)],
  }),
];

/** Twelve courses: an empty one, a hidden one, one of 500, one with a hostile name. */
export const courses = (): Course[] => [...computing(), ...business(), ...engineering()];

const everyFourth = (first: number, offset: number): number[] =>
  Array.from({ length: 15 }, (_, index) => first + offset + index * 4);

const quarter =
  (courseId: number, first: number, groupId: number) =>
  (name: string, offset: number): Group => ({
    id: groupId + offset,
    courseId,
    name,
    idNumber: `G${offset}`,
    memberIds: everyFourth(first, offset),
  });

/** Who assists in Operating Systems, and only in the first lab. */
const labAssistant = 525;

/** Groups in three courses, one of them with a hostile name. */
export const groups = (): Group[] => [
  ...['第1组', 'Group 2', '第3组 & friends', 'Group 4'].map(quarter(2, 3, 1)),
  ...['实验A班 Lab A', '实验B班 Lab B', '实验C班 Lab C', '实验D班 Lab D']
    .map(quarter(3, 33, 5))
    .map((group) =>
      group.id === 5 ? { ...group, memberIds: [...group.memberIds, labAssistant] } : group,
    ),
  ...['篮球 Basketball', '游泳 Swimming', '太极 Tai chi', '<b>Running</b>'].map(
    quarter(13, 103, 9),
  ),
];
