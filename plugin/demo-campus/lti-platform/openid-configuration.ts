import type { Platform } from './platform.ts';
import { claims, gradeScopes, scopes } from './vocabulary.ts';

const variables = [
  'Context.id',
  'Context.title',
  'Context.label',
  'Context.id.history',
  'Context.sourcedId',
  'CourseSection.title',
  'CourseSection.label',
  'CourseSection.sourcedId',
  'CourseSection.timeFrame.begin',
  'CourseSection.timeFrame.end',
  'ResourceLink.id',
  'ResourceLink.title',
  'ResourceLink.description',
  'User.id',
  'User.username',
  'Person.name.full',
  'Person.name.given',
  'Person.name.family',
  'Person.email.primary',
  'Person.sourcedId',
  'Person.address.timezone',
  'Person.phone.mobile',
  'Membership.role',
  'Moodle.Person.userGroupIds',
];

/** The platform's OpenID configuration with LTI's extension, as tools read it during dynamic registration. */
export function openIdConfiguration({ origin }: Platform): Record<string, unknown> {
  const at = (file: string): string => `${origin}/mod/lti/${file}`;
  return {
    issuer: origin,
    token_endpoint: at('token.php'),
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: at('certs.php'),
    authorization_endpoint: at('auth.php'),
    registration_endpoint: at('openid-registration.php'),
    scopes_supported: [...gradeScopes, scopes.memberships, 'openid'],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
    [claims.platformConfiguration]: {
      product_family_code: 'moodle',
      version: '5.1+ (Build: 20251017)',
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables,
    },
  };
}
