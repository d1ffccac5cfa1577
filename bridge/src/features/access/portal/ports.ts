import type { PortalCourse } from './claims.ts';

/** Somebody whom a portal vouches for, as those who keep people and courses want it. */
export interface PortalPerson {
  /** `portal:<id>`, or `lti:<id>` for the plugin of an LMS. */
  source: string;
  realm: string;
  subject: string;
  givenName: string;
  familyName: string;
  name: string;
  email: string | null;
  campusNumber: string | null;
  locale: string | null;
  timezone: string | null;
}

/** Makes or refreshes a person, and one course with the person in it. */
export interface PortalProvisioning {
  register: (
    person: PortalPerson,
    course: PortalCourse | null,
  ) => Promise<{ personId: string; courseId: string | null }>;
}

export interface TicketIssuer {
  issue: (grant: {
    personId: string;
    courseId: string | null;
    portalId: string;
  }) => Promise<string>;
}
