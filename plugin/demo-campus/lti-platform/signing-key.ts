import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';

/** The platform's one RSA key, made at start: signs id_tokens and registration tokens (RS256). */
export interface SigningKey {
  /** What `certs.php` answers. */
  jwks: { keys: JWK[] };
  sign: (payload: JWTPayload) => Promise<string>;
  /** The payload of a token that this key signed; rejects when it did not, or when it has expired. */
  verify: (token: string) => Promise<JWTPayload>;
}

/** Makes a new key; its id is 20 hex digits, as Moodle's. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = randomBytes(10).toString('hex');
  const { n = '', e = '' } = await exportJWK(publicKey);
  return {
    jwks: { keys: [{ kty: 'RSA', alg: 'RS256', kid, e, n, use: 'sig' }] },
    sign: (payload) =>
      new SignJWT(payload).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey),
    verify: async (token) => (await jwtVerify(token, publicKey, { algorithms: ['RS256'] })).payload,
  };
}
