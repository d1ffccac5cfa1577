import { decodeHTML } from 'entities';
import { z } from 'zod';
import type { Platform, Roster, RosterMember } from '../../features/launches/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { readJson, type Answer } from './http.ts';
import { nextLink } from './link-header.ts';
import { displayName, readName } from '../../kernel/names.ts';
import { readCampusNumber, readValue } from '../../kernel/values.ts';
import { courseRoles, mergeRoles } from './roles.ts';
import type { ServiceCall } from './service-call.ts';

/** Scope of Names and Role Provisioning Services 2.0. */
export const rosterScope =
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const mediaType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

const maxPages = 500;
const maxMembers = 100_000;

/** Moodle escapes names for HTML here (`Tom &amp; Jerry`), though not in launches. */
const name = z
  .string()
  .nullish()
  .transform((value) =>
    decodeHTML(value ?? '')
      .normalize('NFC')
      .trim(),
  );
const optional = name.transform((value) => (value === '' ? null : value));

const page = z.object({
  context: z.object({ id: z.coerce.string() }).nullish(),
  members: z.array(
    z.object({
      user_id: z.coerce.string().min(1),
      status: z.enum(['Active', 'Inactive', 'Deleted']).default('Active'),
      roles: z.array(z.string()),
      name,
      given_name: name,
      family_name: name,
      email: optional,
      lis_person_sourcedid: optional,
      ext_user_username: optional,
    }),
  ),
});
type Page = z.infer<typeof page>;

/**
 * Reads a course's whole roster, page by page; people listed twice become one with the roles of both.
 * Half an answer is none: a page that fails, repeats or is not a roster fails the whole with
 * lti/platform-unavailable, -refused or -bad-answer, and nothing is handed out.
 */
export async function readRoster(
  call: ServiceCall,
  platform: Platform,
  membershipsUrl: string,
): Promise<Roster> {
  const members = new Map<string, RosterMember>();
  const seen = new Set<string>();
  let course: string | null = null;
  for (let url: string | null = membershipsUrl; url !== null;) {
    guard(seen, url, members.size);
    const answer = await call({ platform, scope: rosterScope, url }, request);
    const read = readPage(answer);
    course ??= read.context?.id ?? null;
    if (read.context && read.context.id !== course)
      throw bad('The pages are of different courses.');
    for (const member of read.members) addMember(members, toMember(member));
    url = nextPage(answer, url);
  }
  return { courseExternalId: course, members: [...members.values()] };
}

const request = { headers: { accept: mediaType }, timeoutMs: 30_000, maxBytes: 20_000_000 };

const bad = (detail: string) => new Failure('lti/platform-bad-answer', { detail });

function guard(seen: Set<string>, url: string, members: number): void {
  if (seen.has(url)) throw bad('The roster’s pages lead in a circle.');
  seen.add(url);
  if (seen.size > maxPages || members > maxMembers) throw bad('The roster does not end.');
}

/** The access token goes along: the next page must be where this one was. */
function nextPage(answer: Answer, current: string): string | null {
  const next = nextLink(answer.headers.get('link'), current);
  if (next !== null && new URL(next).origin !== new URL(current).origin) {
    throw bad('The next page is not on the platform.');
  }
  return next;
}

function readPage(answer: Answer): Page {
  if (answer.status !== 200) {
    throw new Failure('lti/platform-refused', {
      detail: `The roster answered HTTP ${answer.status}.`,
    });
  }
  const parsed = page.safeParse(readJson(answer));
  if (!parsed.success) throw bad('That is not a roster.');
  return parsed.data;
}

const statuses = { Active: 'active', Inactive: 'inactive', Deleted: 'deleted' } as const;

function toMember(member: Page['members'][number]): RosterMember {
  return {
    subject: member.user_id,
    status: statuses[member.status],
    roles: courseRoles(member.roles),
    givenName: readName(member.given_name),
    familyName: readName(member.family_name),
    name: displayName(member.given_name, member.family_name, member.name),
    email: readValue(member.email, 'key'),
    campusNumber: readCampusNumber(member.lis_person_sourcedid),
    username: member.ext_user_username,
  };
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
