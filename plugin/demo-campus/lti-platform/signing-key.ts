import { randomBytes } from 'node:crypto';
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';

/** The platform's one RSA key: signs id_tokens and registration tokens (RS256). */
export interface SigningKey {
  /** What `certs.php` answers. */
  jwks: { keys: JWK[] };
  sign: (payload: JWTPayload) => Promise<string>;
  /** The payload of a token that this key signed; rejects when it did not, or when it has expired. */
  verify: (token: string) => Promise<JWTPayload>;
  /** The whole key with its id (RFC 7517), to be kept where nobody else reads. */
  privateJwk: JWK;
}

/** The key that was kept, or a new one; its id is 20 hex digits, as Moodle's. */
export async function createSigningKey(kept?: JWK): Promise<SigningKey> {
  const privateJwk = kept ?? (await newKey());
  const { kid = '', n = '', e = '' } = privateJwk;
  const privateKey = await importJWK(privateJwk, 'RS256');
  const publicKey = await importJWK({ kty: 'RSA', n, e }, 'RS256');
  return {
    privateJwk,
    jwks: { keys: [{ kty: 'RSA', alg: 'RS256', kid, e, n, use: 'sig' }] },
    sign: (payload) =>
      new SignJWT(payload).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey),
    verify: async (token) => (await jwtVerify(token, publicKey, { algorithms: ['RS256'] })).payload,
  };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(10).toString('hex') };
}
