import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createFakeFleet, type FakeFleet } from '../src/adapters/jitsi/fake-fleet.ts';
import type { SeenVideobridge } from '../src/features/operations/fleet/ports.ts';
import { isFailure } from '../src/kernel/failure.ts';
import { closeFirst } from './databases.ts';

/** A fleet that a test plays, and the settings by which a bridge finds it. */
export interface PlayedFleet {
  fleet: FakeFleet;
  settings: Record<string, string>;
}

/** Serves a fleet by the HTTP of Jicofo and of each videobridge; what is away there hangs up here. */
export async function playedFleet(ids: readonly string[]): Promise<PlayedFleet> {
  const fleet = createFakeFleet(ids);
  const servers = [await listen((url) => focusAnswer(fleet, url))];
  for (const id of ids) servers.push(await listen((url) => videobridgeAnswer(fleet, id, url)));
  closeFirst(() => {
    for (const server of servers) server.close();
    return Promise.resolve();
  });
  const [focus = '', ...bridges] = servers.map(addressOf);
  const urls = bridges.map((url, at) => `${ids[at] ?? ''}=${url}`).join(',');
  return { fleet, settings: { JICOFO_URL: focus, VIDEOBRIDGE_URLS: urls } };
}

const addressOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function listen(answer: (url: URL) => Promise<unknown>): Promise<Server> {
  const server = createServer((request, response) => void serve(request, response, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (url: URL) => Promise<unknown>,
): Promise<void> {
  try {
    const body = await answer(new URL(request.url ?? '/', 'http://x'));
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
  } catch (error) {
    if (isFailure(error, 'fleet/unavailable')) request.socket.destroy();
    else response.writeHead(404).end();
  }
}

async function focusAnswer(fleet: FakeFleet, url: URL): Promise<unknown> {
  const { pathname, searchParams } = url;
  if (pathname === '/move-endpoints/move-endpoints') {
    const count = Number(searchParams.get('numEndpoints'));
    const movedEndpoints = await fleet.movePeople(searchParams.get('bridge') ?? '', count);
    return { movedEndpoints, conferences: 1 };
  }
  const seen = await fleet.focus();
  if (pathname === '/stats') {
    const { isHealthy: healthy, version, trouble: message } = seen;
    return { healthy, version, health: { message } };
  }
  const address = (room: string) => `${room}@conference.meet.campus.test`;
  return {
    focus_manager: Object.fromEntries(
      seen.meetings.map(({ room, people }) => [address(room), people]),
    ),
    bridge_selector: {
      bridge: Object.fromEntries(seen.videobridges.map((one) => [one.jid, shownByJicofo(one)])),
    },
  };
}

const shownByJicofo = (bridge: SeenVideobridge) => ({
  'corrected-stress': bridge.correctedStress,
  'failing-ice': bridge.isFailingIce,
  'graceful-shutdown': bridge.isShuttingDown,
  'relay-id': bridge.relayId ?? 'null',
  drain: bridge.isDraining,
  endpoints: bridge.endpoints,
  healthy: bridge.isHealthy,
  operational: bridge.isOperational,
  overloaded: bridge.isOverloaded,
  region: bridge.region,
  stress: bridge.stress,
  version: bridge.version,
});

async function videobridgeAnswer(fleet: FakeFleet, id: string, url: URL): Promise<unknown> {
  const word = /^\/colibri\/drain\/(enable|disable)$/u.exec(url.pathname)?.[1];
  if (word !== undefined) {
    await fleet.setDrain(id, word === 'enable');
    return {};
  }
  const own = await fleet.videobridge(id);
  if (url.pathname === '/debug') {
    const rooms = own.meetings.map(({ room, people }) => {
      const endpoints = Object.fromEntries(
        Array.from({ length: people }, (_, at) => [`e${at}`, ''] as const),
      );
      return [room, { name: `${room}@conference.meet.campus.test`, endpoints }];
    });
    return { conferences: Object.fromEntries(rooms) as unknown };
  }
  return {
    average_participant_stress: own.averageParticipantStress,
    drain: own.isDraining,
    healthy: own.isHealthy,
    relay_id: own.relayId,
    stress_level: own.stress,
    version: own.version,
  };
}
