import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { Meeting } from '../meeting.ts';
import type { Access } from './access.ts';
import type { Schedule } from './contract.ts';
import type { Occurrences } from './occurrences.ts';
import type { SeriesFactory } from './series-factory.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import { checkedSchedule } from './service.ts';

interface CoursePlansDeps {
  series: SeriesRepository;
  seriesFactory: SeriesFactory;
  access: Pick<Access, 'current'>;
  occurrences: Occurrences;
  courses: Pick<Courses, 'membership'>;
  clock: Clock;
}

/** A course's meetings that run or are planned, and new ones: for links of an LMS that open one of their own. */
export function createCoursePlans(deps: CoursePlansDeps) {
  const { access, clock } = deps;
  const ofCourse = async (courseId: string): Promise<Series[]> =>
    (await deps.series.ofCourses([courseId])).filter(({ cancelledAt }) => cancelledAt === null);

  return {
    /** By which series, and when they are next (milliseconds); the earliest first. */
    upcoming: async (courseId: string) => {
      const all = await ofCourse(courseId);
      const found = await Promise.all(
        all.map(async (series) => {
          const { id, title, schedule } = series;
          const next = schedule && (await access.current(series));
          const weeks = schedule?.weekly?.interval ?? null;
          return next ? [{ id, title, startsAt: timeOf(next), weeks }] : [];
        }),
      );
      return found.flat().sort((one, other) => one.startsAt - other.startsAt);
    },
    /** Whether somebody may plan there. */
    mayPlan: async (courseId: string, personId: string): Promise<boolean> =>
      (await deps.courses.membership(courseId, personId))?.mayHost === true,
    /**
     * Plans meetings of the course, for one of its hosts; none where one of them is no plan. Answers their series.
     * @throws Failure meeting/not-host, request/invalid
     */
    plan: async (
      { courseId, personId }: { courseId: string; personId: string },
      wanted: readonly { title: string; schedule: Schedule }[],
    ): Promise<string[]> => {
      const membership = await deps.courses.membership(courseId, personId);
      if (!membership?.mayHost) throw new Failure('meeting/not-host');
      const checked = wanted.map(({ title, schedule }) => ({
        title,
        schedule: checkedSchedule(schedule, clock.now()),
        lastsMs: schedule.durationMinutes * 60_000,
      }));
      const ids: string[] = [];
      for (const { title, schedule, lastsMs } of checked) {
        const plan = { kind: 'course', title, courseId, scope: 'invited', schedule } as const;
        const made = await deps.seriesFactory.fresh(plan);
        await deps.occurrences.plan(made, personId, clock.now() - lastsMs);
        ids.push(made.id);
      }
      return ids;
    },
    /** Where a series of the course is: its meeting that runs or is next, if there is one; null: it is none of the course. */
    find: async (
      courseId: string,
      seriesId: string,
    ): Promise<{ meetingId: string | null } | null> => {
      const series = (await ofCourse(courseId)).find(({ id }) => id === seriesId);
      if (!series) return null;
      return { meetingId: (await access.current(series))?.id ?? null };
    },
  };
}

const timeOf = ({ startedAt, scheduledAt }: Meeting): number => startedAt ?? scheduledAt ?? 0;
