import type { Courses } from '../../directory/courses/index.ts';
import type { Portal } from '../portal/index.ts';

/** The rooms of a Moodle by course, as it calls them; those that were retired, too. */
export const roomsOf = async (
  courses: Pick<Courses, 'coursesOfRealm'>,
  portal: Portal,
): Promise<Map<string, string>> =>
  new Map(
    (await courses.coursesOfRealm(portal.realm)).flatMap(({ id, externalId }) =>
      externalId.startsWith('cm:') ? [[id, externalId] as const] : [],
    ),
  );

/** What a Moodle calls the groups of a course, by ours. */
export const groupsOf = async (
  courses: Pick<Courses, 'groups'>,
  courseId: string,
): Promise<Map<string, string>> =>
  new Map((await courses.groups(courseId)).map(({ id, externalId }) => [id, externalId]));
