import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JWK } from 'jose';
import { gradebookPage } from './gradebook.ts';
import type { FakePage, FakePlatform, FakeReply, FakeRequest } from './types.ts';

const json = (body: unknown, status = 200, type = 'application/json'): FakeReply => ({
  status,
  headers: { 'content-type': type },
  body: JSON.stringify(body),
});

/** The well-behaved page at a path of a fake platform. `jwks` answers its published keys. */
export function fakePages(platform: FakePlatform, jwks: () => JWK[]) {
  const tokens = new Set<string>();
  const toolKeys = new Map<string, string>();
  const guarded =
    (page: FakePage): FakePage =>
    (request) => {
      const token = request.headers.authorization?.replace(/^Bearer /u, '') ?? '';
      return tokens.has(token) ? page(request) : json({ status: 401, reason: 'Unauthorized' }, 401);
    };
  const grades = gradebookPage(() => platform.issuer, platform.gradebook);
  const pages: Record<string, FakePage> = {
    '/jwks': () => json({ keys: jwks() }),
    '/auth': async ({ query }) => {
      const fields = await platform.authenticate(`${platform.issuer}/auth?${query.toString()}`);
      const inputs = Object.entries(fields).map(
        ([name, value]) => `<input name="${name}" value="${value}">`,
      );
      const action = query.get('redirect_uri') ?? '';
      const form = `<form method="post" action="${action}">${inputs.join('')}<button id="send">Send</button></form>`;
      return { headers: { 'content-type': 'text/html' }, body: form };
    },
    '/token': (request) => giveToken(platform, request, { tokens, toolKeys }),
    '/members': guarded(() =>
      json({ id: platform.issuer, context: { id: '2' }, members: [member] }),
    ),
    '/config': () => json(configuration(platform.issuer)),
    '/register': (request) => register(platform, request, { toolKeys, jwks }),
  };
  return (path: string): FakePage | undefined => {
    const page = grades(path);
    return page ? guarded(page) : pages[path];
  };
}

const member = {
  status: 'Active',
  roles: ['Learner'],
  user_id: '3',
  name: 'Tom &amp; Jerry',
  given_name: 'Tom &amp; Jerry',
  family_name: '',
};

interface Issued {
  tokens: Set<string>;
  /** Client id → the tool's key set address. */
  toolKeys: Map<string, string>;
}

/** Checks the assertion's signature where the tool has registered its keys' address. Moodle sends JSON as text/html. */
async function giveToken(
  platform: FakePlatform,
  { body }: FakeRequest,
  { tokens, toolKeys }: Issued,
): Promise<FakeReply> {
  const form = new URLSearchParams(body);
  const keysAt = toolKeys.get(platform.clientId);
  if (form.get('grant_type') !== 'client_credentials') {
    return json({ error: 'invalid_request' }, 400, 'text/html');
  }
  if (keysAt !== undefined) {
    const keys = createRemoteJWKSet(new URL(keysAt));
    const expected = { issuer: platform.clientId, audience: `${platform.issuer}/token` };
    await jwtVerify(form.get('client_assertion') ?? '', keys, expected);
  }
  const token = randomUUID();
  tokens.add(token);
  const answer = {
    access_token: token,
    token_type: 'Bearer',
    expires_in: 3600,
    scope: form.get('scope'),
  };
  return json(answer, 200, 'text/html; charset=utf-8');
}

const configuration = (issuer: string) => ({
  issuer,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  authorization_endpoint: `${issuer}/auth`,
  registration_endpoint: `${issuer}/register`,
  scopes_supported: [
    'https://purl.imsglobal.org/spec/lti-ags/scope/score',
    'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
    'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    'openid',
  ],
  'https://purl.imsglobal.org/spec/lti-platform-configuration': {
    product_family_code: 'moodle',
    variables: ['User.username', 'Person.address.timezone', 'Moodle.Person.userGroupIds'],
  },
});

const toolClaim = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

/** Refuses as Moodle does: with a bare word. */
async function register(
  platform: FakePlatform,
  request: FakeRequest,
  { toolKeys, jwks }: { toolKeys: Map<string, string>; jwks: () => JWK[] },
): Promise<FakeReply> {
  const refuse = (status: number, body: string): FakeReply => ({ status, body });
  const token = request.headers.authorization?.replace(/^Bearer /u, '');
  if (token === undefined) return refuse(401, 'missing_registration_token');
  await jwtVerify(token, createLocalJWKSet({ keys: jwks() }));
  const asked = JSON.parse(request.body) as Record<string, unknown>;
  const tool = asked[toolClaim] as { domain: string; target_link_uri: string };
  if (!Array.isArray(asked['redirect_uris'])) return refuse(400, 'invalid_redirect_uris');
  if (new URL(tool.target_link_uri).host !== tool.domain) {
    return refuse(400, 'domain_targetlinkuri_mismatch');
  }
  toolKeys.set(platform.clientId, String(asked['jwks_uri']));
  const configured = { ...tool, version: '1.3.0', deployment_id: platform.deploymentId };
  return json({ ...asked, client_id: platform.clientId, [toolClaim]: configured });
}
