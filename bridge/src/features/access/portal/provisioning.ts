import type { Courses } from '../../directory/courses/index.ts';
import type { PortalProvisioning } from './ports.ts';

/** A portal's word becomes person, course and membership the same way as an LMS's launch. */
export const portalProvisioning = (
  courses: Pick<Courses, 'registerLaunch'>,
): PortalProvisioning => ({
  register: (person, course) =>
    courses.registerLaunch({
      sourceKey: person.source,
      issuer: person.realm,
      subject: person.subject,
      givenName: person.givenName,
      familyName: person.familyName,
      displayName: person.name,
      email: person.email,
      campusNumber: person.campusNumber,
      locale: person.locale,
      timezone: person.timezone,
      course: course && {
        externalId: course.id,
        label: course.label ?? null,
        title: course.title,
      },
      role: course?.role ?? 'other',
      groupExternalIds: course?.groups ?? null,
      capabilities: course?.capabilities ?? null,
    }),
});
