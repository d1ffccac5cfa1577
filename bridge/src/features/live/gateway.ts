import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Caller } from '../../kernel/caller.ts';
import { Failure, isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import {
  standing,
  summaryFor,
  type Meeting,
  type MeetingNews,
  type MeetingView,
  type Standing,
} from '../meetings/index.ts';
import { liveAuth, livePath, watchRequest, type LiveEvents } from './contract.ts';
import type { LiveDoor } from './ports.ts';

type Emits = { [K in keyof LiveEvents]: (event: LiveEvents[K]) => void };
interface Hears {
  watch: (request: unknown, ack: unknown) => void;
}
interface SocketData {
  caller: Caller;
  /** By topic: what this reader is to a meeting told of there; null means that it is not told. */
  watches: Map<string, (meeting: Meeting) => Standing>;
}
type LiveServer = Server<Hears, Emits, Record<string, never>, SocketData>;
type LiveSocket = Socket<Hears, Emits, Record<string, never>, SocketData>;

export interface LiveParts {
  http: HttpServer;
  door: LiveDoor;
  /** Where sockets may come from: the bridge's own origin. */
  origin: string;
  log: Log;
  /** News of one meeting within this time are sent as one, so that a rush of joins is not a rush of news. */
  gatherMs?: number;
}

export interface Live extends MeetingNews {
  /** Tells every tab of these sessions that they are over, and closes their sockets. */
  endSessions: (sessionIds: string[], code: string) => void;
  close: () => Promise<void>;
}

/** Pushes news to browsers: each reader gets the meeting as that reader may see it. */
export function createLive({ http, door, origin, log, gatherMs = 200 }: LiveParts): Live {
  const io: LiveServer = new Server(http, {
    path: livePath,
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    allowRequest: (request, decide) => {
      const stated = request.headers.origin;
      decide(null, stated === undefined || stated === origin);
    },
  });
  io.use((socket, next) => void admit(socket, door, next));
  io.on('connection', (socket) => {
    void socket.join([`person:${socket.data.caller.personId}`]);
    socket.on('watch', (request, ack) => void watch(socket, { request, ack }, { door, log }));
  });
  const waiting = new Map<string, { view: MeetingView; timer: NodeJS.Timeout }>();
  return {
    changed: (view) => gather(io, waiting, { view, gatherMs }),
    ended: (view) => {
      const { id, endReason } = view.meeting;
      clearTimeout(waiting.get(id)?.timer);
      waiting.delete(id);
      send(io, view);
      io.to(topicsOf(view)).emit('meeting-ended', { meetingId: id, reason: endReason ?? 'empty' });
    },
    endSessions: (sessionIds, code) => {
      for (const socket of io.sockets.sockets.values()) {
        if (!sessionIds.includes(socket.data.caller.sessionId)) continue;
        socket.emit('session-ended', { code });
        socket.disconnect(true);
      }
    },
    close: async () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      await io.close();
    },
  };
}

async function admit(socket: LiveSocket, door: LiveDoor, next: (error?: Error) => void) {
  const auth = liveAuth.safeParse(socket.handshake.auth);
  if (!auth.success) {
    next(new Error('session/missing'));
    return;
  }
  try {
    socket.data.caller = await door.authenticate(auth.data.accessToken);
    socket.data.watches = new Map();
    next();
  } catch (error) {
    next(new Error(isFailure(error) ? error.code : 'internal'));
  }
}

interface Asked {
  request: unknown;
  ack: unknown;
}

async function watch(
  socket: LiveSocket,
  { request, ack }: Asked,
  { door, log }: { door: LiveDoor; log: Log },
): Promise<void> {
  const answer = (reply: { ok: boolean; code?: string }) => {
    if (typeof ack === 'function') (ack as (reply: unknown) => void)(reply);
  };
  const asked = watchRequest.safeParse(request);
  if (!asked.success || socket.rooms.size > 50) {
    answer({ ok: false, code: 'request/invalid' });
    return;
  }
  try {
    const { topic } = asked.data;
    socket.data.watches.set(topic, await standingIn(topic, socket.data.caller.personId, door));
    await socket.join(topic);
    answer({ ok: true });
  } catch (error) {
    if (!isFailure(error)) log.error({ err: error }, 'watch failed');
    answer({ ok: false, code: isFailure(error) ? error.code : 'internal' });
  }
}

async function standingIn(
  topic: string,
  personId: string,
  door: LiveDoor,
): Promise<(meeting: Meeting) => Standing> {
  const [kind, id = ''] = topic.split(':');
  if (kind === 'meeting') {
    const { mayHost } = await door.meetingStanding(id, personId);
    return () => (mayHost ? 'host' : 'member');
  }
  const course = await door.courseStanding(id, personId);
  if (!course) throw new Failure('course/not-a-member');
  return (meeting) => standing(meeting, personId, course);
}

function gather(
  io: LiveServer,
  waiting: Map<string, { view: MeetingView; timer: NodeJS.Timeout }>,
  { view, gatherMs }: { view: MeetingView; gatherMs: number },
): void {
  const { id } = view.meeting;
  const former = waiting.get(id);
  if (former) {
    former.view = view;
    return;
  }
  const timer = setTimeout(() => {
    const latest = waiting.get(id);
    waiting.delete(id);
    if (latest) send(io, latest.view);
  }, gatherMs);
  waiting.set(id, { view, timer });
}

const topicsOf = ({ meeting }: MeetingView): string[] => [
  `meeting:${meeting.id}`,
  ...(meeting.courseId ? [`course:${meeting.courseId}`] : []),
];

function send(io: LiveServer, view: MeetingView): void {
  for (const topic of topicsOf(view)) {
    for (const id of io.sockets.adapter.rooms.get(topic) ?? []) {
      const socket = io.sockets.sockets.get(id);
      if (!socket) continue;
      const { caller, watches } = socket.data;
      const role = watches.get(topic)?.(view.meeting);
      if (role) socket.emit('meeting', summaryFor(view, caller.personId, role === 'host'));
    }
  }
}
