import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { emptyGradebook } from './gradebook.ts';
import { fakePages } from './pages.ts';
import type { FakePage, FakePlatform } from './types.ts';

export type { FakePlatform, FakeReply } from './types.ts';

interface Signer {
  key: CryptoKey;
  jwk: JWK;
}

async function newSigner(): Promise<Signer> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  return {
    key: pair.privateKey,
    jwk: { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' },
  };
}

/** Starts one on a free port of 127.0.0.1. `now` is its clock, in milliseconds. */
export async function startFakePlatform(now: () => number): Promise<FakePlatform> {
  let signer = await newSigner();
  const wrong = new Map<string, FakePage>();
  const platform: FakePlatform = {
    issuer: '',
    clientId: 'client-1',
    deploymentId: '1',
    requests: [],
    claims: {},
    gradebook: emptyGradebook(),
    authenticate: async (authUrl, change = {}, kid) => {
      const asked = new URL(authUrl).searchParams;
      const payload = { ...idToken(platform, asked, now()), ...platform.claims, ...change };
      return { state: asked.get('state') ?? '', id_token: await platform.sign(payload, kid) };
    },
    sign: (payload, kid = signer.jwk.kid ?? '') =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid === null ? {} : { kid }) })
        .sign(signer.key),
    rotate: async () => {
      signer = await newSigner();
    },
    misbehave: (path, page) => {
      if (page) wrong.set(path, page);
      else wrong.delete(path);
    },
    close: () => Promise.resolve(),
  };
  const pages = fakePages(platform, () => [signer.jwk]);
  const server = createServer((request, response) => {
    void answer(request, response, (asked) => {
      platform.requests.push(asked);
      return (wrong.get(asked.path) ?? pages(asked.path) ?? missing)(asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  platform.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  platform.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return platform;
}

const missing: FakePage = () => ({ status: 404, body: '<!DOCTYPE html><title>Error</title>' });

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  page: FakePage,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const url = new URL(request.url ?? '/', 'http://platform');
  const reply = await page({
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(parts).toString('utf8'),
  });
  response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
}

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The claims of a student's launch, of the shape that Moodle 5.1 sends. */
function idToken(
  platform: FakePlatform,
  asked: URLSearchParams,
  now: number,
): Record<string, unknown> {
  const iat = Math.floor(now / 1000);
  return {
    nonce: asked.get('nonce'),
    iat,
    exp: iat + 60,
    iss: platform.issuer,
    aud: platform.clientId,
    sub: asked.get('login_hint'),
    given_name: '芳',
    family_name: '林',
    name: '芳 林',
    email: 'lin.fang@uni.test',
    [`${lti}deployment_id`]: platform.deploymentId,
    [`${lti}target_link_uri`]: asked.get('redirect_uri'),
    [`${lti}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    [`${lti}context`]: { id: '2', label: 'CS101', title: '数据结构', type: ['CourseSection'] },
    [`${lti}message_type`]: 'LtiResourceLinkRequest',
    [`${lti}resource_link`]: { id: '1', title: 'Video class' },
    [`${lti}version`]: '1.3.0',
    [`${lti}launch_presentation`]: {
      locale: 'zh_cn',
      return_url: `${platform.issuer}/return?sesskey=VerySecret`,
    },
    [`${lti}custom`]: { groups: '4,9', tz: 'Asia/Shanghai' },
    'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
      context_memberships_url: `${platform.issuer}/members`,
      service_versions: ['1.0', '2.0'],
    },
  };
}
