import { createHash, randomInt } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { isInstructor } from './access.ts';
import { groupsClaim } from './beyond-moodle.ts';
import { customParameters } from './custom-parameters.ts';
import type { Message } from './message.ts';
import type { Platform } from './platform.ts';
import { claim, claims, gradeScopes, roles, scopes } from './vocabulary.ts';

/** Moodle's id_tokens are good for one minute. */
const lifetime = 60;

/** Seconds since 1970. */
const seconds = (platform: Platform): number => Math.floor(platform.now() / 1000);

/** The address of a tool's line items in a course. */
export const lineItemsUrl = (platform: Platform, courseId: number, toolId: number): string =>
  `${platform.origin}/mod/lti/services.php/${courseId}/lineitems?type_id=${toolId}`;

/** Where a tool reads who is in a course (NRPS), under Moodle's own path. */
export const membershipsUrl = (platform: Platform, courseId: number, toolId: number): string =>
  `${platform.origin}/mod/lti/services.php/CourseSection/${courseId}/bindings/${toolId}/memberships`;

function rolesOf({ campus }: Platform, { person, course }: Message): string[] {
  const role = isInstructor(campus, person, course) ? roles.instructor : roles.learner;
  return person.siteAdmin
    ? [roles.institutionAdministrator, role, roles.systemAdministrator]
    : [role];
}

function identity({ person, tool }: Message): JWTPayload {
  const { firstName, lastName } = person;
  return {
    ...(tool.shares.name && {
      given_name: firstName,
      family_name: lastName,
      // Western order even for Chinese names, as with Moodle's English setting.
      name: `${firstName} ${lastName}`,
    }),
    [claim('ext')]: { user_username: person.username, lms: 'moodle-2' },
    ...(tool.shares.email && { email: person.email }),
  };
}

function services(platform: Platform, { course, tool, activity }: Message): JWTPayload {
  const granted = gradeScopes.filter((scope) => tool.scopes.includes(scope));
  const items = platform.gradebook.list(course.id, tool.id);
  const own = items.find((item) => activity !== null && item.instanceId === activity.instanceId);
  const lineitems = lineItemsUrl(platform, course.id, tool.id);
  const lineitem = own && lineitems.replace('?', `/${own.id}/lineitem?`);
  const members = {
    context_memberships_url: membershipsUrl(platform, course.id, tool.id),
    service_versions: ['1.0', '2.0'],
  };
  return {
    ...(granted.length > 0 && {
      [claims.ags]: { scope: granted, lineitems, ...(lineitem && { lineitem }) },
    }),
    ...(tool.scopes.includes(scopes.memberships) && { [claims.nrps]: members }),
  };
}

/** The basic-outcome claim, with Moodle's signed `lis_result_sourcedid`. */
export function basicOutcome(
  platform: Platform,
  ids: { instance: number; user: number; tool: number },
): object {
  const data = {
    instanceid: String(ids.instance),
    userid: String(ids.user),
    typeid: String(ids.tool),
    launchid: randomInt(2 ** 31),
  };
  const hash = createHash('sha256')
    .update(JSON.stringify(data) + platform.secret)
    .digest('hex');
  return {
    lis_result_sourcedid: JSON.stringify({ data, hash }),
    lis_outcome_service_url: `${platform.origin}/mod/lti/service.php`,
  };
}

/** What every message says, launch or deep linking; `nonce` is the tool's. */
export function commonClaims(platform: Platform, message: Message, nonce: string): JWTPayload {
  const { person, course, tool } = message;
  const now = seconds(platform);
  const { university } = platform.campus;
  const members = tool.scopes.includes(scopes.memberships)
    ? { context_memberships_url: membershipsUrl(platform, course.id, tool.id) }
    : {};
  return {
    nonce,
    iat: now,
    exp: now + lifetime,
    iss: platform.origin,
    aud: tool.clientId,
    [claim('deployment_id')]: String(tool.id),
    sub: String(person.id),
    [claim('lis')]: {
      person_sourcedid: person.idNumber,
      course_section_sourcedid: course.idNumber,
    },
    [claim('roles')]: rolesOf(platform, message),
    [claim('context')]: {
      id: String(course.id),
      label: course.shortName,
      title: course.fullName,
      type: ['CourseSection'],
    },
    ...identity(message),
    [claim('tool_platform')]: {
      product_family_code: 'moodle',
      version: '2025100600.02',
      guid: createHash('md5').update(platform.origin).digest('hex'),
      name: university.shortName,
      description: university.name,
    },
    [claim('version')]: '1.3.0',
    [claim('custom')]: { ...customParameters(platform.campus, message), ...members },
    ...services(platform, message),
    ...groupsClaim(platform, message),
  };
}
