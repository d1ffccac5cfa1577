import { connect, rootCertificates } from 'node:tls';
import { isIP } from 'node:net';
import { directorySettings } from '../../../app/adapters.ts';
import { moodleSites } from '../../../app/moodle-sites.ts';
import type { Settings } from '../../../app/config.ts';
import { dayMs, type Clock } from '../../../kernel/clock.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, notConfigured, ok, warning, type Check, type CheckResult } from '../result.ts';

/** Days before a certificate's end from which on it is told. */
const soonDays = 21;
const timeoutMs = 8_000;

/** A server that speaks TLS from the first byte. */
interface TlsAddress {
  host: string;
  port: number;
  /** Authorities of its own, PEM. */
  ca?: readonly string[];
}

interface TlsServer extends TlsAddress {
  /** That names it. */
  setting: string;
}

const ports: Record<string, number> = {
  'https:': 443,
  'wss:': 443,
  'ldaps:': 636,
  'smtps:': 465,
  'rediss:': 6379,
};

/** The certificates of all servers with TLS: whom they are for, who vouches for them, until when. */
export const tlsCheck = ({ config, clock }: { config: Settings; clock: Clock }): Check => ({
  name: 'tls',
  run: async () => {
    const servers = serversOf(config);
    if (servers.length === 0)
      return notConfigured('tls', 'No setting has an https, wss, ldaps, smtps or rediss address');
    return Promise.all(servers.map((server) => lookAt(server, clock.now())));
  },
});

/** Each server once, however many settings name it. */
function serversOf(config: Settings): TlsServer[] {
  const ca = directorySettings(config)?.ca;
  const named: [string, string | undefined][] = [
    ['CAMPUS_MEET_URL', config.CAMPUS_MEET_URL],
    ['JITSI_SERVICE_URL', config.JITSI_SERVICE_URL],
    ['JITSI_LIBRARY_URL', config.JITSI_LIBRARY_URL],
    ['JITSI_COMMANDS_URL', config.JITSI_COMMANDS_URL],
    ...moodleSites(config).map(({ wwwroot }): [string, string] => ['MOODLE_URL', wwwroot]),
    ['LDAP_URL', config.LDAP_URL],
    ['SMTP_URL', config.SMTP_URL],
    ['SMS_URL', config.SMS_URL],
    ['REDIS_URL', config.REDIS_URL],
  ];
  const servers = new Map<string, TlsServer>();
  for (const [setting, address] of named) {
    const server = address === undefined ? null : serverAt(setting, address);
    const key = server ? `${server.host}:${server.port}` : '';
    if (!server || servers.has(key)) continue;
    servers.set(key, setting === 'LDAP_URL' && ca ? { ...server, ca } : server);
  }
  return [...servers.values()];
}

function serverAt(setting: string, address: string): TlsServer | null {
  const { protocol, hostname, port } = new URL(address);
  const usual = ports[protocol];
  if (usual === undefined) return null;
  const host = hostname.replace(/^\[|\]$/gu, '');
  return { setting, host, port: port === '' ? usual : Number(port) };
}

async function lookAt(server: TlsServer, now: number): Promise<CheckResult> {
  const { setting, host, port } = server;
  const name = `${host}:${port}`;
  try {
    const until = await validUntil(server);
    const days = Math.floor((until - now) / dayMs);
    const date = new Date(until).toISOString().slice(0, 10);
    const seen = `${name}: valid until ${date}, ${days} days.`;
    return days < soonDays
      ? warning('tls/soon', seen, 'Renew it, and let that happen by itself (ACME).')
      : ok('tls/ok', seen);
  } catch (error) {
    return failed('tls/refused', `${name}: ${reasonOf(error)}.`, connectionAdvice(error, setting));
  }
}

/** When the certificate ends, milliseconds. Fails as every client fails that checks it. */
export function validUntil({ host, port, ca }: TlsAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      timeout: timeoutMs,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca ? { ca: [...rootCertificates, ...ca] } : {}),
    });
    socket.once('secureConnect', () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
  });
}
