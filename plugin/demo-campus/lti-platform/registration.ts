import { newClientId, type Tool } from './tools.ts';
import { nextToolId, toolByClientId, type Platform } from './platform.ts';
import { claims, scopes } from './vocabulary.ts';

const tokenLifetime = 3600;

/** The address that the administrator's browser is sent to: the tool's, with our configuration and a one-time token. */
export async function registrationAddress(platform: Platform, toolUrl: string): Promise<string> {
  const now = Math.floor(platform.now() / 1000);
  const token = await platform.key.sign({
    sub: newClientId(),
    scope: 'reg',
    iat: now,
    exp: now + tokenLifetime,
  });
  const address = new URL(toolUrl);
  address.searchParams.set(
    'openid_configuration',
    `${platform.origin}/mod/lti/openid-configuration.php`,
  );
  address.searchParams.set('registration_token', token);
  return address.href;
}

/** A refusal: Moodle answers the bare word as text; `invalid_token` is its HTML error page with 404. */
export class RegistrationRefusal extends Error {
  readonly status: number;
  constructor(status: number, word: string) {
    super(word);
    this.status = status;
  }
}

/** What a tool sends (OpenID Connect dynamic registration with LTI's extension), as far as it is looked at. */
interface Sent {
  response_types?: unknown;
  redirect_uris?: unknown;
  initiate_login_uri?: unknown;
  client_name?: unknown;
  jwks_uri?: unknown;
  logo_uri?: unknown;
  token_endpoint_auth_method?: unknown;
  scope?: unknown;
  [claims.toolConfiguration]?: {
    domain?: unknown;
    target_link_uri?: unknown;
    description?: unknown;
    custom_parameters?: Record<string, unknown>;
    claims?: unknown;
    messages?: { type?: unknown }[];
  };
}

async function clientIdOf(platform: Platform, authorization: string): Promise<string> {
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
  if (!token) throw new RegistrationRefusal(401, 'missing_registration_token');
  const payload = await platform.key.verify(token).catch(() => null);
  if (payload?.['scope'] !== 'reg' || !payload.sub)
    throw new RegistrationRefusal(404, 'invalid_token');
  if (toolByClientId(platform, payload.sub))
    throw new RegistrationRefusal(401, 'token_already_used');
  return payload.sub;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function demand(condition: boolean, word: string): void {
  if (!condition) throw new RegistrationRefusal(400, word);
}

function required(value: unknown, word: string): string {
  demand(isText(value), word);
  return String(value);
}

/** Only what Moodle knows; the full line item scope brings the reading one. In Moodle's order. */
function knownScopes(asked: unknown): string[] {
  const wanted = new Set(isText(asked) ? asked.split(' ') : []);
  if (wanted.has(scopes.lineItem)) wanted.add(scopes.lineItemRead);
  const order = [
    scopes.score,
    scopes.result,
    scopes.lineItemRead,
    scopes.lineItem,
    scopes.memberships,
  ];
  return order.filter((scope) => wanted.has(scope));
}

function targetOf(sent: Sent): { target: string; domain: string } {
  const configuration = sent[claims.toolConfiguration];
  demand(configuration !== undefined, 'missing_lti_tool_configuration');
  const target = required(configuration?.target_link_uri, 'missing_target_link_uri');
  const domain = required(configuration?.domain, 'missing_domain');
  demand(URL.canParse(target) && new URL(target).host === domain, 'domain_targetlinkuri_mismatch');
  return { target, domain };
}

function toolOf(sent: Sent, id: number, clientId: string): Tool {
  demand(list(sent.response_types).includes('id_token'), 'invalid_response_types');
  const redirectUris = list(sent.redirect_uris);
  demand(redirectUris.length > 0 && redirectUris.every(isText), 'invalid_redirect_uris');
  demand(
    sent.token_endpoint_auth_method === 'private_key_jwt',
    'invalid_token_endpoint_auth_method',
  );
  const { target } = targetOf(sent);
  const configuration = sent[claims.toolConfiguration] ?? {};
  const shared = list(configuration.claims);
  const custom = Object.entries(configuration.custom_parameters ?? {});
  return {
    id,
    clientId,
    state: 'pending',
    name: required(sent.client_name, 'missing_client_name'),
    toolUrl: target,
    initiateLoginUrl: required(sent.initiate_login_uri, 'missing_initiate_login_uri'),
    redirectUris: redirectUris.map(String),
    jwksUrl: required(sent.jwks_uri, 'missing_jwks_uri'),
    description: isText(configuration.description) ? configuration.description : '',
    custom: Object.fromEntries(custom.map(([name, value]) => [name, String(value)])),
    scopes: knownScopes(sent.scope),
    shares: {
      name: ['name', 'given_name', 'family_name'].some((name) => shared.includes(name)),
      email: shared.includes('email'),
    },
    deepLinking: list(configuration.messages).some(
      (message) => (message as { type?: unknown }).type === 'LtiDeepLinkingRequest',
    ),
    logoUrl: isText(sent.logo_uri) ? sent.logo_uri : null,
  };
}

/** Registers the tool that presents a registration token, pending until an administrator activates it. */
export async function register(
  platform: Platform,
  authorization: string,
  body: string,
): Promise<object> {
  const clientId = await clientIdOf(platform, authorization);
  let sent: Sent;
  try {
    sent = (JSON.parse(body) as Sent | null) ?? {};
  } catch {
    throw new RegistrationRefusal(400, 'invalid_request');
  }
  const tool = toolOf(sent, nextToolId(platform), clientId);
  platform.tools.set(tool.id, tool);
  return registrationAnswer(tool);
}

function registrationAnswer(tool: Tool): object {
  const shared = [
    'sub',
    'iss',
    ...(tool.shares.name ? ['name', 'family_name', 'given_name'] : []),
    ...(tool.shares.email ? ['email'] : []),
  ];
  // Moodle leaves the resource link message out, whether it was asked for or not.
  const messages = tool.deepLinking
    ? [{ type: 'LtiDeepLinkingRequest', target_link_uri: tool.toolUrl }]
    : [];
  return {
    client_id: tool.clientId,
    response_types: ['id_token'],
    jwks_uri: tool.jwksUrl,
    initiate_login_uri: tool.initiateLoginUrl,
    grant_types: ['client_credentials', 'implicit'],
    redirect_uris: tool.redirectUris,
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    client_name: tool.name,
    logo_uri: tool.logoUrl ?? '',
    scope: tool.scopes.join(' '),
    [claims.toolConfiguration]: {
      version: '1.3.0',
      deployment_id: String(tool.id),
      target_link_uri: tool.toolUrl,
      domain: new URL(tool.toolUrl).host,
      description: tool.description,
      messages,
      ...(Object.keys(tool.custom).length > 0 && { custom_parameters: tool.custom }),
      claims: shared,
    },
  };
}
