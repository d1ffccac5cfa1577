import type { Courses } from '../features/directory/courses/index.ts';
import {
  createPortalAdmin,
  createPortalRepository,
  createPortals,
  portalRoutes,
  portalTrust,
  trustPortal,
  type PortalRegistrar,
  type Portals,
} from '../features/access/portal/index.ts';
import type { Vouches } from '../features/directory/people/index.ts';
import type { Sessions } from '../features/access/sessions/index.ts';
import type { Route } from '../kernel/route.ts';
import type { RegistryParts } from './registry.ts';
import { sealingOf } from './sealing.ts';

export interface PortalAppParts extends Pick<RegistryParts, 'config' | 'db' | 'clock'> {
  courses: Pick<Courses, 'registerLaunch'>;
  sessions: Pick<Sessions, 'issueTicket'>;
}

/** Makes launches by portals that sign for their people. */
export function composePortals(parts: PortalAppParts): { portals: Portals; routes: Route[] } {
  const { config, db, clock, courses, sessions } = parts;
  const portals = createPortals({
    repository: createPortalRepository(db, sealingOf(config)),
    registrar: registrar(courses),
    tickets: {
      issue: ({ personId, courseId }) =>
        sessions.issueTicket({ kind: 'person', personId, courseId, meetingId: null }),
    },
    clock,
    audience: new URL(config.CAMPUS_MEET_URL).origin,
  });
  return { portals, routes: portalRoutes(portals) };
}

/** The portals that are registered, for the command line. */
export const composePortalAdmin = ({
  config,
  db,
  clock,
}: Pick<RegistryParts, 'config' | 'db' | 'clock'>) => ({
  ...createPortalAdmin({ repository: createPortalRepository(db, sealingOf(config)), clock }),
  vouches: () => portalTrust(db),
  trust: (id: string, vouches: Vouches) => trustPortal(db, id, vouches),
});

/** A portal's word becomes person, course and membership the same way as an LMS's launch. */
const registrar = (courses: Pick<Courses, 'registerLaunch'>): PortalRegistrar => ({
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
    }),
});
