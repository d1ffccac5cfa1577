import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Log } from '../../kernel/log.ts';
import { summaryFor, type MeetingNews, type MeetingView } from '../meetings/index.ts';
import { livePath } from './contract.ts';
import type { LiveDoor } from './ports.ts';
import type { LiveServer } from './socket.ts';
import { createTell, type Tell } from './tell.ts';
import { admit, watch } from './watching.ts';

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
  tell: Tell;
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
    tell: createTell(io),
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
