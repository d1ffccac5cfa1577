import type {
  DeepLinkingSettings,
  LaunchClaims,
  LaunchPerson,
  LaunchServices,
} from '../../features/launches/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { readClaims, type ShortClaims } from './claims-shape.ts';
import { fieldsOf } from './id-token.ts';
import { displayName, readName } from '../../kernel/names.ts';
import { readCampusNumber, readValue } from '../../kernel/values.ts';
import { courseRoles } from './roles.ts';

/**
 * A verified payload in our own words. Fails with lti/token-claims and the names of the claims that
 * are missing or of the wrong shape (anonymous launches, which have no `sub`, are among them).
 */
export function toLaunchClaims(payload: Record<string, unknown>, clientId: string): LaunchClaims {
  const parsed = readClaims(payload);
  if (!parsed.success) throw new Failure('lti/token-claims', { detail: fieldsOf(parsed.error) });
  const claims = parsed.data;
  requireMessageClaims(claims);
  const custom = textsOf(claims.custom ?? {});
  return {
    messageType: claims.messageType,
    issuer: claims.iss,
    clientId,
    deploymentId: claims.deploymentId,
    targetLinkUri: claims.targetLinkUri ?? '',
    person: personOf(claims),
    course: courseOf(claims),
    resourceLink: claims.resourceLink ?? null,
    roles: courseRoles(claims.roles),
    groups: groupsOf(custom['groups']),
    timezone: timezoneOf(custom['tz'] ?? custom['timezone']),
    services: servicesOf(claims),
    deepLinking: deepLinkingOf(claims),
    productFamily: claims.toolPlatform?.product_family_code?.toLowerCase() ?? null,
    custom,
  };
}

/** What the two kinds of message must hold beyond the claims that all have. */
function requireMessageClaims(claims: ShortClaims): void {
  const missing = (detail: string) => new Failure('lti/token-claims', { detail });
  if (claims.messageType === 'LtiResourceLinkRequest') {
    if (!claims.resourceLink) throw missing('resource_link');
    if ((claims.targetLinkUri ?? '') === '') throw missing('target_link_uri');
  }
  if (claims.messageType === 'LtiDeepLinkingRequest' && !claims.deepLinking) {
    throw missing('deep_linking_settings');
  }
}

function personOf(claims: ShortClaims): LaunchPerson {
  const [given, family] = [claims.given ?? '', claims.family ?? ''];
  return {
    subject: claims.sub,
    givenName: readName(given),
    familyName: readName(family),
    name: displayName(given, family, claims.name ?? ''),
    email: readValue(claims.email, 'key'),
    campusNumber: readCampusNumber(claims.lis?.person_sourcedid),
    locale: claims.presentation?.locale ?? claims.locale,
  };
}

function courseOf(claims: ShortClaims): LaunchClaims['course'] {
  if (!claims.context) return null;
  return { ...claims.context, sourcedId: readValue(claims.lis?.course_section_sourcedid, 'key') };
}

function servicesOf({ nrps, ags }: ShortClaims): LaunchServices {
  return {
    membershipsUrl: nrps?.context_memberships_url ?? null,
    lineItemsUrl: ags?.lineitems ?? null,
    lineItemUrl: ags?.lineitem ?? null,
    scopes: ags?.scope ?? [],
  };
}

function deepLinkingOf({ deepLinking }: ShortClaims): DeepLinkingSettings | null {
  if (!deepLinking) return null;
  return {
    returnUrl: deepLinking.deep_link_return_url,
    acceptTypes: deepLinking.accept_types,
    acceptTargets: deepLinking.accept_presentation_document_targets,
    acceptMultiple: deepLinking.accept_multiple,
    data: deepLinking.data ?? null,
  };
}

/** A variable that the platform does not know comes back unexpanded (`$Person.…`) and says nothing. */
function textsOf(custom: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(custom).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].startsWith('$'),
  );
  return Object.fromEntries(texts);
}

const groupsOf = (list: string | undefined): string[] => [
  ...new Set(
    (list ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  ),
];

function timezoneOf(name: string | undefined): string | null {
  if (name === undefined || name === '') return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
