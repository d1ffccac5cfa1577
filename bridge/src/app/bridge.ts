import type { Server } from 'node:http';
import { join } from 'node:path';
import { startJobs } from '../kernel/jobs.ts';
import { createJobLeases } from '../kernel/leases.ts';
import { gather } from '../kernel/piece.ts';
import { conferenceOrigins } from './adapters.ts';
import { composeRooms, type Rooms } from './compose.ts';
import type { Deps } from './config.ts';
import { createHttpServer, rememberSockets } from './http/http-server.ts';
import { createLimits } from './http/limits.ts';
import { servePanel } from './http/panel.ts';
import { createBridgeServer } from './http/server.ts';
import type { Registry } from './registry.ts';

/** A composed bridge: not listening until told. */
export interface Bridge {
  server: Server;
  registry: Registry;
  /** Reads what must be known before the first request. */
  prepare: () => Promise<void>;
  /** Stops taking requests, finishes what runs, closes sockets; the database is the caller's. */
  close: () => Promise<void>;
}

/**
 * Makes the whole bridge: rooms → server → live push → jobs.
 * @param server takes the requests; it may listen already
 * @param limitScale how many times the usual requests are let through: more only where a bridge is tried out
 */
export function composeBridge(deps: Deps, server = createHttpServer(), limitScale = 1): Bridge {
  const rooms = composeRooms(deps);
  const { registry, live } = rooms;
  const { routes, pages, jobs } = gather(rooms.pieces);
  const endSockets = rememberSockets(server);
  createBridgeServer({
    server,
    routes,
    pages,
    panel: panelOf(deps, registry),
    authenticate: registry.sessions.authenticate,
    takeFromRateLimit: createLimits(limitScale, rooms.rates),
    origin: rooms.origin,
    requireChanges: rooms.operations.maintenance.requireChanges,
    trustedProxies: deps.config.CAMPUS_MEET_TRUSTED_PROXIES,
    log: deps.log,
    answered: rooms.operations.answered,
  });
  live.attach(server);
  const { worked, maintenance } = rooms.operations;
  const running = startJobs(jobs, {
    log: deps.log,
    leases: createJobLeases(deps),
    worked,
    isPaused: maintenance.isOn,
  });
  return {
    server,
    registry,
    prepare: async () => {
      await maintenance.refresh();
      await registry.followTrust();
      await rooms.notifications.prepare();
    },
    close: () => close({ ...rooms, server, endSockets, running }),
  };
}

/** Pages are served while the database is not: with the portals that were known last. */
function lastKnown(log: Deps['log'], read: () => Promise<string[]>): () => Promise<string[]> {
  let known: string[] = [];
  return async () => {
    try {
      known = await read();
    } catch (err) {
      log.warn({ err }, 'who may frame the panel is not known anew');
    }
    return known;
  };
}

/** Where the built panel is. */
export const panelFolder = ({ CAMPUS_MEET_PANEL: folder }: Deps['config']): string =>
  folder || join(import.meta.dirname, '../../../ui/dist');

function panelOf({ config, log }: Deps, registry: Registry) {
  return servePanel({
    folder: panelFolder(config),
    logo: config.CAMPUS_MEET_LOGO,
    conferenceOrigins: conferenceOrigins(config),
    frameAncestors: lastKnown(log, async () => [
      ...(await registry.ltiLaunches.frameAncestors()),
      ...(await registry.portals.frameAncestors()),
    ]),
  });
}

interface Running extends Pick<Rooms, 'operations' | 'registry' | 'live' | 'joined' | 'pieces'> {
  server: Server;
  endSockets: () => void;
  running: { stop: () => Promise<void> };
}

async function close(all: Running): Promise<void> {
  const { server, endSockets, live, joined, running, pieces, registry } = all;
  all.operations.closing();
  const stopped = running.stop();
  // Closing the sockets' server closes the HTTP server it sits on: from here on nobody new comes in.
  const closed = live.close();
  server.closeIdleConnections();
  const end = setTimeout(endSockets, 3_000);
  await Promise.all(pieces.map(async (piece) => piece.close?.()));
  await stopped;
  await closed;
  clearTimeout(end);
  joined?.close();
  await registry.syncService.idle();
}
