import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createSigner, type SignedPerson } from '../../portal/signer/index.ts';

/** Where portal and bridge are. */
export interface ConnectionPlace {
  /** The portal's address, as Moodle's `wwwroot`. */
  wwwroot: string;
  /** The bridge's address as browsers know it: what is signed is for it. */
  bridge: string;
  /** The bridge's address for servers. */
  bridgeInside: string;
}

/** A token for Campus Meet, good once and for a minute. */
type Sign = (claims: SignedPerson) => string;

/** What a portal that is connected signs, and asks. */
export interface Connection {
  launch: Sign;
  /** Asks something of the bridge in the portal's own name. @throws Error with the bridge's answer */
  ask: (path: string, claims: SignedPerson) => Promise<unknown>;
  /** Sends a signed list of members. @throws Error with the bridge's answer */
  tell: (path: string, claims: SignedPerson) => Promise<unknown>;
}

/** Milliseconds that are waited for an answer. */
const patience = 5_000;

async function post(url: string, body: string, type: string): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, accept: 'application/json' },
    body,
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const signerFor = (place: ConnectionPlace, key: string, path = ''): Sign =>
  createSigner({
    issuer: place.wwwroot,
    audience: `${place.bridge}${path}`,
    algorithm: 'RS256',
    key: createPrivateKey(key),
  });

/** The connection of a portal that has a key (PEM), which the bridge knows the public half of. */
export function connectionBy(place: ConnectionPlace, key: string): Connection {
  const message = signerFor(place, key, '/api/moodle');
  const send = (path: string, body: string, type: string) =>
    post(`${place.bridgeInside}/api/moodle/${path}`, body, type);
  return {
    launch: signerFor(place, key),
    ask: (path, claims) =>
      send(path, JSON.stringify({ token: message(claims) }), 'application/json'),
    tell: (path, claims) => send(path, message(claims), 'application/jwt'),
  };
}

/**
 * Makes a key, and shows its public half to the bridge together with the one-time code; answers the key (PEM).
 * @throws Error where the bridge refuses, or whoever answers does not know the code
 */
export async function connectBy(place: ConnectionPlace, code: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const body = {
    code,
    wwwroot: place.wwwroot,
    publicKey,
    proof: signerFor(place, key, '/api/moodle')({ sub: 'connect' }),
    plugin: 'stand-in',
    moodle: 'demo campus',
  };
  const url = `${place.bridgeInside}/api/moodle/connections`;
  const said = (await post(url, JSON.stringify(body), 'application/json')) as { proof: string };
  const proof = createHmac('sha256', code).update(place.wwwroot).digest('hex');
  if (said.proof !== proof) throw new Error(`${url} does not know the code`);
  return key;
}
