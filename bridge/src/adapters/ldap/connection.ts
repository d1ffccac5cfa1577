import { connect as connectTcp } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { Client, ResultCodeError } from 'ldapts';
import { Failure } from '../../kernel/failure.ts';
import type { LdapSettings } from './settings.ts';

/**
 * Connects, signs in, lets `work` use the connection, and hangs up. Fails with directory/unavailable (away,
 * slow, its certificate not trusted, the connection lost half-way) or directory/refused (wrong password, no
 * right, a limit of the server).
 */
export async function withConnection<T>(
  settings: LdapSettings,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  // A name without a password signs nobody in (RFC 4513, 5.1.2): all would be read as anybody reads it.
  if (settings.bind?.password === '') {
    throw new Failure('directory/refused', { detail: 'The reading account has no password.' });
  }
  const client = createClient(settings);
  try {
    if (settings.startTls) await startTls(client, settings);
    if (settings.bind) await client.bind(settings.bind.dn, settings.bind.password);
    return await work(client);
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

/** Goes over to TLS. ldapts would wait forever for a server that agrees and then says nothing. */
async function startTls(client: Client, settings: LdapSettings): Promise<void> {
  // Of a connection to an address Node does not know whose certificate to expect, and takes localhost's.
  const host = new URL(settings.url).hostname.replace(/^\[|\]$/gu, '');
  const detail = 'The directory did not go over to TLS in time.';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Failure('directory/unavailable', { detail }));
    timer = setTimeout(fail, settings.connectTimeoutMs ?? 5000);
  });
  const done = client.startTLS({ ...tlsOptions(settings), host });
  await Promise.race([done, late]).finally(() => clearTimeout(timer));
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
  const sign = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new Failure('directory/unavailable', {
    detail: `The directory could not be reached, was not trusted, was too slow, or broke off${sign}.`,
    cause: error,
  });
}
