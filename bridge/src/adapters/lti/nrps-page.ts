import { decodeHTML } from 'entities';
import { z } from 'zod';
import type { Roster, RosterMember } from '../../features/access/lti/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { displayName, readName } from '../../kernel/names.ts';
import { readCampusNumber } from '../../kernel/values.ts';
import { mailAddress } from './claims-shape.ts';
import { cut, lenientReader, type Lenient } from './lenient.ts';
import { courseRoles, isTestUser } from './roles.ts';

/** What a page must be, and what each member must have: without an id nobody can be told from nobody. */
const page = z.looseObject({
  members: z.array(
    z.looseObject({ user_id: z.union([z.string().min(1).max(191), z.int()]).transform(String) }),
  ),
});
type Listed = z.infer<typeof page>['members'][number];

/**
 * Reads one page of a roster (NRPS 2.0). Odd optional values are left out and told. Stand-ins that the
 * LMS keeps for looking through a student's eyes are no members. Fails with lti/platform-bad-answer.
 */
export function readPage(answer: unknown): Roster {
  const parsed = page.safeParse(answer);
  if (!parsed.success) {
    throw new Failure('lti/platform-bad-answer', { detail: 'That is not a roster.' });
  }
  const read = lenientReader();
  const context = read.object(parsed.data['context'], 'context') ?? {};
  const problems: Roster['problems'] = [];
  const members = parsed.data.members.flatMap((listed) => {
    const reading = lenientReader();
    const member = toMember(listed, reading);
    for (const field of reading.odd) problems.push({ where: listed.user_id, field, reason });
    return member ?? [];
  });
  return { courseExternalId: read.identifier(context['id'], 'context.id'), members, problems };
}

const reason = 'The platform’s value makes no sense and was left out.';

function toMember(listed: Listed, read: Lenient): RosterMember | null {
  const roles = read.texts(listed['roles'], 'roles');
  if (isTestUser(roles)) return null;
  const name = (key: string) => cut(read.plain(unescaped(listed[key]), key) ?? '');
  const given = name('given_name');
  const family = name('family_name');
  return {
    subject: listed.user_id,
    status: statusOf(listed['status'], read),
    roles: courseRoles(roles),
    groups: groupsOf(listed['group_enrollments'], read),
    givenName: readName(given),
    familyName: readName(family),
    name: cut(displayName(given, family, name('name'))),
    email: mailAddress(read, unescaped(listed['email'])),
    campusNumber: readCampusNumber(
      read.plain(unescaped(listed['lis_person_sourcedid']), 'lis_person_sourcedid'),
    ),
    username: read.text(unescaped(listed['ext_user_username']), 'ext_user_username'),
  };
}

/** Moodle escapes names for HTML here (`Tom &amp; Jerry`), though not in launches. */
const unescaped = (value: unknown): unknown =>
  typeof value === 'string' ? decodeHTML(value.slice(0, 4_000)) : value;

/** Only where the roster was asked for with groups (Course Groups Service, 3.3): else nothing is said of them. */
function groupsOf(value: unknown, read: Lenient): string[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return read.leftOut('group_enrollments');
  const ids = value.map((entry) =>
    read.identifier(read.object(entry, 'group_enrollments')?.['group_id'], 'group_enrollments'),
  );
  return [...new Set(ids.filter((id) => id !== null))].slice(0, 500);
}

const statuses = new Map<string, RosterMember['status']>([
  ['active', 'active'],
  ['inactive', 'inactive'],
  ['deleted', 'deleted'],
]);

/** Nothing said is active (NRPS 2.0, 2.2); so is a word that is none of the three, which is told. */
function statusOf(value: unknown, read: Lenient): RosterMember['status'] {
  const word = read.text(value, 'status');
  if (word === null) return 'active';
  const known = statuses.get(word.toLowerCase());
  if (known === undefined) read.leftOut('status');
  return known ?? 'active';
}
