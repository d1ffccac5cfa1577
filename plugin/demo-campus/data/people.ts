import type { Person, PersonKind } from '../campus.ts';

/** The password of everybody in the demo. */
export const demoPassword = 'lakeside';
export const mailDomain = 'lakeside.test';

/** 1 September 2026, 08:00 in Shanghai: when the directory's rows were last touched. */
export const rowsWrittenAt = Date.UTC(2026, 8, 1);

const chineseFamilies =
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董'.split('');
const compoundFamilies = ['欧阳', '司马', '上官', '诸葛'];
const chineseGiven =
  '芳 伟 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 雨桐 子涵 浩然 一诺 欣怡 梓轩 思远 若曦 嘉怡 俊杰'.split(
    ' ',
  );
const westernGiven = 'Ava Emma Mason Jack Ethan Aoife Niamh Saoirse Liam Noah Olivia Lucas'.split(
  ' ',
);
const westernFamilies = [
  'Brown',
  'Kelly',
  'Lee',
  'García',
  'van der Berg',
  'O’Connor',
  'Nguyễn',
  'Müller',
  'Smith',
];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** The same name for the same number, always: every ninth person is from abroad. */
function nameOf(number: number): { firstName: string; lastName: string } {
  if (number % 9 === 0) {
    return {
      firstName: pick(westernGiven, number / 9),
      lastName: pick(westernFamilies, number / 9),
    };
  }
  const family =
    number % 67 === 0 ? pick(compoundFamilies, number) : pick(chineseFamilies, number * 11 + 3);
  return { firstName: pick(chineseGiven, number * 5 + Math.floor(number / 32)), lastName: family };
}

/** What is said of a person; the rest follows. */
export type PersonDraft = Pick<Person, 'id' | 'username' | 'firstName' | 'lastName'> &
  Partial<Person>;

/** Fills what a draft leaves open: the demo's password, a mail address, Chinese, an account in order. */
export function person(kind: PersonKind, draft: PersonDraft): Person {
  const host = kind === 'student' ? `stu.${mailDomain}` : mailDomain;
  return {
    kind,
    password: demoPassword,
    email: `${draft.username}@${host}`,
    idNumber: '',
    phone: '',
    departmentId: 3,
    lang: 'zh_cn',
    suspended: false,
    deleted: false,
    siteAdmin: false,
    modifiedAt: rowsWrittenAt,
    ...draft,
  };
}

const departments = [3, 4, 5, 7, 8, 10, 11, 12];
const mobile = (prefix: string, number: number): string =>
  `+86${prefix}${String(number).padStart(8, '0')}`;
const languageOf = (number: number): Person['lang'] => (number % 9 === 0 ? 'en' : 'zh_cn');

/** Paused and began anew: the directory has the new number, the LMS still the old one. A conflict to try. */
const returned = { number: 48, before: '202200117' };

function student(number: number): Person {
  const digits = `2023${String(number).padStart(5, '0')}`;
  return person('student', {
    id: number + 2,
    username: `s${digits}`,
    ...nameOf(number),
    ...(number === returned.number
      ? { idNumber: returned.before, directoryNumber: digits }
      : { idNumber: digits }),
    // Every twentieth student has given no number, as on a real campus.
    phone: number % 20 === 0 ? '' : mobile('138', 13_000_000 + number),
    departmentId: pick(departments, number),
    lang: languageOf(number),
  });
}

function teacher(number: number): Person {
  const digits = String(number).padStart(4, '0');
  return person('teacher', {
    id: number <= 20 ? number + 522 : number + 533,
    username: `t${digits}`,
    ...nameOf(number + 1000),
    idNumber: `T${digits}`,
    phone: mobile('139', 10_000_000 + number),
    departmentId: pick(departments, Math.floor((number - 1) / 3)),
    lang: languageOf(number + 1000),
  });
}

function departmentAdmin(departmentId: number, index: number): Person {
  return person('department-admin', {
    id: 558 + index,
    username: `admin-${String(departmentId).padStart(2, '0')}`,
    ...nameOf(index + 2000),
    idNumber: `A${String(index + 1).padStart(4, '0')}`,
    phone: mobile('137', 10_000_000 + index),
    departmentId,
  });
}

const itAdmin = (): Person =>
  person('it-admin', {
    id: 2,
    username: 'admin',
    firstName: '晓峰',
    lastName: '沈',
    email: `it@${mailDomain}`,
    phone: mobile('136', 10_000_001),
    departmentId: 4,
    siteAdmin: true,
  });

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** 520 students, 24 teachers, a department administrator for each department and one campus IT administrator. */
export function ordinaryPeople(): Person[] {
  return [
    itAdmin(),
    ...upTo(520).map(student),
    ...upTo(24).map(teacher),
    ...departments.map(departmentAdmin),
  ];
}
