import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { ActivityPlugin } from '../activity-plugin/plugin.ts';
import type { Campus } from '../campus.ts';
import { demoPassword } from '../data/people.ts';
import { createCampus } from '../data/seed.ts';
import { createPortal } from '../server.ts';
import type { Platform } from './platform.ts';
import { gradeScopes, scopes } from './vocabulary.ts';

/** For tests: a portal that listens, a tool's key set that is served, and a browser's part of the way between. */
export interface Trial {
  origin: string;
  campus: Campus;
  platform: Platform;
  tool: {
    origin: string;
    clientId: string;
    sign: (payload: JWTPayload, kid?: string) => Promise<string>;
  };
  /** Signs in; answers the session's Cookie header. */
  signIn: (username: string) => Promise<string>;
  /** A GET or form POST as a browser would, without following redirects. */
  visit: (path: string, options?: VisitOptions) => Promise<Response>;
  /** An access token for the services. */
  token: (wanted?: string[]) => Promise<string>;
  stop: () => Promise<void>;
}

export interface VisitOptions {
  cookie?: string;
  form?: Record<string, string>;
}

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function startTool() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = {
    keys: [{ ...(await exportJWK(publicKey)), kid: 'tool-1', alg: 'RS256', use: 'sig' }],
  };
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(keys));
  });
  const sign = (payload: JWTPayload, kid = 'tool-1') =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
  return { server, origin: await listen(server), sign };
}

/**
 * Starts it all on free ports.
 * @param withPlugin makes Moodle's activity plugin, where the portal is to have it
 */
export async function startTrial(
  withPlugin?: (campus: Campus, wwwroot: string) => ActivityPlugin,
): Promise<Trial> {
  const { server: toolServer, origin: toolOrigin, sign } = await startTool();
  const server = createServer();
  const origin = await listen(server);
  const campus = createCampus();
  const clientId = 'AoF6GNNvU1aGl7T';
  const draft = {
    name: 'Video Bridge',
    toolUrl: `${toolOrigin}/launch`,
    initiateLoginUrl: `${toolOrigin}/login`,
    redirectUris: [`${toolOrigin}/launch`],
    jwksUrl: `${toolOrigin}/jwks.json`,
    clientId,
    custom: {
      ctxhist: '$Context.id.history',
      courseid: '$CourseSection.sourcedId',
      uname: '$User.username',
      tz: '$Person.address.timezone',
      groups: '$Moodle.Person.userGroupIds',
      cmid: '$ResourceLink.id',
    },
  };
  const { app, platform } = await createPortal({
    campus,
    config: { origin, tools: [draft] },
    ...(withPlugin && { plugin: withPlugin(campus, origin) }),
  });
  const handle = app.callback();
  server.on('request', (request, response) => void handle(request, response));

  const visit = (path: string, { cookie, form }: VisitOptions = {}) =>
    fetch(new URL(path, origin), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { ...(cookie && { cookie }), 'accept-language': 'en' },
      ...(form && { body: new URLSearchParams(form) }),
    });

  async function signIn(username: string): Promise<string> {
    const answer = await visit('/login/index.php', { form: { username, password: demoPassword } });
    return answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  }

  async function token(wanted = [...gradeScopes, scopes.memberships]): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const assertion = {
      iss: clientId,
      sub: clientId,
      aud: `${origin}/mod/lti/token.php`,
      iat: now,
      exp: now + 60,
    };
    const answer = await visit('/mod/lti/token.php', {
      form: tokenForm(await sign(assertion), wanted.join(' ')),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  const stop = async () => {
    await Promise.all([close(server), close(toolServer)]);
  };
  return {
    origin,
    campus,
    platform,
    tool: { origin: toolOrigin, clientId, sign },
    signIn,
    visit,
    token,
    stop,
  };
}

/** The form of the client-credentials grant. */
export const tokenForm = (assertion: string, scope: string): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
  scope,
});

/** An answer recorded from a real Moodle 5.1. */
export const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8'));

/** What a value is made of: keys, and kinds of values; of lists the first element. For comparing with recordings. */
export function structure(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [structure(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  const entries = Object.entries(value).map(([key, each]) => [key, structure(each)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b)));
}

/** The hidden fields and the action of the first form in a page. */
export function formIn(page: string): { action: string; fields: Record<string, string> } {
  const plain = (text: string) =>
    text
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  const action = plain(/action="([^"]*)"/.exec(page)?.[1] ?? '');
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return {
    action,
    fields: Object.fromEntries(
      inputs.map(([, name = '', value = '']) => [plain(name), plain(value)]),
    ),
  };
}
