import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { LogoutNotice, Platform } from '../../features/access/lti/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { checkTimes, fieldsOf, verifySigned } from './id-token.ts';
import type { PlatformKeys } from './platform-keys.ts';

const event = 'http://schemas.openid.net/event/backchannel-logout';

/** OpenID Connect Back-Channel Logout 1.0, 2.4. A nonce would make it an id_token. */
const claims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.union([z.string().min(1), z.number().transform(String)]),
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().min(1),
  events: z.looseObject({ [event]: z.looseObject({}) }),
  nonce: z.undefined().optional(),
});

/** How long a notice without an end of its own is good, in seconds. */
const goodForSeconds = 120;

const longest = 8_192;

/** Whom a logout token says that it is from and for; nothing of it is verified yet. @throws Failure lti/token-malformed */
export function partiesOfLogout(token: string): { issuer: string; audiences: string[] } {
  try {
    if (token.length > longest) throw new Error('A logout token is short.');
    const { iss, aud } = decodeJwt(token);
    return { issuer: iss ?? '', audiences: [aud ?? []].flat() };
  } catch (error) {
    throw new Failure('lti/token-malformed', { cause: error });
  }
}

/**
 * Verifies that a platform says that somebody signed out there. Fails with lti/token-malformed, -signature,
 * -expired, -not-yet, -issuer, -audience or -claims, or as PlatformKeys does.
 */
export async function verifyLogout(
  token: string,
  platform: Platform,
  ports: { keys: PlatformKeys; clock: Clock },
): Promise<LogoutNotice> {
  const parsed = claims.safeParse(await verifySigned(token, platform, ports.keys));
  if (!parsed.success) throw new Failure('lti/token-claims', { detail: fieldsOf(parsed.error) });
  const { iss, aud, sub, iat, exp = iat + goodForSeconds } = parsed.data;
  checkTimes({ iat, exp: Math.min(exp, iat + goodForSeconds) }, ports.clock.now() / 1000);
  if (iss !== platform.issuer) throw new Failure('lti/token-issuer');
  if (![aud].flat().includes(platform.clientId)) throw new Failure('lti/token-audience');
  return { subject: sub, at: iat * 1000 };
}
