import { connect as connectTcp } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { AndFilter, Client, EqualityFilter, PresenceFilter, ResultCodeError } from 'ldapts';
import type { Entry, Filter } from 'ldapts';
import { Failure } from '../../kernel/failure.ts';
import type { Condition, LdapSettings } from './settings.ts';

/** What is looked for below a base. */
export interface Search {
  base: string;
  where: readonly Condition[];
  attributes: readonly string[];
  /** Attributes that hold bytes rather than text. */
  binary: readonly string[];
}

/** A connection to the directory, signed in. */
export interface Directory {
  /** Every entry of a search, page by page, or a failure; never a part. */
  search: (search: Search) => Promise<Entry[]>;
}

/**
 * Connects, signs in, lets `work` search, and hangs up. Fails with directory/unavailable (away, slow, the
 * connection lost half-way), directory/refused (wrong password, no right, a limit of the server) or
 * directory/bad-answer (more entries than can be).
 */
export async function withDirectory<T>(
  settings: LdapSettings,
  work: (directory: Directory) => Promise<T>,
): Promise<T> {
  const client = createClient(settings);
  try {
    if (settings.startTls) await client.startTLS(tlsOptions(settings));
    if (settings.bind) await client.bind(settings.bind.dn, settings.bind.password);
    return await work({ search: (search) => searchAll(client, settings, search) });
  } catch (error) {
    throw toFailure(error);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

function createClient(settings: LdapSettings): Client {
  const secure = settings.url.startsWith('ldaps:');
  return new Client({
    url: settings.url,
    timeout: settings.timeoutMs ?? 30_000,
    connectTimeout: settings.connectTimeoutMs ?? 5000,
    strictDN: false,
    ...(secure
      ? { tlsOptions: tlsOptions(settings), createSecureConnection: onlyOnce(connectTls) }
      : { createConnection: onlyOnce(connectTcp) }),
  });
}

/**
 * ldapts connects anew, without signing in, when the server hung up between two pages: the rest would
 * be read as anybody, and what anybody may not see would seem to be gone. So a second time is refused.
 */
export function onlyOnce<Connect extends typeof connectTcp | typeof connectTls>(
  connect: Connect,
): Connect {
  let connections = 0;
  const once = (...target: unknown[]) => {
    connections += 1;
    if (connections > 1) {
      throw new Failure('directory/unavailable', { detail: 'The directory broke off half-way.' });
    }
    return (connect as (...target: unknown[]) => unknown)(...target);
  };
  return once as Connect;
}

const tlsOptions = (settings: LdapSettings) => ({
  minVersion: 'TLSv1.2' as const,
  rejectUnauthorized: true,
  ...(settings.ca ? { ca: [...rootCertificates, ...settings.ca] } : {}),
});

async function searchAll(client: Client, settings: LdapSettings, search: Search): Promise<Entry[]> {
  const most = settings.maxEntries ?? 200_000;
  const entries: Entry[] = [];
  const pages = client.searchPaginated(search.base, {
    scope: 'sub',
    filter: toFilter(search.where),
    attributes: [...search.attributes],
    explicitBufferAttributes: [...search.binary],
    timeLimit: Math.ceil((settings.timeoutMs ?? 30_000) / 1000),
    paged: { pageSize: settings.pageSize ?? 500 },
  });
  for await (const page of pages) {
    if (!client.isConnected)
      throw new Failure('directory/unavailable', { detail: 'The directory hung up.' });
    entries.push(...page.searchEntries);
    if (entries.length > most) {
      throw new Failure('directory/bad-answer', {
        detail: `More than ${most} entries below ${search.base}.`,
      });
    }
  }
  return entries;
}

/** A filter of objects, never of text put together: a value is a value, whatever signs it holds. */
export function toFilter(conditions: readonly Condition[]): Filter {
  const filters = conditions.map(({ attribute, value }) =>
    value === null ? new PresenceFilter({ attribute }) : new EqualityFilter({ attribute, value }),
  );
  return new AndFilter({ filters });
}

/** LDAP result codes (RFC 4511) that mean that the server is there but cannot just now: busy, unavailable, unwilling. */
const awayCodes = new Set([51, 52, 53]);

function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ResultCodeError) {
    const code = awayCodes.has(error.code) ? 'directory/unavailable' : 'directory/refused';
    return new Failure(code, {
      detail: `The directory answered ${error.name} (${error.code}).`,
      cause: error,
    });
  }
  return new Failure('directory/unavailable', {
    detail: 'The directory could not be reached, was too slow, or broke off.',
    cause: error,
  });
}
