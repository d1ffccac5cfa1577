import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import type { KeyStore, ToolKey } from '../../features/access/lti/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';

/** Our own signing keys: the newest signs, and the one before it stays published. */
export interface ToolKeys {
  /** The public set for /lti/jwks.json; makes the first key when there is none. */
  publicKeys(): Promise<{ keys: JWK[] }>;
  /** Makes a new key that signs from now on; the one before stays published, older ones are forgotten. */
  rotate(): Promise<void>;
  /** Signs a JWT (RS256) with the newest key. */
  sign(payload: JWTPayload): Promise<string>;
}

const published = 2;

/** Makes the signer over a store of keys. */
export function createToolKeys(ports: { store: KeyStore; clock: Clock }): ToolKeys {
  let making: Promise<ToolKey[]> | undefined;

  const keys = async (): Promise<ToolKey[]> => {
    const known = await ports.store.list();
    if (known.length > 0) return known.slice(0, published);
    // Requests that come together share one making; two bridges that start together both get published.
    making ??= addKey(ports).finally(() => {
      making = undefined;
    });
    return making;
  };

  return {
    publicKeys: async () => ({ keys: (await keys()).map(({ publicJwk }) => publicJwk) }),
    rotate: async () => {
      const all = await addKey(ports);
      await ports.store.keepOnly(all.slice(0, published).map(({ kid }) => kid));
    },
    sign: async (payload) => {
      const [newest] = await keys();
      if (!newest) throw new Failure('internal', { detail: 'There is no signing key.' });
      const key = await importJWK(newest.privateJwk, 'RS256');
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: newest.kid })
        .sign(key);
    },
  };
}

async function addKey({ store, clock }: { store: KeyStore; clock: Clock }): Promise<ToolKey[]> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const bare = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(bare);
  const publicJwk: JWK = { ...bare, kid, alg: 'RS256', use: 'sig' };
  const privateJwk: JWK = { ...(await exportJWK(pair.privateKey)), kid, alg: 'RS256' };
  const [newest] = await store.list();
  // Newest means newest even when two are made within one millisecond.
  const createdAt = Math.max(clock.now(), (newest?.createdAt ?? 0) + 1);
  await store.add({ kid, privateJwk, publicJwk, createdAt });
  return store.list();
}
