import type { Platform, Roster, RosterMember } from '../../features/access/lti/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { readJson, type Answer } from './http.ts';
import { nextLink } from './link-header.ts';
import { readPage } from './nrps-page.ts';
import { mergeRoles } from './roles.ts';
import type { ServiceCall } from './service-call.ts';

/** Scope of Names and Role Provisioning Services 2.0. */
export const rosterScope =
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const mediaType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

const maxPages = 500;
const maxMembers = 100_000;

/**
 * Reads a course's whole roster, page by page; people listed twice become one with the roles of both.
 * Half an answer is none: a page that fails, repeats or is not a roster fails the whole with
 * lti/platform-unavailable, -refused or -bad-answer, and nothing is handed out. One odd optional value
 * is no such failure: it is left out, and told in `problems`.
 */
export async function readRoster(
  call: ServiceCall,
  platform: Platform,
  membershipsUrl: string,
): Promise<Roster> {
  const members = new Map<string, RosterMember>();
  const problems: Roster['problems'] = [];
  const seen = new Set<string>();
  let course: string | null = null;
  for (let url: string | null = membershipsUrl; url !== null;) {
    guard(seen, url, members.size);
    const answer = await call({ platform, scope: rosterScope, url }, request);
    if (answer.status !== 200) throw refused(answer);
    const read = readPage(readJson(answer));
    course ??= read.courseExternalId;
    if (read.courseExternalId !== null && read.courseExternalId !== course) {
      throw bad('The pages are of different courses.');
    }
    for (const member of read.members) addMember(members, member);
    problems.push(...read.problems.slice(0, 1_000 - problems.length));
    url = nextPage(answer, url);
  }
  return { courseExternalId: course, members: [...members.values()], problems };
}

const request = { headers: { accept: mediaType }, timeoutMs: 30_000, maxBytes: 20_000_000 };

const bad = (detail: string) => new Failure('lti/platform-bad-answer', { detail });
const refused = ({ status }: Answer) =>
  new Failure('lti/platform-refused', { detail: `The roster answered HTTP ${status}.` });

function guard(seen: Set<string>, url: string, members: number): void {
  if (seen.has(url)) throw bad('The roster’s pages lead in a circle.');
  seen.add(url);
  if (seen.size > maxPages || members > maxMembers) throw bad('The roster does not end.');
}

/**
 * The access token goes along: the next page must be where this one was. A platform behind a proxy may
 * name the same host with the other scheme; the one that it was launched with stays.
 */
function nextPage(answer: Answer, current: string): string | null {
  const link = nextLink(answer.headers.get('link'), current);
  if (link === null) return null;
  const next = new URL(link);
  const here = new URL(current);
  if (next.host === here.host) next.protocol = here.protocol;
  if (next.origin !== here.origin) throw bad('The next page is not on the platform.');
  return next.href;
}

/** A person listed in two roles is one person; being active once is being active. */
function addMember(members: Map<string, RosterMember>, member: RosterMember): void {
  const known = members.get(member.subject);
  if (!known) {
    members.set(member.subject, member);
    return;
  }
  const [active, other] = member.status === 'active' ? [member, known] : [known, member];
  members.set(member.subject, { ...active, roles: mergeRoles(active.roles, other.roles) });
}
