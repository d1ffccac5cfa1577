import { isIP, isIPv6 } from 'node:net';
import { lookup } from 'node:dns/promises';
import { elementsIn, XmppRefusal } from '../../../adapters/jitsi/xmpp-session.ts';
import { TurnClient } from '../../../adapters/stun/turn.ts';
import type { Deps } from '../../../app/config.ts';
import { connect, isWebsocket, memberToken, newRoom } from '../conference-room.ts';
import { hasNoRoute, reasonOf } from '../network-advice.ts';
import { failed, notConfigured, ok, warning, type Check, type CheckResult } from '../result.ts';
import { validUntil } from './tls.ts';

type TurnDeps = Pick<Deps, 'config' | 'clock'>;

/** One way to TURN, as Prosody tells browsers (XEP-0215). */
interface Service {
  type: string;
  transport: string;
  host: string;
  port: number;
  username: string;
  password: string;
}

/** Where a service is: its addresses, of IPv4 and IPv6, each with the port. */
export type Locate = (service: { host: string; port: number }) => Promise<Located[]>;
interface Located {
  host: string;
  port: number;
}

const byDns: Locate = async ({ host, port }) =>
  isIP(host) > 0
    ? [{ host, port }]
    : (await lookup(host, { all: true })).map(({ address }) => ({ host: address, port }));

/** TURN, by an allocation with the credentials that browsers are given. */
export const turnCheck = (deps: TurnDeps, locate: Locate = byDns): Check => ({
  name: 'turn',
  run: async () => {
    const services = await servicesOf(deps);
    if (services === null) {
      const seen = 'Not looked at: what browsers are told of TURN is asked of Prosody.';
      return warning('turn/not-looked-at', seen, 'See “prosody” above, then run this again.');
    }
    const turn = services.filter(({ type }) => /^turns?$/u.test(type));
    if (turn.length === 0) {
      return notConfigured('turn', 'Prosody tells browsers of none (mod_external_services)');
    }
    const found = await Promise.all(turn.map((service) => lookAt(service, locate)));
    return found.flat();
  },
});

/** Null where Prosody cannot be asked. */
async function servicesOf(deps: TurnDeps): Promise<Service[] | null> {
  if (!isWebsocket(deps)) return null;
  const room = newRoom();
  const token = await memberToken(deps, room);
  const session = await connect(deps, { room, token }).catch(() => null);
  if (!session) return null;
  try {
    const address = deps.config.JITSI_DOMAIN;
    const answer = await session.iq("<services xmlns='urn:xmpp:extdisco:2'/>", {
      address,
      type: 'get',
    });
    return elementsIn(answer, 'service').map(({ attribs }) => ({
      type: attribs['type'] ?? '',
      transport: attribs['transport'] ?? 'udp',
      host: attribs['host'] ?? '',
      port: Number(attribs['port'] ?? 3478),
      username: attribs['username'] ?? '',
      password: attribs['password'] ?? '',
    }));
  } catch (error) {
    return error instanceof XmppRefusal ? [] : null;
  } finally {
    session.close();
  }
}

async function lookAt(service: Service, locate: Locate): Promise<CheckResult[]> {
  if (service.type === 'turn' && service.transport === 'udp') return allocations(service, locate);
  return [service.type === 'turns' ? await overTls(service) : notTried(service)];
}

/** One at each of its addresses: browsers take whichever they can. */
async function allocations(service: Service, locate: Locate): Promise<CheckResult[]> {
  const { host, port } = service;
  try {
    const places = await locate(service);
    return await Promise.all(places.map((place) => allocation(service, place)));
  } catch (error) {
    return [unreachable(`${host}:${port}`, error)];
  }
}

async function allocation(service: Service, place: Located): Promise<CheckResult> {
  const { host, port, username, password } = service;
  const name = isIP(host) > 0 ? `${host}:${port}` : `${host}:${port} at ${place.host}`;
  try {
    const client = await TurnClient.open(place, { username, password });
    try {
      const code = await client.allocate();
      if (code === 0) {
        await client.release();
        return ok('turn/ok', `${name} (UDP) gave a relay address for the credentials of browsers.`);
      }
      return refused(name, code);
    } finally {
      client.close();
    }
  } catch (error) {
    return hasNoRoute(error) && isIPv6(place.host)
      ? ok('turn/no-ipv6-here', `${name} (UDP) was not tried: this machine has no IPv6.`)
      : unreachable(name, error);
  }
}

function unreachable(name: string, error: unknown): CheckResult {
  const mend =
    'Does coturn run, and is its UDP port open from here? Is the host’s name right in Prosody’s external_services, and each of its addresses (A, AAAA)?';
  return failed('turn/unreachable', `${name} (UDP): ${reasonOf(error)}.`, mend);
}

function refused(name: string, code: number): CheckResult {
  const mend =
    code === 401
      ? 'Prosody’s external_service_secret and coturn’s static-auth-secret have to be the same, and the clocks have to agree.'
      : 'coturn’s log says why: 486 is a quota that is used up, 508 no relay port that is free.';
  return failed(
    'turn/refused',
    `${name} (UDP) refuses the credentials of browsers: ${code}.`,
    mend,
  );
}

async function overTls({ host, port }: Service): Promise<CheckResult> {
  const name = `${host}:${port}`;
  try {
    const until = new Date(await validUntil({ host, port })).toISOString().slice(0, 10);
    return ok(
      'turn/tls',
      `${name} (TLS) answers, its certificate is valid until ${until}; nothing was allocated there.`,
    );
  } catch (error) {
    const mend =
      'Its certificate has to be valid for this name, and the port open: it is what a closed network leaves.';
    return failed('turn/no-tls', `${name} (TLS): ${reasonOf(error)}.`, mend);
  }
}

const notTried = ({ type, transport, host, port }: Service): CheckResult =>
  ok('turn/not-tried', `${host}:${port} (${type}, ${transport}) was not tried.`);
