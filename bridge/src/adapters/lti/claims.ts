import type { LaunchClaims, LaunchPerson } from '../../features/access/lti/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { displayName, readName } from '../../kernel/names.ts';
import { readCampusNumber } from '../../kernel/values.ts';
import { readOptional, readRequired, type OptionalClaims } from './claims-shape.ts';
import { groupScope } from './groups.ts';
import { fieldsOf } from './id-token.ts';
import { cut } from './lenient.ts';
import { courseRoles, isTestUser } from './roles.ts';

const rolesClaim = 'https://purl.imsglobal.org/spec/lti/claim/roles';

/**
 * A verified payload in our own words. Fails with lti/token-claims and the names of the required claims
 * that are missing or of the wrong shape (anonymous launches, which have no `sub`, are among them).
 */
export function toLaunchClaims(payload: Record<string, unknown>, clientId: string): LaunchClaims {
  const parsed = readRequired(payload);
  if (!parsed.success) throw new Failure('lti/token-claims', { detail: fieldsOf(parsed.error) });
  const { iss, sub, messageType, deploymentId } = parsed.data;
  const claims = readOptional(payload);
  // Who has no role is sent with an empty list (LTI core 5.3.7): without the claim it is no launch.
  if (payload[rolesClaim] === undefined) {
    throw new Failure('lti/token-claims', { detail: 'roles' });
  }
  requireMessageClaims(messageType, claims);
  const { contextId, label, title, resourceLinkId, custom } = claims;
  return {
    messageType,
    issuer: iss,
    clientId,
    deploymentId,
    targetLinkUri: claims.targetLinkUri ?? '',
    person: personOf(sub, claims),
    testUser: isTestUser(claims.roles),
    course:
      contextId === null ? null : { id: contextId, label, title, sourcedId: claims.courseNumber },
    resourceLink:
      resourceLinkId === null ? null : { id: resourceLinkId, title: claims.resourceLinkTitle },
    roles: courseRoles(claims.roles),
    groups: groupsOf(custom['groups']),
    timezone: timezoneOf(custom['tz'] ?? custom['timezone']),
    services: {
      membershipsUrl: claims.membershipsUrl,
      groupsUrl: claims.groupScopes.includes(groupScope) ? claims.groupsUrl : null,
      lineItemsUrl: claims.lineItemsUrl,
      lineItemUrl: claims.lineItemUrl,
      scopes: claims.scopes,
    },
    deepLinking: claims.deepLinking,
    productFamily: claims.productFamily?.toLowerCase() ?? null,
    custom,
    odd: claims.odd,
  };
}

/** What the kinds of message must hold beyond the claims that all have. */
function requireMessageClaims(messageType: string, claims: OptionalClaims): void {
  const missing = (detail: string) => new Failure('lti/token-claims', { detail });
  if (messageType === 'LtiResourceLinkRequest') {
    if (claims.resourceLinkId === null) throw missing('resource_link');
    if (claims.targetLinkUri === null) throw missing('target_link_uri');
  }
  if (messageType === 'LtiSubmissionReviewRequest' && claims.lineItemUrl === null) {
    throw missing('endpoint.lineitem');
  }
  if (messageType === 'LtiDeepLinkingRequest' && !claims.deepLinking) {
    throw missing('deep_linking_settings');
  }
}

function personOf(subject: string, claims: OptionalClaims): LaunchPerson {
  const { given, family, name } = claims;
  return {
    subject,
    givenName: readName(given),
    familyName: readName(family),
    name: cut(displayName(given, family, name)),
    email: claims.email,
    campusNumber: readCampusNumber(claims.personNumber),
    locale: claims.locale,
  };
}

const groupsOf = (list: string | undefined): string[] => [
  ...new Set(
    (list ?? '')
      .slice(0, 10_000)
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '' && id.length <= 191),
  ),
];

function timezoneOf(name: string | undefined): string | null {
  if (name === undefined || name === '' || name.length > 64) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
