import type { Database } from '../../src/kernel/database.ts';
import { digest, newId, newSecret } from '../../src/kernel/ids.ts';
import { retentionNames } from '../../src/kernel/retention.ts';
import { dice } from '../campus.ts';
import type { Year } from './history.ts';
import { dayMs } from '../../src/kernel/clock.ts';
import { yearOf, type Past } from './rows.ts';

/** How often each page is asked for, and how often before that. */
const times = 40;
const warmUp = 5;

/** A page, and who asks for which one of it. */
interface Page {
  name: string;
  next: () => { token: string; path: string };
}

/** People of the year with sessions. */
export interface Readers {
  /** By course: who teaches it, and one who studies. */
  teachers: string[];
  students: string[];
  /** Of the lecture. */
  lecturer: string;
  admin: string;
}

/** Opens sessions, makes one person a system admin, and has no sweep begin while pages are looked at. */
export async function readersOf({ db, now, people }: Past, year: Year): Promise<Readers> {
  const open = async (personId: string): Promise<string> => {
    const token = newSecret();
    await db('sessions').insert({
      id: newId(),
      person_id: personId,
      access_digest: digest(token),
      access_expires_at: now + dayMs,
      refresh_digest: digest(newSecret()),
      rotated_at: now,
      created_at: now,
      expires_at: now + dayMs,
    });
    return token;
  };
  const adminId = people[0] ?? '';
  await db('grants').insert({
    id: newId(),
    person_id: adminId,
    role: 'system',
    department_id: '',
    created_at: now,
  });
  const some = year.courses.slice(0, times + warmUp);
  return {
    teachers: await Promise.all(some.map(({ members }) => open(members[0] ?? ''))),
    students: await Promise.all(some.map(({ members }) => open(members[7] ?? ''))),
    lecturer: await open(year.lecture.members[0] ?? ''),
    admin: await open(adminId),
  };
}

/** No sweep begins within the hour. */
export async function putOffSweeps(db: Database): Promise<void> {
  const rows = retentionNames.map((name) => ({ name, swept_at: Date.now(), removed: 0 }));
  await db('retention').insert(rows).onConflict('name').merge(['swept_at']);
}

/** The main pages, by what each asks the bridge for. */
function pagesOf({ people }: Past, year: Year, readers: Readers): Page[] {
  const roll = dice(5);
  const at = () => roll(readers.students.length);
  const courseAt = (index: number) => year.courses[index]?.id ?? '';
  const ofStudent = (path: (courseId: string) => string) => () => {
    const index = at();
    return { token: readers.students[index] ?? '', path: path(courseAt(index)) };
  };
  const ofTeacher = (path: (courseId: string) => string) => () => {
    const index = at();
    return { token: readers.teachers[index] ?? '', path: path(courseAt(index)) };
  };
  const ofAdmin = (path: () => string) => () => ({ token: readers.admin, path: path() });
  const person = () => people[roll(people.length)] ?? '';
  const classOf = (courseId: string) =>
    year.classes.find((one) => one.courseId === courseId)?.id ?? '';
  const words = ['wang', '李', 'zh', 'u5', '20201'];
  return [
    { name: 'course page', next: ofStudent((id) => `courses/${id}/meetings`) },
    { name: 'home', next: ofStudent(() => 'my-meetings') },
    {
      name: 'address book, a search',
      next: ofStudent(
        () => `address-book?query=${encodeURIComponent(words[roll(words.length)] ?? '')}`,
      ),
    },
    {
      name: 'attendance of a class',
      next: ofTeacher((id) => `meetings/${classOf(id)}/attendance`),
    },
    {
      name: 'attendance of a course, all year',
      next: ofTeacher((id) => `courses/${id}/attendance`),
    },
    {
      name: `attendance of a lecture, ${yearOf.lecture.students} people × ${yearOf.lecture.meetings} meetings`,
      next: () => ({
        token: readers.lecturer,
        path: `courses/${year.lecture.id}/attendance`,
      }),
    },
    { name: 'own attendance', next: ofStudent(() => 'attendance/mine') },
    { name: 'operations: what is', next: ofAdmin(() => 'admin/operations/fleet') },
    {
      name: 'operations: the last month',
      next: ofAdmin(() => 'admin/operations/history?range=month'),
    },
    { name: 'audit log', next: ofAdmin(() => 'admin/audit?limit=50') },
    {
      name: 'audit log, of one person',
      next: ofAdmin(() => `admin/audit?limit=50&subjectId=${person()}`),
    },
    {
      name: 'audit log, a rare word',
      next: ofAdmin(() => `admin/audit?limit=50&search=${encodeURIComponent('张三 77')}${roll(9)}`),
    },
    { name: "a person's page", next: ofAdmin(() => `admin/people/${person()}`) },
    {
      name: 'people, a search',
      next: ofAdmin(() => `admin/people?search=${encodeURIComponent('李')}`),
    },
    { name: 'privacy: what is kept', next: ofAdmin(() => 'admin/privacy/retention') },
  ];
}

/** How long each page takes at the bridge, one request after the other. */
export async function pageTimes(
  url: string,
  { past, year, readers }: { past: Past; year: Year; readers: Readers },
): Promise<{ name: string; times: number[] }[]> {
  const all: { name: string; times: number[] }[] = [];
  for (const { name, next } of pagesOf(past, year, readers)) {
    const taken: number[] = [];
    for (let round = -warmUp; round < times; round += 1) {
      const { token, path } = next();
      const began = performance.now();
      const answer = await fetch(`${url}/api/${path}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${text.slice(0, 200)}`);
      if (round >= 0) taken.push(performance.now() - began);
    }
    all.push({ name, times: taken });
  }
  return all;
}
