import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importSPKI,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { clockSkew, longestLife } from './claims.ts';
import type { Portal, Trust } from './portal.ts';

/** Never `none`, and a secret only for HS256: a public key must not become one. */
const algorithms: Record<Trust['kind'], string[]> = {
  secret: ['HS256'],
  'public-key': ['EdDSA', 'RS256', 'ES256'],
  jwks: ['EdDSA', 'RS256', 'ES256'],
};

/** Who a token says that it is from; nothing is verified yet. @throws Failure portal/token-malformed */
export function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    if (typeof iss === 'string') return iss;
  } catch (cause) {
    throw new Failure('portal/token-malformed', { cause });
  }
  throw new Failure('portal/token-malformed', { detail: 'iss is missing' });
}

/** Who a token must be from and for. */
export interface Parties extends Pick<Portal, 'issuer' | 'trust'> {
  /** What it must be meant for: our address, or a part of what is there. */
  audience: string;
}

/** Checks tokens of portals by signature, issuer, audience and time. */
export function createTokenCheck({ clock }: { clock: Clock }) {
  const keySets = new Map<string, JWTVerifyGetKey>();
  const keySet = (url: string): JWTVerifyGetKey => {
    const known = keySets.get(url) ?? createRemoteJWKSet(new URL(url), { timeoutDuration: 5_000 });
    keySets.set(url, known);
    return known;
  };

  /** The verified claims. @throws Failure portal/token-…, portal/keys-unavailable */
  return async (token: string, { issuer, trust, audience }: Parties): Promise<JWTPayload> => {
    const expected = {
      issuer,
      audience,
      algorithms: algorithms[trust.kind],
      clockTolerance: clockSkew,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'jti', 'sub'],
    };
    try {
      const { payload } =
        trust.kind === 'jwks'
          ? await jwtVerify(token, keySet(trust.url), expected)
          : await jwtVerify(token, await keyOf(token, trust), expected);
      return short(payload, clock);
    } catch (cause) {
      throw asFailure(cause);
    }
  };
}

async function keyOf(token: string, trust: Exclude<Trust, { kind: 'jwks' }>) {
  if (trust.kind === 'secret') return new TextEncoder().encode(trust.secret);
  try {
    const { alg } = decodeProtectedHeader(token);
    return await importSPKI(trust.pem, String(alg));
  } catch (cause) {
    // A key of one kind checks no signature of another.
    throw new Failure('portal/token-signature', { cause });
  }
}

/** A token that is good for long is one that leaks. */
function short(payload: JWTPayload, clock: Clock): JWTPayload {
  const left = (payload.exp ?? 0) - clock.now() / 1000;
  if (left > longestLife + clockSkew) throw new Failure('portal/token-lifetime');
  return payload;
}

const unreadable = [errors.JWSInvalid, errors.JWTInvalid];
// A `crit` header asks for what we do not understand; so does an algorithm that nobody implements.
const forged = [
  errors.JOSENotSupported,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function asFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  if (cause instanceof errors.JWTExpired) return new Failure('portal/token-expired', { cause });
  if (cause instanceof errors.JWTClaimValidationFailed) return wrongClaim(cause);
  const is = (kinds: readonly (new (...given: never[]) => Error)[]) =>
    kinds.some((kind) => cause instanceof kind);
  if (is(forged)) return new Failure('portal/token-signature', { cause });
  if (is(unreadable)) return new Failure('portal/token-malformed', { cause });
  // What is left is about fetching the keys: no answer, an error, no key set.
  return new Failure('portal/keys-unavailable', { cause });
}

function wrongClaim(cause: errors.JWTClaimValidationFailed): Failure {
  if (cause.claim === 'aud') return new Failure('portal/token-audience', { cause });
  if (cause.claim === 'nbf') return new Failure('portal/token-not-yet', { cause });
  const flaws = [{ field: cause.claim, message: cause.message }];
  return new Failure('portal/token-claims', { cause, flaws });
}
