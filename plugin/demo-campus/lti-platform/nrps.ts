import {
  enrolmentsOf,
  isActive,
  type Campus,
  type Course,
  type Enrolment,
  type Person,
} from '../campus.ts';
import { enrolledGroups } from './beyond-moodle.ts';
import { basicOutcome, membershipsUrl } from './claims.ts';
import { isEditor } from './access.ts';
import type { Platform } from './platform.ts';
import {
  courseOr404,
  ServiceRefusal,
  type ServiceAnswer,
  type ServiceCall,
  type ServiceResource,
} from './service-call.ts';
import { claim, claims, mediaTypes, scopes } from './vocabulary.ts';

interface Member {
  person: Person;
  role: 'Instructor' | 'Learner';
}

/** Names leave NRPS as HTML with quotes kept, unlike in the id_token. */
const escapeName = (name: string): string =>
  name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const byName = (a: Member, b: Member): number =>
  a.person.lastName.localeCompare(b.person.lastName, 'en') ||
  a.person.firstName.localeCompare(b.person.firstName, 'en') ||
  a.person.id - b.person.id;

/** People with an active enrolment; Instructor is who may edit activities, so not the non-editing teacher. */
function membersOf(campus: Campus, course: Course, now: number): Member[] {
  const toMember = (enrolment: Enrolment): Member[] => {
    const person = campus.people.get(enrolment.personId);
    if (!person) return [];
    return [{ person, role: isEditor(campus, person, course) ? 'Instructor' : 'Learner' }];
  };
  return enrolmentsOf(campus, course.id)
    .filter((enrolment) => isActive(enrolment, now))
    .flatMap(toMember)
    .sort(byName);
}

function personFields({ firstName, lastName, ...person }: Person): Record<string, string> {
  const given = escapeName(firstName);
  const family = escapeName(lastName);
  return {
    user_id: String(person.id),
    lis_person_sourcedid: person.idNumber,
    name: `${given} ${family}`,
    given_name: given,
    family_name: family,
    email: person.email,
    ext_user_username: person.username,
  };
}

interface Page {
  platform: Platform;
  course: Course;
  toolId: number;
  /** Instance number of the link that was asked about. */
  link: number | null;
  members: Member[];
  query: URLSearchParams;
  next: string | null;
}

function newShape({ platform, course, toolId, link, members, query }: Page): unknown {
  const message = (person: Person) => ({
    message: [
      {
        [claim('message_type')]: 'LtiResourceLinkRequest',
        [claims.basicOutcome]: basicOutcome(platform, {
          instance: link ?? 0,
          user: person.id,
          tool: toolId,
        }),
      },
    ],
  });
  return {
    id: membershipsUrl(platform, course.id, toolId),
    context: { id: String(course.id), label: course.shortName, title: course.fullName },
    members: members.map(({ person, role }) => ({
      status: 'Active',
      roles: [role],
      ...(link !== null && message(person)),
      ...personFields(person),
      ...enrolledGroups(platform, course, { personId: person.id, query }),
    })),
  };
}

/** LIS membership container 1.0, for those who still ask for it. */
function oldShape({ platform, course, toolId, members, next }: Page): unknown {
  const member = ({ person, role }: Member) => {
    const fields = personFields(person);
    return {
      status: 'Active',
      role: [role],
      member: {
        '@type': 'LISPerson',
        userId: fields['user_id'],
        sourcedId: fields['lis_person_sourcedid'],
        name: fields['name'],
        givenName: fields['given_name'],
        familyName: fields['family_name'],
        email: fields['email'],
        ext_user_username: fields['ext_user_username'],
      },
    };
  };
  return {
    '@context': 'http://purl.imsglobal.org/ctx/lis/v2/MembershipContainer',
    '@type': 'Page',
    '@id': membershipsUrl(platform, course.id, toolId),
    pageOf: {
      '@type': 'LISMembershipContainer',
      membershipSubject: {
        '@type': 'Context',
        contextId: String(course.id),
        membership: members.map(member),
      },
    },
    ...(next && { nextPage: next }),
  };
}

function linkNumber(course: Course, query: URLSearchParams): number | null {
  const wanted = query.get('rlid');
  if (wanted === null) return null;
  const activity = course.activities.find((each) => String(each.instanceId) === wanted);
  if (!activity) throw new ServiceRefusal(404, `Not Found: LTI link ${wanted} doesn't exist`);
  return activity.instanceId;
}

/** The address of the next page; like Moodle's it forgets the role filter. */
function nextPage(
  base: string,
  query: URLSearchParams,
  range: { from: number; limit: number; total: number },
): string | null {
  const { from, limit, total } = range;
  if (limit === 0 || from + limit >= total) return null;
  const rlid = query.get('rlid');
  return `${base}?limit=${limit}&from=${from + limit}${rlid === null ? '' : `&rlid=${rlid}`}`;
}

const count = (text: string | null): number => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 0);

function answer(platform: Platform, call: ServiceCall, match: RegExpExecArray): ServiceAnswer {
  const course = courseOr404(platform.campus, match[1]);
  const toolId = Number(match[2]);
  const link = linkNumber(course, call.query);
  const role = (call.query.get('role') ?? '').split('#').pop() ?? '';
  const all = membersOf(platform.campus, course, platform.now());
  const wanted = role === '' ? all : all.filter((member) => member.role === role);
  const limit = count(call.query.get('limit'));
  const from = count(call.query.get('from'));
  const members = limit === 0 ? wanted : wanted.slice(from, from + limit);
  const base = membershipsUrl(platform, course.id, toolId);
  const next = nextPage(base, call.query, { from, limit, total: wanted.length });
  const old = call.accept === mediaTypes.membersOld;
  const { query } = call;
  const page: Page = { platform, course, toolId, link, members, query, next };
  return {
    status: 200,
    type: `${old ? mediaTypes.membersOld : mediaTypes.members}; charset=utf-8`,
    // The old shape names the next page in its body instead.
    ...(next !== null && !old && { headers: { Link: `<${next}>; rel="next"` } }),
    body: old ? oldShape(page) : newShape(page),
  };
}

/** Names and Role Provisioning Services 2.0. */
export const memberships: ServiceResource = {
  methods: ['GET'],
  pattern: /^\/CourseSection\/(\d+)\/bindings\/(\d+)\/memberships$/,
  formats: [mediaTypes.members, mediaTypes.membersOld],
  scopes: () => [scopes.memberships],
  toolId: (match) => match[2] ?? '',
  answer,
};
