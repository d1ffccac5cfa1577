import { createDirectory, type Directory } from '../src/features/directory/index.ts';
import type { PersonFacts } from '../src/features/directory/people/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';

/** The commonest family names, repeated about as often as people have them. */
const families =
  '王王王王王王王李李李李李李李张张张张张张刘刘刘刘刘陈陈陈陈杨杨杨黄黄赵赵吴吴周周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶黎贺顾毛郝龚邵万钱严赖覃洪武莫孔单仇';
const given =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉建国海宁晓小雨欣怡梓涵子轩浩然思远佳琪嘉懿若曦俊凯天宇诗雅乐重行';
const westernGiven =
  'Olivia Liam Emma Noah Amelia Lukas Sofia Jonas Marie Émile Zoë Björn Ana Pedro Yusuf Fatima Ivan Olga Hans-Peter Jürgen'.split(
    ' ',
  );
const westernFamily =
  "Murphy Smith Müller Schneider Dubois García O'Brien Kowalski Ivanova Rossi Nguyen Okafor Müller-Lüdenscheidt Andersson Yılmaz".split(
    ' ',
  );

/** The same numbers in every run (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Roll = ReturnType<typeof dice>;

const pick = <T>(roll: Roll, items: readonly T[], fallback: T): T =>
  items[roll(items.length)] ?? fallback;

function aPerson(roll: Roll, n: number): PersonFacts {
  const isWestern = roll(100) < 8;
  const hanFamilies = Array.from(families);
  const hanGiven = Array.from(given);
  const familyName = isWestern ? pick(roll, westernFamily, '') : pick(roll, hanFamilies, '');
  const two = roll(100) < 75 ? pick(roll, hanGiven, '') : '';
  const givenName = isWestern ? pick(roll, westernGiven, '') : pick(roll, hanGiven, '') + two;
  const isStaff = n % 12 === 0;
  return {
    externalId: `${n}`,
    displayName: isWestern ? `${givenName} ${familyName}` : `${familyName}${givenName}`,
    givenName,
    familyName,
    email: `u${n.toString(36)}.${roll(1000)}@campus.test`,
    campusNumber: isStaff ? `T${100_000 + n}` : `${2019 + roll(7)}${1_000_000 + n}`,
    phone: `1${3 + roll(7)}${100_000_000 + roll(900_000_000)}`,
    locale: null,
    timezone: null,
    suspended: false,
  };
}

export interface BenchCampus {
  people: Directory['people'];
  courses: Directory['courses'];
  departments: Directory['departments'];
  /** The people's facts and ids, in the order of their making. */
  known: { id: string; facts: PersonFacts }[];
}

/** A campus of generated people in 300 departments of three levels and in courses of 60. */
export async function aBenchCampus(db: Database, size: number): Promise<BenchCampus> {
  const roll = dice(20_260_901);
  const { people, courses, departments } = createDirectory({ db, clock: systemClock });
  const from = { source: 'ldap:campus', realm: 'ldap:campus' };
  const all = Array.from({ length: size }, (_, n) => aPerson(roll, n));
  const ids = new Map<string, string>();
  for (let at = 0; at < size; at += 5_000) {
    const some = all.slice(at, at + 5_000);
    await db.transaction(async (trx) => {
      const diff = await people.diff(trx, { from, people: some, complete: false });
      await people.apply(trx, diff);
      for (const [externalId, id] of diff.personIds) ids.set(externalId, id);
    });
  }
  const known = all.map((facts) => ({ id: ids.get(facts.externalId) ?? '', facts }));
  await fillDepartments(db, departments, { known, roll });
  await fillCourses(db, courses, { known, roll });
  return { people, courses, departments, known };
}

interface Filling {
  known: BenchCampus['known'];
  roll: Roll;
}

async function fillDepartments(
  db: Database,
  departments: BenchCampus['departments'],
  { known, roll }: Filling,
): Promise<void> {
  // One university, 20 colleges, the rest departments of colleges.
  const units = Array.from({ length: 300 }, (_, n) => ({
    externalId: `${n}`,
    parentExternalId: n === 0 ? null : n <= 20 ? '0' : `${1 + (n % 20)}`,
    name: `部门 ${n}`,
  }));
  const members = known.map(({ id }) => ({
    personId: id,
    departmentExternalId: `${21 + roll(279)}`,
  }));
  const source = 'ldap:campus';
  await db.transaction(async (trx) => {
    const report = { source, departments: units, members };
    await departments.apply(trx, source, await departments.diff(trx, report));
  });
}

/** A hundred courses of one teacher and sixty students. */
async function fillCourses(
  db: Database,
  courses: BenchCampus['courses'],
  { known, roll }: Filling,
): Promise<void> {
  const from = { source: 'moodle:https://lms.test', realm: 'https://lms.test' };
  for (let n = 0; n < 100; n += 1) {
    const students = Array.from({ length: 60 }, () => known[roll(Math.min(1_500, known.length))]);
    const teacher = known[(n * 12) % known.length];
    const ids = [...new Set(students.map((one) => one?.id ?? ''))].filter(
      (id) => id !== '' && id !== teacher?.id,
    );
    const members = [
      { personId: teacher?.id ?? '', role: 'editing-teacher' as const, groups: null },
      ...ids.map((personId) => ({ personId, role: 'student' as const, groups: null })),
    ];
    const course = { externalId: `${n}`, label: null, title: `课程 ${n}`, category: null };
    await db.transaction(async (trx) => {
      const report = { from, course, groups: [], members, complete: true };
      await courses.apply(trx, await courses.diff(trx, report));
    });
  }
}
