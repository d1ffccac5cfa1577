import type { Courses } from '../../directory/courses/index.ts';
import type { Portal } from '../portal/index.ts';

/** A room is an activity of the plugin, and after a reset its next one: a copy of it is another room. */
export const pluginRoom = /^cm:\d{1,19}(\.\d{1,9})?$/u;

/** Whether a course is a room of the plugin, by its id in the LMS. */
export const isPluginRoom = (externalId: string): boolean => pluginRoom.test(externalId);

/** The rooms of a Moodle by course, as it calls them; those that were retired, too. */
export const roomsOf = async (
  courses: Pick<Courses, 'coursesOfRealm'>,
  portal: Portal,
): Promise<Map<string, string>> =>
  new Map(
    (await courses.coursesOfRealm(portal.realm)).flatMap(({ id, externalId }) =>
      isPluginRoom(externalId) ? [[id, externalId] as const] : [],
    ),
  );

/** What a Moodle calls the groups of a course, by ours. */
export const groupsOf = async (
  courses: Pick<Courses, 'groups'>,
  courseId: string,
): Promise<Map<string, string>> =>
  new Map((await courses.groups(courseId)).map(({ id, externalId }) => [id, externalId]));
