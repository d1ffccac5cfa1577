import { z } from 'zod';
import type { Group } from '../../campus.ts';
import { demand, enterCourse } from '../access.ts';
import { recordUnknown } from '../errors.ts';
import { int, list } from '../params.ts';
import { formatString } from '../texts.ts';
import { webService } from './web-service.ts';

/** core_group_get_course_groups, in the order of their names. */
export const getCourseGroups = webService(
  'core_group_get_course_groups',
  z.strictObject({ courseid: int }),
  (site, { courseid }) => {
    enterCourse(site, courseid);
    demand(site, 'moodle/course:managegroups');
    return site.campus.groups
      .filter((group) => group.courseId === courseid)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(groupRow);
  },
);

const groupRow = (group: Group) => ({
  id: group.id,
  courseid: group.courseId,
  name: formatString(group.name),
  description: `Group ${formatString(group.name)}`,
  descriptionformat: 1,
  enrolmentkey: null,
  idnumber: group.idNumber,
  visibility: 0,
  participation: true,
});

/** core_group_get_group_members: the first unknown group fails the whole call. */
export const getGroupMembers = webService(
  'core_group_get_group_members',
  z.strictObject({ groupids: list(int) }),
  (site, { groupids }) =>
    groupids.map((groupid) => {
      const group = site.campus.groups.find(({ id }) => id === groupid);
      if (group === undefined) throw recordUnknown();
      enterCourse(site, group.courseId);
      demand(site, 'moodle/course:managegroups');
      return { groupid, userids: [...group.memberIds] };
    }),
);
