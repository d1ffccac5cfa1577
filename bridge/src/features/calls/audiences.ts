import { Failure } from '../../kernel/failure.ts';
import type { CourseRelations, Courses, Membership } from '../directory/courses/index.ts';
import type { Departments } from '../directory/departments/index.ts';
import type { Audiences, Relationships } from './ports.ts';

export interface AudienceDeps {
  courses: Pick<Courses, 'membership'>;
  relations: Pick<CourseRelations, 'members' | 'groupMembers' | 'shared' | 'own'>;
  departments: Pick<Departments, 'membersBelow' | 'unitsOf'>;
  isStaff: (personId: string) => Promise<boolean>;
}

/** Whether somebody who is this in a course may ring all of it at once. */
const mayRingCourse = (own: Pick<Membership, 'hostsAllGroups'> | null): boolean =>
  own?.hostsAllGroups === true;

/** Who may ring a whole audience: hosts a course, members a group of theirs, staff a department. */
export function callAudiences({
  courses,
  relations,
  departments,
  isStaff,
}: AudienceDeps): Audiences {
  return {
    whole: async (callerId) => ({
      departments: await isStaff(callerId),
      courseIds: (await relations.own(callerId))
        .filter(({ membership }) => mayRingCourse(membership))
        .map(({ courseId }) => courseId),
    }),
    isIn: async (courseId, personId) => (await courses.membership(courseId, personId)) !== null,
    course: async (courseId, callerId) => {
      if (!mayRingCourse(await courses.membership(courseId, callerId))) {
        throw new Failure('call/not-allowed');
      }
      return relations.members(courseId, callerId);
    },
    group: (groupId, callerId) => relations.groupMembers(groupId, callerId),
    department: async (departmentId, callerId) => {
      if (!(await isStaff(callerId))) throw new Failure('call/not-allowed');
      return departments.membersBelow([departmentId]);
    },
  };
}

/** What people are to a reader, by courses and departments. */
export function callRelationships({
  relations,
  departments,
}: Pick<AudienceDeps, 'relations' | 'departments'>): Relationships {
  return {
    between: async (readerId, personIds) => {
      const [shared, units] = await Promise.all([
        relations.shared(readerId, personIds),
        departments.unitsOf([readerId, ...personIds]),
      ]);
      const mine = new Set(units.get(readerId));
      const mates = new Set(shared.map(({ personId }) => personId));
      const taught = new Set(
        shared.filter(({ readerHosts }) => readerHosts).map(({ personId }) => personId),
      );
      return new Map(
        personIds.map((id) => [
          id,
          {
            readerTeaches: taught.has(id),
            sharesCourse: mates.has(id),
            sharesDepartment: (units.get(id) ?? []).some((unit) => mine.has(unit)),
          },
        ]),
      );
    },
  };
}
