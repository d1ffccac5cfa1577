import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { Events } from '../../kernel/events.ts';
import type { Job } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import { createRateLimit } from '../../kernel/rate-limit.ts';
import { createConnections, type Connections, type SharedDeps } from './connections.ts';
import { createConnectionRepository } from './connections-repository.ts';
import { livePath, presenceReport } from './contract.ts';
import { keepTrue } from './keeping.ts';
import { topicMarks } from './marks.ts';
import { createMeetingPush } from './meeting-push.ts';
import type { BridgeJoin, LiveReaders } from './ports.ts';
import type { LiveServer, LiveSocket } from './socket.ts';
import { pushEvents } from './pushing.ts';
import { createPush, pushHere } from './push.ts';
import { admit, watch, watchAgain, type Watching } from './watching.ts';

/** What the live push is made with. */
export interface LiveDeps extends LiveReaders {
  /** What it pushes is what happens there. */
  events: Events;
  /** Where sockets may come from: the bridge's own origin. */
  origin: string;
  log: Log;
  /** What changes in one meeting within this time is sent as one. */
  collectMs?: number;
  /** The other bridges: what joins the sockets of all, and where they tell each other of their connections. */
  others?: { join: BridgeJoin; db: Database; clock: Clock } | undefined;
}

export interface Live {
  connections: Pick<Connections, 'of'>;
  /** Keep sockets what the database says, and tell the other bridges that this one goes on. */
  jobs: Job[];
  /** Takes the sockets that come to this server. What answers its requests must be there already. */
  attach: (http: HttpServer) => void;
  close: () => Promise<void>;
}

/** Pushes to browsers what happens, over one bridge or several. */
export function createLive(deps: LiveDeps): Live {
  const { events, log, others } = deps;
  const io = createServer(deps);
  const connections = createConnections(io, others ? sharedOf(others, log) : null);
  const meetingPush = createMeetingPush({
    io,
    passOn: (sent) => others && io.serverSideEmit('meetingPush', sent),
    collectMs: deps.collectMs ?? 200,
  });
  const endHere = (sessionIds: readonly string[], code: string) =>
    endSessions(io, sessionIds, code);
  io.on('meetingPush', meetingPush.arrived);
  io.on('each', (each) => pushHere(io, each));
  io.on('end-sessions', endHere);
  const changeHere = (meetingId: string, personIds: readonly string[]) =>
    void watchAgain(io.sockets.sockets.values(), { meetingId, personIds }, deps);
  io.on('access-changed', changeHere);
  const keeping = keepTrue({
    ...deps,
    io,
    marks: topicMarks(deps),
    endSessions: endHere,
  });
  io.on('connection', (socket) => hear(socket, connections, deps));
  const push = createPush(io, (each) => others && io.serverSideEmit('each', each));
  const unsubscribe = [
    pushEvents(events, push),
    events.subscribe({
      'meeting.changed': meetingPush.changed,
      'meeting.ended': meetingPush.ended,
      'session.ended': ({ sessionIds, code }) => {
        endHere(sessionIds, code);
        if (others) io.serverSideEmit('end-sessions', sessionIds, code);
      },
      'access.changed': ({ meetingId, participantIds }) => {
        changeHere(meetingId, participantIds);
        if (others) io.serverSideEmit('access-changed', meetingId, participantIds);
      },
    }),
  ];
  return {
    connections,
    jobs: [keeping, ...connections.jobs],
    attach: (http) => void io.attach(http),
    close: async () => {
      for (const end of unsubscribe) end();
      meetingPush.close();
      await connections.close();
      await io.close();
    },
  };
}

const sharedOf = ({ db, clock }: { db: Database; clock: Clock }, log: Log): SharedDeps => ({
  repository: createConnectionRepository(db),
  clock,
  log,
});

function createServer({ sessions, origin, others }: LiveDeps): LiveServer {
  const io: LiveServer = new Server({
    path: livePath,
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    ...(others ? { adapter: others.join } : {}),
    allowRequest: (request, decide) => {
      const stated = request.headers.origin;
      decide(null, stated === undefined || stated === origin);
    },
  });
  io.use((socket, next) => void admit(socket, sessions, next));
  return io;
}

/** A panel goes away and comes back; more often than this it is not a person. */
const reports = createRateLimit({ name: 'presence-reports', points: 20, seconds: 60 });

function hear(socket: LiveSocket, connections: Connections, watching: Watching): void {
  void socket.join([`person:${socket.data.caller.personId}`]);
  connections.opened(socket);
  socket.on('disconnect', () => connections.closed(socket));
  socket.on('watch', (request, ack) => void watch(socket, { request, ack }, watching));
  socket.on('presence', (report) => {
    const { success, data } = presenceReport.safeParse(report);
    if (!success) return;
    reports
      .take(socket.id)
      .then(() => connections.setAway(socket, data.away))
      .catch(() => undefined);
  });
}

function endSessions(io: LiveServer, sessionIds: readonly string[], code: string): void {
  for (const socket of io.sockets.sockets.values()) {
    if (!sessionIds.includes(socket.data.caller.sessionId)) continue;
    socket.emit('session-ended', { code });
    socket.disconnect(true);
  }
}
