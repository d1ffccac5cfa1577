import type { Server } from 'node:http';
import { join } from 'node:path';
import { startJobs } from '../kernel/jobs.ts';
import { createJobLeases } from '../kernel/leases.ts';
import { conferenceOrigins } from './adapters.ts';
import type { Core } from './core.ts';
import { composeFeatures, type Features } from './features.ts';
import { createHttpServer, rememberSockets } from './http-server.ts';
import { createLimits } from './limits.ts';
import { servePanel } from './panel.ts';
import { gather } from './piece.ts';
import type { Registry, RegistryParts } from './registry.ts';
import { createBridgeServer } from './server.ts';

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
 * Makes the whole bridge: core → features → server → live push. Everything is constructed below here.
 * @param server takes the requests; it may listen already
 * @param limitScale how many times the usual requests are let through: more only where a bridge is tried out
 */
export function composeBridge(
  parts: RegistryParts,
  server = createHttpServer(),
  limitScale = 1,
): Bridge {
  const features = composeFeatures(parts);
  const { core, live } = features;
  const { routes, pages, jobs } = gather(features.pieces);
  const endSockets = rememberSockets(server);
  createBridgeServer({
    server,
    routes,
    pages,
    panel: panelOf(features),
    authenticate: core.sessions.authenticate,
    takeFromRateLimit: createLimits(limitScale),
    origin: core.origin,
    trustedProxies: core.config.CAMPUS_MEET_TRUSTED_PROXIES,
    log: core.log,
  });
  live.attach(server);
  const jobParts = { log: core.log, leases: createJobLeases(core) };
  const running = startJobs(jobs, jobParts);
  return {
    server,
    registry: core.registry,
    prepare: async () => {
      await core.registry.followTrust();
      await core.notifications.prepare();
    },
    close: () => close({ ...features, server, endSockets, running }),
  };
}

/** Pages are served while the database is not: with the portals that were known last. */
function lastKnown(log: Core['log'], read: () => Promise<string[]>): () => Promise<string[]> {
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

function panelOf({ core: { config, registry, log } }: Features) {
  return servePanel({
    folder: config.CAMPUS_MEET_PANEL || join(import.meta.dirname, '../../../ui/dist'),
    conferenceOrigins: conferenceOrigins(config),
    frameAncestors: lastKnown(log, async () => [
      ...(await registry.ltiLaunches.frameAncestors()),
      ...(await registry.portals.frameAncestors()),
    ]),
  });
}

interface Running extends Pick<Features, 'core' | 'live' | 'joined' | 'pieces'> {
  server: Server;
  endSockets: () => void;
  running: { stop: () => Promise<void> };
}

async function close(all: Running): Promise<void> {
  const { server, endSockets, live, joined, running, pieces, core } = all;
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
  await core.registry.syncService.idle();
}
