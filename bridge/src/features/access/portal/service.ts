import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest } from '../../../kernel/ids.ts';
import { clockSkew, readClaims, type PortalClaims, type PortalCourse } from './claims.ts';
import type { launchFromPortal } from './contract.ts';
import { readDetails, type Portal, type PortalDetails } from './portal.ts';
import type { PortalPerson, PortalProvisioning, TicketIssuer } from './ports.ts';
import type { PortalRepository } from './repository.ts';
import { createTokenCheck, issuerOf } from './token.ts';

export interface PortalDeps {
  repository: PortalRepository;
  provisioning: PortalProvisioning;
  tickets: TicketIssuer;
  clock: Clock;
  /** Our root as portals write it into `aud`. */
  audience: string;
}

type Asked = z.output<(typeof launchFromPortal)['body']>;
type Launched = z.input<(typeof launchFromPortal)['reply']>;

export type PortalService = ReturnType<typeof createPortalService>;

/** Launches by portals that sign for their people, and the portals that may. */
export function createPortalService(deps: PortalDeps) {
  const { repository, tickets } = deps;
  const check = createTokenCheck(deps);

  /**
   * Lets somebody in. @throws Failure portal/unknown, portal/origin, portal/token-…, portal/course-unknown,
   * portal/keys-unavailable
   */
  async function launch(asked: Asked): Promise<Launched> {
    const portal = await repository.byIssuer(issuerOf(asked.token));
    if (!portal) throw new Failure('portal/unknown');
    if (!portal.origins.includes(asked.origin)) throw new Failure('portal/origin');
    const claims = readClaims(await check(asked.token, portal));
    const course = courseOf(asked, claims);
    const isFirst = await repository.takeToken(
      digest(`${portal.id} ${claims.jti}`),
      (claims.exp + clockSkew) * 1000,
    );
    if (!isFirst) throw new Failure('portal/token-used');
    const { personId, courseId } = await register(deps, { portal, claims, course });
    const ticket = await tickets.issue({ personId, courseId });
    return { ticket, path: pathOf(asked, courseId) };
  }

  return { launch, ...createPortalAdmin(deps) };
}

/** The portals that may sign people in: what an administrator does, and who may frame the panel. */
export function createPortalAdmin({ repository, clock }: Pick<PortalDeps, 'repository' | 'clock'>) {
  return {
    /** Registers a portal, or changes the one with the same issuer. @throws Failure request/invalid */
    add: (details: PortalDetails): Promise<Portal> =>
      repository.save(readDetails(details), clock.now()),
    list: repository.all,
    remove: repository.remove,
    /** Origins of pages that may frame the panel. */
    frameAncestors: async (): Promise<string[]> => [
      ...new Set((await repository.all()).flatMap(({ origins }) => origins)),
    ],
    sweep: (): Promise<void> => repository.sweep(clock.now()),
  };
}

/** The course that the panel is asked for; null when none is. @throws Failure portal/course-unknown */
function courseOf(asked: Asked, { courses }: PortalClaims): PortalCourse | null {
  if (asked.panel !== 'course') return null;
  const [first, second] = courses;
  const wanted = asked.course ?? (second ? undefined : first?.id);
  const found = courses.find(({ id }) => id === wanted);
  if (!found) throw new Failure('portal/course-unknown');
  return found;
}

interface Arrival {
  portal: Portal;
  claims: PortalClaims;
  course: PortalCourse | null;
}

/** Every course that is told of becomes known, so that the home panel and the ringer have them. */
async function register(
  { provisioning }: PortalDeps,
  { portal, claims, course }: Arrival,
): Promise<{ personId: string; courseId: string | null }> {
  const person = personOf(portal, claims);
  for (const other of claims.courses) {
    if (other !== course) await provisioning.register(person, other);
  }
  return provisioning.register(person, course);
}

const personOf = (portal: Portal, claims: PortalClaims): PortalPerson => ({
  source: `portal:${portal.id}`,
  realm: portal.realm,
  subject: claims.sub,
  givenName: claims.given_name ?? '',
  familyName: claims.family_name ?? '',
  name: claims.name ?? '',
  email: claims.email ?? null,
  campusNumber: claims.campus_number ?? null,
  locale: claims.locale ?? null,
  timezone: claims.zoneinfo ?? null,
});

function pathOf({ panel }: Asked, courseId: string | null): string {
  if (panel === 'ringer') return '/ringer';
  return courseId === null ? '/' : `/course/${courseId}`;
}
