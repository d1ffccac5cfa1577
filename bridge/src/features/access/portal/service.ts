import type { JWTPayload } from 'jose';
import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest } from '../../../kernel/ids.ts';
import { clockSkew, readClaims, type PortalClaims, type PortalCourse } from './claims.ts';
import type { launchFromPortal } from './contract.ts';
import { readDetails, type Portal, type PortalDetails, type PortalKind } from './portal.ts';
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
    const claims = readClaims(await check(asked.token, { ...portal, audience: deps.audience }));
    const course = courseOf(asked, claims);
    await useOnce(repository, portal, claims);
    const { personId, courseId } = await register(deps, {
      portal,
      claims,
      course,
    });
    const ticket = await tickets.issue({ personId, courseId, portalId: portal.id });
    return { ticket, path: pathOf(asked, courseId) };
  }

  /**
   * Reads a token of another kind than a launch, which is told by what it is meant for; each token once.
   * @throws Failure portal/unknown, portal/token-…
   */
  async function receive(token: string, audience: string): Promise<Received> {
    const portal = await repository.byIssuer(issuerOf(token));
    if (!portal) throw new Failure('portal/unknown');
    const claims = await check(token, { ...portal, audience });
    await useOnce(repository, portal, {
      jti: String(claims.jti),
      exp: claims.exp ?? 0,
    });
    return { portal, claims };
  }

  return { launch, receive, check, ...createPortalAdmin(deps) };
}

/** A token of a portal's, verified. */
export interface Received {
  portal: Portal;
  claims: JWTPayload;
}

/** @throws Failure portal/token-used */
async function useOnce(
  repository: PortalRepository,
  portal: Portal,
  { jti, exp }: Pick<PortalClaims, 'jti' | 'exp'>,
): Promise<void> {
  const isFirst = await repository.takeToken(
    digest(`${portal.id} ${jti}`),
    (exp + clockSkew) * 1000,
  );
  if (!isFirst) throw new Failure('portal/token-used');
}

/** The portals that may sign people in: what an administrator does, and who may frame the panel. */
export function createPortalAdmin({ repository, clock }: Pick<PortalDeps, 'repository' | 'clock'>) {
  return {
    /** Registers a portal, or changes the one with the same issuer. @throws Failure request/invalid */
    add: (details: PortalDetails, kind: PortalKind = 'portal'): Promise<Portal> =>
      repository.save({ ...readDetails(details), kind }, clock.now()),
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
  // The plugin of an LMS launches as the LMS does by LTI: its list of members has the last word.
  source: `${portal.kind === 'moodle' ? 'lti' : 'portal'}:${portal.id}`,
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
