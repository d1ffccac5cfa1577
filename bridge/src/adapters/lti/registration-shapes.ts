import { z } from 'zod';
import type { ToolAddresses } from '../../features/access/lti/ports.ts';
import { lineItemScope, resultScope, scoreScope } from './ags.ts';
import { groupScope } from './groups.ts';
import { rosterScope } from './nrps.ts';

/** Name of our part in requests and answers of registration. */
export const toolConfigurationClaim = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const platformClaim = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
const endpointUrl = z.url({ protocol: /^https?$/u }).max(1000);

/** A platform's OpenID configuration, the parts that we use (Dynamic Registration 3.4). */
export const openidConfiguration = z.object({
  issuer: endpointUrl,
  authorization_endpoint: endpointUrl,
  token_endpoint: endpointUrl,
  jwks_uri: endpointUrl,
  registration_endpoint: endpointUrl,
  /** What assertions for access tokens are meant for, where it is not the token address (Security Framework 4.1.1). */
  authorization_server: z.string().min(1).max(1000).nullable().catch(null).default(null),
  scopes_supported: z.array(z.string()).catch([]).default([]),
  [platformClaim as 'https://purl.imsglobal.org/spec/lti-platform-configuration']: z
    .object({
      product_family_code: z.string().max(100).optional().catch(undefined),
      variables: z.array(z.string()).catch([]).default([]),
      messages_supported: z
        .array(z.object({ type: z.string().catch('') }).catch({ type: '' }))
        .catch([])
        .default([]),
    })
    .optional()
    .catch(undefined),
});
export type OpenidConfiguration = z.infer<typeof openidConfiguration>;

/** The platform's answer; Moodle tells the deployment, others may not. */
export const registered = z.object({
  client_id: z.union([z.string().min(1).max(191), z.int().transform(String)]),
  [toolConfigurationClaim as 'https://purl.imsglobal.org/spec/lti-tool-configuration']: z
    .object({
      deployment_id: z
        .union([z.string().min(1).max(191), z.int().transform(String)])
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** Custom parameters that we like to have, by the variable that a platform must know for them. */
const wished = {
  groups: 'Moodle.Person.userGroupIds',
  tz: 'Person.address.timezone',
  username: 'User.username',
};

/** What we ask a platform to register (Dynamic Registration 3.5, with what Moodle insists on). */
export function registrationBody(
  tool: ToolAddresses,
  platform: OpenidConfiguration,
): Record<string, unknown> {
  const known = platform[platformClaim]?.variables ?? [];
  const custom = Object.entries(wished).filter(([, variable]) => known.includes(variable));
  const target = new URL(tool.targetLinkUri);
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: tool.loginUrl,
    redirect_uris: [tool.launchUrl],
    client_name: tool.clientName,
    logo_uri: tool.iconUrl,
    jwks_uri: tool.jwksUrl,
    token_endpoint_auth_method: 'private_key_jwt',
    // What has a use, and no more: a scope that is not used is a right that can be stolen.
    scope: [rosterScope, groupScope, lineItemScope, scoreScope, resultScope]
      .filter((scope) => mayOffer(platform, scope))
      .join(' '),
    [toolConfigurationClaim]: {
      domain: target.host,
      description: tool.description,
      target_link_uri: tool.targetLinkUri,
      custom_parameters: Object.fromEntries(
        custom.map(([name, variable]) => [name, `$${variable}`]),
      ),
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email'],
      messages: [
        { type: 'LtiResourceLinkRequest', target_link_uri: tool.targetLinkUri },
        {
          type: 'LtiDeepLinkingRequest',
          target_link_uri: tool.targetLinkUri,
          label: tool.clientName,
        },
        ...reviewMessage(tool, platform),
      ],
    },
  };
}

const review = 'LtiSubmissionReviewRequest';

/** Asked for only where the platform says that it has it: others may refuse what they do not know. */
function reviewMessage(tool: ToolAddresses, platform: OpenidConfiguration): object[] {
  const offered = platform[platformClaim]?.messages_supported ?? [];
  return offered.some(({ type }) => type === review)
    ? [{ type: review, target_link_uri: tool.targetLinkUri }]
    : [];
}

/** Whether the platform has this scope, or does not say which it has. */
const mayOffer = ({ scopes_supported: offered }: OpenidConfiguration, scope: string): boolean =>
  offered.length === 0 || offered.includes(scope);
