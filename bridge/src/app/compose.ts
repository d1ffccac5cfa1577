import type { Server } from 'node:http';
import { join } from 'node:path';
import { createLive, type Live } from '../features/live/index.ts';
import { startJobs } from '../kernel/jobs.ts';
import { createJobLeases } from '../kernel/leases.ts';
import { composeCore, type Core } from './core.ts';
import { composeFeatures, type Features } from './features.ts';
import { createHttpServer, rememberSockets } from './http-server.ts';
import { joinBridges } from './joining.ts';
import { createLimits } from './limits.ts';
import { topicMarks } from './topic-marks.ts';
import { servePanel } from './panel.ts';
import { gather, type Piece } from './piece.ts';
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
  const core = composeCore(parts);
  const features = composeFeatures(core);
  const { routes, pages, jobs } = gather(features.pieces);
  const endSockets = rememberSockets(server);
  createBridgeServer({
    server,
    routes,
    pages,
    panel: panelOf(core, features),
    authenticate: core.sessions.authenticate,
    takeFromBudget: createLimits(limitScale),
    origin: core.origin,
    trustedProxies: core.config.CAMPUS_MEET_TRUSTED_PROXIES,
    log: core.log,
  });
  const joined = joinBridges(parts);
  const live = createLive({
    events: core.events,
    http: server,
    origin: core.origin,
    log: core.log,
    door: liveDoor(core, features),
    ...joined.parts,
  });
  features.calls.connectedBy(live.connections);
  const jobParts = { log: core.log, leases: createJobLeases(core) };
  const running = startJobs([...jobs, ...live.jobs], jobParts);
  return {
    server,
    registry: core.registry,
    prepare: async () => {
      await core.registry.followTrust();
      await core.messageTemplates.refresh();
    },
    close: () => close({ server, endSockets, live, joined, running, ...core, ...features }),
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

function panelOf({ config, conference, registry, log }: Core, { portals }: Features) {
  return servePanel({
    folder: config.CAMPUS_MEET_PANEL || join(import.meta.dirname, '../../../ui/dist'),
    conferenceOrigins: conference.origins,
    frameAncestors: lastKnown(log, async () => [
      ...(await registry.launches.frameAncestors()),
      ...(await portals.frameAncestors()),
    ]),
  });
}

/** Who may listen to what, on the socket, and for how long. */
const liveDoor = ({ sessions, kept, registry }: Core, { meetings }: Features) => ({
  authenticate: sessions.authenticate,
  courseStanding: kept.courses.standing,
  meetingStanding: (meetingId: string, personId: string) => meetings.get(meetingId, personId),
  over: sessions.over,
  marks: topicMarks(kept.meetings, registry.courses),
});

interface Running {
  server: Server;
  endSockets: () => void;
  live: Live;
  joined: { close: () => void };
  running: { stop: () => Promise<void> };
  pieces: readonly Piece[];
  registry: Registry;
}

async function close(all: Running): Promise<void> {
  const { server, endSockets, live, joined, running, pieces, registry } = all;
  const stopped = running.stop();
  // Closing the sockets' server closes the HTTP server it sits on: from here on nobody new comes in.
  const closed = live.close();
  server.closeIdleConnections();
  const end = setTimeout(endSockets, 3_000);
  await Promise.all(pieces.map(async (piece) => piece.close?.()));
  await stopped;
  await closed;
  clearTimeout(end);
  joined.close();
  await registry.onLaunch.idle();
}
