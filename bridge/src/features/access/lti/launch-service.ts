import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import { isOurs } from './begin.ts';
import { mayChooseContent, strongestRole, type LaunchClaims, type Platform } from './launch.ts';
import { moduleIdOf, type Login } from './login.ts';
import { onPlatform } from './origins.ts';
import type {
  CourseMeetings,
  LaunchFacts,
  LaunchProvisioning,
  RosterTrigger,
  TicketIssuer,
  ToolAddresses,
} from './ports.ts';
import type { LaunchRepository } from './repository.ts';
import { keepSelection, type Selection } from './selection.ts';

export interface LaunchPorts {
  repository: LaunchRepository;
  clock: Clock;
  tool: ToolAddresses;
  provisioning: LaunchProvisioning;
  tickets: TicketIssuer;
  syncService: RosterTrigger;
  meetings: CourseMeetings;
  events: Pick<Events, 'emit'>;
  log: Log;
}

/** A verified launch on its way in. */
export interface Arrival {
  platform: Platform;
  login: Login;
  claims: LaunchClaims;
}

/** Where a launch leads: into the panel, or to the choice of content for the course. */
export type Landing =
  { kind: 'panel'; url: string } | { kind: 'choose'; ticket: string; selection: Selection };

/** The ticket is traded at once by the panel's first script. */
const ticketLifeMs = 60_000;

/**
 * Lets a verified launch in. Fails with lti/message-unsupported, lti/not-instructor (content is chosen
 * by those who teach), lti/token-claims (a link that is not ours).
 */
export async function arrive(given: Arrival, ports: LaunchPorts): Promise<Landing> {
  const arrival = { ...given, claims: await withOwnServices(given, ports) };
  switch (arrival.claims.messageType) {
    case 'LtiResourceLinkRequest':
      return enterPanel(arrival, ports);
    case 'LtiDeepLinkingRequest':
      return chooseContent(arrival, ports);
    default:
      throw new Failure('lti/message-unsupported');
  }
}

/** What a launch names elsewhere than on the platform's origins is not asked there; it is told to IT. */
async function withOwnServices(
  { claims, platform }: Arrival,
  { repository, clock, log }: LaunchPorts,
): Promise<LaunchClaims> {
  const { odd } = claims;
  if (odd.length > 0) log.info({ platformId: platform.id, odd }, 'odd claims left out');
  const { membershipsUrl, lineItemsUrl, lineItemUrl } = claims.services;
  const own = (address: string | null) => address && onPlatform(platform, address);
  const [strange] = [membershipsUrl, lineItemsUrl, lineItemUrl].filter(
    (address) => address !== null && own(address) === null,
  );
  if (strange) {
    const strangeOrigin = new URL(strange).origin.slice(0, 191);
    log.warn({ platformId: platform.id, strangeOrigin }, 'service on an origin not registered');
    await repository.noteStrangeOrigin(platform.id, strangeOrigin, clock.now());
  }
  const services = {
    ...claims.services,
    membershipsUrl: own(membershipsUrl),
    lineItemsUrl: own(lineItemsUrl),
    lineItemUrl: own(lineItemUrl),
  };
  return { ...claims, services };
}

async function enterPanel(arrival: Arrival, ports: LaunchPorts): Promise<Landing> {
  const { claims, platform, login } = arrival;
  if (!isOurs(claims.targetLinkUri, ports.tool)) {
    throw new Failure('lti/token-claims', { detail: 'target_link_uri' });
  }
  const { personId, courseId, role } = await ports.provisioning.register(
    factsOf(arrival, ports.clock),
  );
  const ticket = await ports.tickets.issue({
    personId,
    courseId,
    role,
    locale: claims.person.locale,
    timezone: claims.timezone,
    launchId: login.id,
    expiresInMs: ticketLifeMs,
  });
  const nrpsUrl = claims.services.membershipsUrl;
  if (courseId !== null && nrpsUrl !== null) {
    notifySync({ courseId, nrpsUrl, platformId: platform.id }, ports);
  }
  offerGradebook(arrival, courseId, ports);
  const meeting = meetingOf(claims);
  const path = courseId === null ? '/' : `/course/${encodeURIComponent(courseId)}`;
  const query = meeting === null ? '' : `?meeting=${meeting}`;
  // In the fragment the ticket reaches neither logs nor proxies.
  return { kind: 'panel', url: `${path}${query}#ticket=${encodeURIComponent(ticket)}` };
}

const scopeOf = (name: string): string => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`;

/** Where we may make a column and give grades, that is told to whoever gives some. */
function offerGradebook(
  { claims: { services }, platform }: Arrival,
  courseId: string | null,
  { events }: LaunchPorts,
): void {
  const { lineItemsUrl, scopes } = services;
  const isOffered = ['lineitem', 'score'].every((name) => scopes.includes(scopeOf(name)));
  if (courseId === null || lineItemsUrl === null || !isOffered) return;
  const { id: platformId, issuer } = platform;
  events.emit('lti.gradebook-offered', { courseId, platformId, issuer, lineItemsUrl });
}

/** The roster is fetched behind the launch: its troubles are not those of the person who enters. */
function notifySync(
  launch: { courseId: string; nrpsUrl: string; platformId: string },
  { syncService, log }: LaunchPorts,
): void {
  syncService.courseLaunched(launch).catch((err: unknown) => {
    log.warn({ err, courseId: launch.courseId }, 'roster not triggered');
  });
}

async function chooseContent(arrival: Arrival, ports: LaunchPorts): Promise<Landing> {
  const { claims, platform } = arrival;
  if (!mayChooseContent(claims.roles)) throw new Failure('lti/not-instructor');
  const settings = claims.deepLinking;
  if (!settings) throw new Failure('lti/token-claims', { detail: 'deep_linking_settings' });
  if (!settings.acceptTypes.includes('ltiResourceLink')) {
    throw new Failure('lti/message-unsupported', { detail: 'Only links can be added.' });
  }
  const { courseId } = await ports.provisioning.register(factsOf(arrival, ports.clock));
  const meetings = courseId === null ? [] : await ports.meetings.upcoming(courseId);
  const selection: Selection = {
    platformId: platform.id,
    deploymentId: claims.deploymentId,
    courseTitle: claims.course?.title ?? claims.course?.label ?? ports.tool.clientName,
    meetings: meetings.map(({ id, title }) => ({ id, title })),
    settings,
  };
  return { kind: 'choose', ticket: await keepSelection(selection, ports), selection };
}

/** A launch as those who keep people and courses want it. */
function factsOf({ claims, platform, login }: Arrival, clock: Clock): LaunchFacts {
  const { course, resourceLink } = claims;
  return {
    source: `lti:${platform.id}`,
    platformId: platform.id,
    person: { ...claims.person, timezone: claims.timezone },
    ...(claims.testUser ? { testUser: true } : {}),
    course: course && {
      externalId: course.id,
      label: course.label,
      title: course.title,
      sourcedId: course.sourcedId,
    },
    resourceLink: resourceLink && { ...resourceLink, moduleId: moduleIdOf(login.messageHint) },
    role: strongestRole(claims.roles),
    roles: claims.roles,
    groups: claims.groups,
    services: claims.services,
    at: clock.now(),
  };
}

/** The meeting that a deep link of ours named, in its custom parameter or in its address. */
function meetingOf({ custom, targetLinkUri }: LaunchClaims): string | null {
  const named = custom['meeting'] ?? new URL(targetLinkUri).searchParams.get('meeting');
  return z.uuid().safeParse(named).data ?? null;
}
