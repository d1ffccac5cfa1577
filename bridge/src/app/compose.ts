import type { Server } from 'node:http';
import { join } from 'node:path';
import { createLive, type Live } from '../features/live/index.ts';
import { composeCore, type Core } from './core.ts';
import { composeFeatures, type Features } from './features.ts';
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

/** Makes the whole bridge: core → features → server → live push. Everything is constructed below here. */
export function composeBridge(parts: RegistryParts): Bridge {
  const core = composeCore(parts);
  const features = composeFeatures(core);
  const { routes, pages, jobs } = gather(features.pieces);
  const server = createBridgeServer({
    routes,
    pages,
    panel: panelOf(core, features),
    authenticate: core.sessions.authenticate,
    takeFromBudget: createLimits(),
    origin: core.origin,
    trustedProxies: core.config.CAMPUS_MEET_TRUSTED_PROXIES,
    log: core.log,
  });
  const joined = joinBridges(parts);
  const live = createLive({
    http: server,
    origin: core.origin,
    log: core.log,
    door: liveDoor(core, features),
    ...joined.parts,
  });
  for (const { to } of features.pieces) to?.(live);
  core.news.to([live, features.calls.news, core.notices.news, core.doors.meetingNews]);
  return {
    server,
    registry: core.registry,
    prepare: core.book.refresh,
    close: () => close({ server, live, joined, jobs, ...core, ...features }),
  };
}

function panelOf({ config, conference, registry }: Core, { portals }: Features) {
  return servePanel({
    folder: config.CAMPUS_MEET_PANEL || join(import.meta.dirname, '../../../ui/dist'),
    conferenceOrigins: conference.origins,
    frameAncestors: async () => [
      ...(await registry.launches.frameAncestors()),
      ...(await portals.frameAncestors()),
    ],
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
  live: Live;
  joined: { close: () => void };
  jobs: { stop: () => void }[];
  pieces: readonly Piece[];
  registry: Registry;
}

async function close(running: Running): Promise<void> {
  const { server, live, joined, jobs, pieces, registry } = running;
  for (const job of jobs) job.stop();
  for (const piece of pieces) await piece.close?.();
  // Closing the sockets' server closes the HTTP server it sits on.
  const closed = live.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 2_000).unref();
  await closed;
  joined.close();
  await registry.onLaunch.idle();
}
