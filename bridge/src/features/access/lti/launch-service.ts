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
  CoursePlans,
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
  meetings: CoursePlans;
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
    case 'LtiSubmissionReviewRequest':
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
  const { membershipsUrl, groupsUrl, lineItemsUrl, lineItemUrl } = claims.services;
  const own = (address: string | null) => address && onPlatform(platform, address);
  const [strange] = [membershipsUrl, groupsUrl, lineItemsUrl, lineItemUrl].filter(
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
    groupsUrl: own(groupsUrl),
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
  const { membershipsUrl: nrpsUrl, groupsUrl } = claims.services;
  if (courseId !== null && nrpsUrl !== null) {
    notifySync({ courseId, nrpsUrl, groupsUrl, platformId: platform.id }, ports);
  }
  const opened = await openedBy(claims, courseId, ports);
  offerGradebook(arrival, { courseId, seriesId: opened.seriesId }, ports);
  const meeting = opened.meetingId;
  const path = courseId === null ? '/' : `/course/${encodeURIComponent(courseId)}`;
  const query = meeting === null ? '' : `?meeting=${meeting}`;
  // What a grade is made of is the attendance: teachers see everybody's, students their own.
  const isReview = claims.messageType === 'LtiSubmissionReviewRequest' && courseId !== null;
  // In the fragment the ticket reaches neither logs nor proxies.
  const page = isReview ? `${path}/attendance` : `${path}${query}`;
  return { kind: 'panel', url: `${page}#ticket=${encodeURIComponent(ticket)}` };
}

const scopeOf = (name: string): string => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`;

/** Where we may make a column and give grades, that is told to whoever gives some. */
function offerGradebook(
  { claims: { services, resourceLink }, platform }: Arrival,
  { courseId, seriesId }: { courseId: string | null; seriesId: string | null },
  { events }: LaunchPorts,
): void {
  const { lineItemsUrl, lineItemUrl, scopes } = services;
  const isOffered = ['lineitem', 'score'].every((name) => scopes.includes(scopeOf(name)));
  if (courseId === null || lineItemsUrl === null || !isOffered) return;
  const { id: platformId, issuer } = platform;
  const link = resourceLink && {
    linkId: resourceLink.id,
    title: resourceLink.title,
    seriesId,
    lineItemUrl,
  };
  const readsResults = scopes.includes(scopeOf('result.readonly'));
  const offered = { courseId, platformId, issuer, lineItemsUrl, readsResults, link };
  events.emit('lti.gradebook-offered', offered);
}

/** The roster is fetched behind the launch: its troubles are not those of the person who enters. */
function notifySync(
  launch: Parameters<RosterTrigger['courseLaunched']>[0],
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
  const { personId, courseId } = await ports.provisioning.register(factsOf(arrival, ports.clock));
  const meetings = courseId === null ? [] : await ports.meetings.upcoming(courseId);
  const selection: Selection = {
    platformId: platform.id,
    deploymentId: claims.deploymentId,
    courseTitle: claims.course?.title ?? claims.course?.label ?? ports.tool.clientName,
    courseId,
    personId,
    mayPlan: courseId !== null && (await ports.meetings.mayPlan(courseId, personId)),
    timezone: claims.timezone ?? ownTimezone(),
    meetings,
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

/** The campus's, where a launch names none. */
const ownTimezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a deep link of ours opens: the meeting of its series that runs or is next; the course's room where there is none. */
async function openedBy(
  claims: LaunchClaims,
  courseId: string | null,
  { meetings }: LaunchPorts,
): Promise<{ seriesId: string | null; meetingId: string | null }> {
  const seriesId = named(claims, 'series');
  // A copied course's links name the series of another one: there it is the room.
  const found =
    courseId === null || seriesId === null ? null : await meetings.find(courseId, seriesId);
  if (found) return { seriesId, meetingId: found.meetingId };
  return { seriesId: null, meetingId: named(claims, 'meeting') };
}

/** An id that a deep link of ours named, in its custom parameter or in its address. */
function named({ custom, targetLinkUri }: LaunchClaims, name: string): string | null {
  const found = custom[name] ?? new URL(targetLinkUri).searchParams.get(name);
  return z.uuid().safeParse(found).data ?? null;
}
