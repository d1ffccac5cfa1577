import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Platform } from '../../features/access/lti/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { readJson, type Answer, type Send } from './http.ts';
import type { ToolKeys } from './tool-keys.ts';

const granted = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/iu),
  expires_in: z.coerce.number().int().positive().default(300),
});

/** Access tokens for a platform's services, by client credentials with a signed assertion (Security Framework 4.1). */
export interface AccessTokens {
  /** A token for one scope, from the cache while it lives. Fails with lti/platform-refused, -unavailable or -bad-answer. */
  get(platform: Platform, scope: string): Promise<string>;
  /** Forgets a token that the platform did not take. */
  forget(platform: Platform, scope: string): void;
}

interface Cached {
  token: Promise<string>;
  /** Milliseconds; infinite while the request is under way. */
  expiresAt: number;
}

const marginMs = 60_000;

/** Makes the cache of access tokens; one for the whole bridge. */
export function createAccessTokens(ports: {
  send: Send;
  keys: ToolKeys;
  clock: Clock;
}): AccessTokens {
  const cache = new Map<string, Cached>();
  const name = (platform: Platform, scope: string) => `${platform.id} ${scope}`;

  const request = (platform: Platform, scope: string): Promise<string> => {
    const entry: Cached = { expiresAt: Infinity, token: Promise.resolve('') };
    entry.token = askForToken(platform, scope, ports).then(
      (answer) => {
        entry.expiresAt = ports.clock.now() + answer.expires_in * 1000 - marginMs;
        return answer.access_token;
      },
      (error: unknown) => {
        if (cache.get(name(platform, scope)) === entry) cache.delete(name(platform, scope));
        throw error;
      },
    );
    cache.set(name(platform, scope), entry);
    return entry.token;
  };

  return {
    get: (platform, scope) => {
      const known = cache.get(name(platform, scope));
      return known && ports.clock.now() < known.expiresAt ? known.token : request(platform, scope);
    },
    forget: (platform, scope) => {
      cache.delete(name(platform, scope));
    },
  };
}

async function askForToken(
  platform: Platform,
  scope: string,
  { send, keys, clock }: { send: Send; keys: ToolKeys; clock: Clock },
): Promise<z.infer<typeof granted>> {
  const now = Math.floor(clock.now() / 1000);
  const assertion = await keys.sign({
    iss: platform.clientId,
    sub: platform.clientId,
    aud: platform.audience ?? platform.tokenUrl,
    iat: now,
    exp: now + 60,
    jti: randomUUID(),
  });
  const answer = await send(platform.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope,
    }).toString(),
  });
  return readGrant(answer);
}

function readGrant(answer: Answer): z.infer<typeof granted> {
  if (answer.status !== 200) {
    throw new Failure('lti/platform-refused', { detail: refusalOf(answer) });
  }
  const parsed = granted.safeParse(readJson(answer));
  if (!parsed.success) {
    throw new Failure('lti/platform-bad-answer', { detail: 'That is not an access token.' });
  }
  return parsed.data;
}

/**
 * Why a token was refused. Moodle's error bodies are not always JSON (`"error" : ""kid" invalid, …`),
 * and a Moodle that may not fetch our key set (its HTTP security blocks private addresses and odd
 * ports) answers 404 with a page.
 */
function refusalOf({ status, text }: Answer): string {
  const start = `The platform gave no access token (HTTP ${status}`;
  if (status === 404) {
    return `${start}): it cannot fetch our key set; its HTTP security may block our address or port.`;
  }
  const reason = reasonOf(text);
  return reason === null ? `${start}).` : `${start}: ${reason}).`;
}

/** What stands behind `"error":`, up to a line's end, markup, or what closes it. Each sign is looked at once. */
function reasonOf(text: string): string | null {
  const short = text.slice(0, 2_000);
  const label = short.indexOf('"error"');
  const colon = label === -1 ? -1 : short.indexOf(':', label);
  if (colon === -1) return null;
  const [line = ''] = short.slice(colon + 1, colon + 200).split(/[\n\r<>]/u, 1);
  const [value = ''] = line.split(/"\s?[,}]/u, 1);
  const reason = withoutEnds(value.trim());
  return reason === '' ? null : reason.slice(0, 100);
}

/** Moodle's quotes do not pair: `""kid" invalid`. */
function withoutEnds(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === '"') start += 1;
  while (end > start && '"} \t'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
