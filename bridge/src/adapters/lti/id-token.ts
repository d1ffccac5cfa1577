import {
  compactVerify,
  decodeProtectedHeader,
  importJWK,
  type ProtectedHeaderParameters,
} from 'jose';
import { z } from 'zod';
import type { Platform } from '../../features/access/lti/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { digest } from '../../kernel/ids.ts';
import type { PlatformKeys } from './platform-keys.ts';

/** Moodle's tokens live for 60 s; clocks of campus servers drift by some seconds. */
const skewSeconds = 30;

const envelope = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  // Optional ones may be anything: what is no text names nobody, what is no number no time.
  azp: z.string().optional().catch(undefined),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().optional().catch(undefined),
  nonce: z.string(),
});
type Envelope = z.infer<typeof envelope>;

/** What a token must say to be this launch's. */
export interface Expected {
  platform: Platform;
  /** SHA-256 (hex) of the nonce that was sent with the authentication request. */
  nonceDigest: string;
}

const deploymentClaim = 'https://purl.imsglobal.org/spec/lti/claim/deployment_id';

/**
 * Verifies an id_token by the Security Framework 1.0, 5.1.3, and answers its payload. RS256 only.
 * Fails with lti/token-malformed, -signature, -expired, -not-yet, -issuer, -audience, -nonce,
 * -deployment or -claims, or as PlatformKeys does.
 */
export async function verifyIdToken(
  token: string,
  expected: Expected,
  ports: { keys: PlatformKeys; clock: Clock },
): Promise<Record<string, unknown>> {
  const payload = await verifySigned(token, expected.platform, ports.keys);
  const parsed = envelope.safeParse(payload);
  if (!parsed.success) {
    throw new Failure('lti/token-claims', { detail: fieldsOf(parsed.error) });
  }
  checkTimes(parsed.data, ports.clock.now() / 1000);
  checkParties(parsed.data, expected);
  return parsed.data;
}

/** What a platform signed (RS256 only), of whatever shape. Fails with lti/token-malformed or -signature, or as PlatformKeys does. */
export async function verifySigned(
  token: string,
  platform: Platform,
  keys: PlatformKeys,
): Promise<unknown> {
  const header = readHeader(token);
  if (header.alg !== 'RS256') {
    throw new Failure('lti/token-signature', { detail: 'Only RS256 is taken.' });
  }
  // Required of platforms (Security Framework 6.3): also where their set has one key only.
  if (typeof header.kid !== 'string' || header.kid === '') {
    throw new Failure('lti/token-signature', { detail: 'The header names no key (kid).' });
  }
  const key = await keys.find(platform.jwksUrl, header.kid);
  return readPayload(await verifySignature(token, key));
}

function readHeader(token: string): ProtectedHeaderParameters {
  try {
    if (token.split('.').length !== 3) throw new Error('A signed JWT has three parts.');
    const header = decodeProtectedHeader(token);
    // Extensions that a token says must be understood (RFC 7515, 4.1.11): we understand none.
    if (header.crit !== undefined) throw new Error('The header has critical extensions.');
    return header;
  } catch (error) {
    throw new Failure('lti/token-malformed', { cause: error });
  }
}

async function verifySignature(
  token: string,
  jwk: Parameters<typeof importJWK>[0],
): Promise<Uint8Array> {
  try {
    const key = await importJWK(jwk, 'RS256');
    return (await compactVerify(token, key, { algorithms: ['RS256'] })).payload;
  } catch (error) {
    throw new Failure('lti/token-signature', { cause: error });
  }
}

function readPayload(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch (error) {
    throw new Failure('lti/token-malformed', { cause: error });
  }
}

/** Fails with lti/token-expired or -not-yet. @param now seconds */
export function checkTimes(token: Pick<Envelope, 'iat' | 'exp' | 'nbf'>, now: number): void {
  if (now > token.exp + skewSeconds) throw new Failure('lti/token-expired');
  if (Math.max(token.iat, token.nbf ?? 0) > now + skewSeconds)
    throw new Failure('lti/token-not-yet');
}

function checkParties(
  token: Envelope & Record<string, unknown>,
  { platform, nonceDigest }: Expected,
): void {
  if (token.iss !== platform.issuer) throw new Failure('lti/token-issuer');
  if (!isAudience(token, platform.clientId)) throw new Failure('lti/token-audience');
  if (digest(token.nonce) !== nonceDigest) throw new Failure('lti/token-nonce');
  const deployment = token[deploymentClaim];
  if (typeof deployment !== 'string' || deployment === '') {
    throw new Failure('lti/token-claims', { detail: 'deployment_id' });
  }
  if (platform.deploymentIds !== 'any' && !platform.deploymentIds.includes(deployment)) {
    throw new Failure('lti/token-deployment');
  }
}

/** OpenID Connect core 3.1.3.7: with several audiences the authorized party must be named, and be us. */
function isAudience(token: Envelope, clientId: string): boolean {
  const audiences = [token.aud].flat();
  const isNamed = token.azp !== undefined && token.azp !== '';
  if (!audiences.includes(clientId)) return false;
  return isNamed ? token.azp === clientId : audiences.length === 1;
}

/** The names of the fields that are wrong, without their values. */
export const fieldsOf = (error: z.ZodError): string =>
  error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
