import type { Audience, ClassCourses, NotifiedPeople } from './ports.ts';

interface AudienceDeps {
  people: Pick<NotifiedPeople, 'findMany' | 'accountsIn'>;
  courses: ClassCourses;
  /** The LMS that is written to, by its wwwroot. */
  lmsRealm: string;
}

/** Who is told that a class has started: the course's active members, or the group's and the course's hosts. */
export const classAudience = ({ people, courses, lmsRealm }: AudienceDeps): Audience => ({
  of: async ({ courseId, groupId }) => {
    const members = await courses.audience(courseId, groupId);
    const found = await people.findMany(members.map(({ personId }) => personId));
    return found
      .filter(({ status }) => status === 'active')
      .map(({ id, displayName, email, locale, timezone }) => ({
        personId: id,
        displayName,
        email,
        locale,
        timezone,
      }));
  },
  lmsAccounts: (ids) => people.accountsIn(lmsRealm, ids),
});
