import type { JWK } from 'jose';
import { z } from 'zod';
import { dayMs, type Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { readJson, type Send } from './http.ts';

const jwks = z.object({
  keys: z
    .array(
      z.object({
        kty: z.string(),
        kid: z.string().optional(),
        use: z.string().optional(),
        n: z.string().optional(),
        e: z.string().optional(),
      }),
    )
    .max(100),
});

interface Entry {
  keys: JWK[];
  fetchedAt: number;
  /** The last attempt, whether it succeeded or not. */
  triedAt: number;
  failure: Failure | null;
}

const freshMs = 60 * 60_000;
const staleMs = dayMs;
const coolDownMs = 30_000;

/** Finds a platform's public keys. */
export interface PlatformKeys {
  /**
   * The key named `kid`. An unknown kid has the set fetched once more (the platform may have rotated
   * its keys), at most every 30 s. A platform that is away fails with lti/platform-unavailable unless
   * the key was read within the last day; a key that it does not have fails with lti/token-signature.
   */
  find(jwksUrl: string, kid: string): Promise<JWK>;
}

/** Makes the cache of platforms' key sets; one for the whole bridge. */
export function createPlatformKeys(ports: { send: Send; clock: Clock }): PlatformKeys {
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<Entry>>();

  const refresh = (url: string): Promise<Entry> => {
    const under = running.get(url);
    if (under) return under;
    const started = fetchInto(entries, url, ports).finally(() => running.delete(url));
    running.set(url, started);
    return started;
  };

  return {
    find: async (url, kid) => {
      const now = ports.clock.now();
      const known = entries.get(url);
      const key = pick(known, kid);
      if (known && key && now - known.fetchedAt < freshMs) return key;
      const entry = known && now - known.triedAt < coolDownMs ? known : await refresh(url);
      const found = pick(entry, kid);
      if (found && now - entry.fetchedAt < staleMs) return found;
      throw (
        entry.failure ??
        new Failure('lti/token-signature', { detail: 'Signed with an unknown key.' })
      );
    },
  };
}

async function fetchInto(
  entries: Map<string, Entry>,
  url: string,
  { send, clock }: { send: Send; clock: Clock },
): Promise<Entry> {
  const before = entries.get(url);
  const now = clock.now();
  let entry: Entry;
  try {
    entry = {
      keys: await fetchPlatformKeys(send, url),
      fetchedAt: now,
      triedAt: now,
      failure: null,
    };
  } catch (error) {
    const failure =
      error instanceof Failure ? error : new Failure('lti/platform-bad-answer', { cause: error });
    entry = { keys: before?.keys ?? [], fetchedAt: before?.fetchedAt ?? 0, triedAt: now, failure };
  }
  entries.set(url, entry);
  return entry;
}

const askForKeys = { headers: { accept: 'application/json' }, timeoutMs: 5000, maxBytes: 200_000 };

/** A platform's public keys, as they are now. @throws Failure lti/platform-… */
export const fetchPlatformKeys = async (send: Send, url: string): Promise<JWK[]> =>
  readKeys(await send(url, askForKeys));

function readKeys(answer: Awaited<ReturnType<Send>>): JWK[] {
  if (answer.status !== 200) {
    throw new Failure('lti/platform-unavailable', {
      detail: `The platform's key set answered HTTP ${answer.status}.`,
    });
  }
  const parsed = jwks.safeParse(readJson(answer));
  if (!parsed.success) {
    throw new Failure('lti/platform-bad-answer', { detail: 'That is not a JSON Web Key Set.' });
  }
  return parsed.data.keys.flatMap(({ kty, kid, use, n, e }) => {
    if (kty !== 'RSA' || use === 'enc' || n === undefined || e === undefined) return [];
    return [{ kty, n, e, ...(kid === undefined ? {} : { kid }) }];
  });
}

const pick = (entry: Entry | undefined, kid: string): JWK | undefined =>
  entry?.keys.find((key) => key.kid === kid);
