import type { Courses } from '../../directory/courses/index.ts';
import type { Portals } from '../portal/index.ts';
import { isPluginRoom } from './rooms.ts';
import type { MoodleRepository } from './repository.ts';

interface Asked {
  courseId: string;
  courses: Pick<Courses, 'course' | 'coursesOfRealm'>;
  portals: Pick<Portals, 'list'>;
  repository: Pick<MoodleRepository, 'ungraded'>;
}

/**
 * Whether grades of a course are given by the activity plugin: it is one of its rooms, whose settings in Moodle
 * decide, or an activity that gives grades is in the same course of that Moodle (by its short name, which Moodle
 * keeps unique). One that has not said counts as giving them.
 */
export async function keepsGradesOf({
  courseId,
  courses,
  portals,
  repository,
}: Asked): Promise<boolean> {
  const course = await courses.course(courseId);
  if (!course) return false;
  if (isPluginRoom(course.externalId)) return true;
  if (course.label === null) return false;
  const rooms = (await courses.coursesOfRealm(course.realm))
    .filter(({ label, retiredAt }) => label === course.label && retiredAt === null)
    .map(({ externalId }) => externalId)
    .filter(isPluginRoom);
  if (rooms.length === 0) return false;
  const own = (await portals.list()).filter(({ realm }) => realm === course.realm);
  const ids = own.map(({ id }) => id);
  const ungraded = await repository.ungraded(ids, rooms);
  return rooms.some((room) => !ungraded.has(room));
}
