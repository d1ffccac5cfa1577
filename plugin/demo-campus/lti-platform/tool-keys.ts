import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import type { Tool } from './tools.ts';

/** The tool's key set could not be had: blocked by "HTTP security", away, or not a key set. */
export class KeysUnavailable extends Error {}

/** Why a tool's token was not accepted, in the words of Moodle's JWT library. */
export class BadToolToken extends Error {}

/** Checks what tools sign. Key sets are fetched at first use and again when a signature does not fit. */
export interface ToolKeys {
  /** The payload; throws KeysUnavailable or BadToolToken. Audience and issuer are not looked at: Moodle does not. */
  verify: (tool: Tool, token: string) => Promise<JWTPayload>;
}

const fetchTimeout = 5_000;

/** `blockedHosts`: host names, with or without port, that keys are never fetched from. */
export function createToolKeys(blockedHosts: string[]): ToolKeys {
  const cache = new Map<string, JSONWebKeySet>();

  async function load(tool: Tool): Promise<JSONWebKeySet> {
    const { host, hostname } = new URL(tool.jwksUrl);
    if (blockedHosts.includes(host) || blockedHosts.includes(hostname)) {
      throw new KeysUnavailable('The URL is blocked.');
    }
    const keys = await fetchKeys(tool.jwksUrl);
    cache.set(tool.clientId, keys);
    return keys;
  }

  async function verify(tool: Tool, token: string): Promise<JWTPayload> {
    const known = cache.get(tool.clientId);
    if (known) {
      const payload = await check(token, known).catch(() => undefined);
      if (payload) return payload;
    }
    return check(token, await load(tool));
  }
  return { verify };
}

async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeout) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as JSONWebKeySet;
  } catch (cause) {
    throw new KeysUnavailable('no key set there', { cause });
  }
}

async function check(token: string, keys: JSONWebKeySet): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { algorithms: ['RS256'] });
    return payload;
  } catch (error) {
    throw new BadToolToken(wording(error, token), { cause: error });
  }
}

function wording(error: unknown, token: string): string {
  if (error instanceof errors.JWTExpired) return 'Expired token';
  if (error instanceof errors.JWKSNoMatchingKey) {
    return hasKid(token)
      ? '"kid" invalid, unable to lookup correct key'
      : '"kid" empty, unable to lookup correct key';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'Signature verification failed';
  return 'Wrong number of segments';
}

function hasKid(token: string): boolean {
  try {
    return decodeProtectedHeader(token).kid !== undefined;
  } catch {
    return false;
  }
}
