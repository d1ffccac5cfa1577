import type { z } from 'zod';
import { dayMs, type Clock } from '../../../kernel/clock.ts';
import { digest } from '../../../kernel/ids.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { Portal } from '../portal/index.ts';
import type { moodlePlans } from './contract.ts';
import { groupsOf, roomsOf } from './rooms.ts';

/** A series of a course, with when its meetings are (features/meetings/admission). */
interface Planned {
  seriesId: string;
  courseId: string;
  groupId: string | null;
  title: string;
  durationMinutes: number;
  occurrences: { date: string; at: number }[];
}

/** What is planned in courses from one moment up to another. */
export type PlannedIn = (
  courseIds: readonly string[],
  span: { from: number; until: number },
) => Promise<Planned[]>;

interface PlansDeps {
  courses: Pick<Courses, 'coursesOfRealm' | 'groups'>;
  clock: Clock;
}

type Answer = z.input<(typeof moodlePlans)['reply']>;
type Room = NonNullable<Answer['rooms']>[number];

/** Whole days, so that a mark holds for a day where nothing is planned otherwise. */
const spanFrom = (now: number) => {
  const from = (Math.floor(now / dayMs) - 1) * dayMs;
  return { from, until: from + 366 * dayMs };
};

/** What is planned in a Moodle's rooms: for its calendar. All of it, or nothing where it is what Moodle knows. */
export async function plansFor(
  { courses, clock }: PlansDeps,
  { portal, known }: { portal: Portal; known: string },
  planned: PlannedIn,
): Promise<Answer> {
  const rooms = await roomsOf(courses, portal);
  const span = spanFrom(clock.now());
  const all: Room[] = [];
  for (const one of await planned([...rooms.keys()], span)) {
    const groups = one.groupId === null ? null : await groupsOf(courses, one.courseId);
    const group = groups?.get(one.groupId ?? '') ?? null;
    // The meetings of a group that is no more are nobody's.
    if (one.groupId !== null && group === null) continue;
    all.push({
      room: rooms.get(one.courseId) ?? '',
      series: one.seriesId,
      title: one.title,
      group,
      minutes: one.durationMinutes,
      dates: one.occurrences,
    });
  }
  all.sort((a, b) => a.series.localeCompare(b.series));
  const mark = digest(JSON.stringify([span.from, all]));
  return { mark, from: span.from, rooms: mark === known ? null : all };
}
