import { Failure } from '../../../kernel/failure.ts';
import { roleFromLti, strongestRole, type Courses } from '../../directory/courses/index.ts';
import type { LaunchProvisioning, Platform } from './ports.ts';

/** Joins launches to courses: what a verified launch says becomes person, course and membership. */
export function launchProvisioning(
  courses: Pick<Courses, 'registerLaunch'>,
  platforms: () => Promise<Platform[]>,
): LaunchProvisioning {
  return {
    register: async (facts) => {
      const platform = (await platforms()).find(({ id }) => id === facts.platformId);
      if (!platform) throw new Failure('lti/platform-unknown');
      const { person, course } = facts;
      return courses.registerLaunch({
        sourceKey: facts.source,
        issuer: platform.issuer,
        subject: person.subject,
        givenName: person.givenName,
        familyName: person.familyName,
        displayName: person.name,
        testUser: facts.testUser === true,
        email: person.email,
        campusNumber: person.campusNumber,
        locale: person.locale,
        timezone: person.timezone,
        course,
        role: strongestRole(facts.roles.map(roleFromLti)),
        // An empty claim is what Moodle sends for "in no group" and for "no groups here" alike.
        groupExternalIds: facts.groups.length > 0 ? facts.groups : null,
      });
    },
  };
}
