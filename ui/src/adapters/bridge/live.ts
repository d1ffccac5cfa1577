import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client';
import { liveEvents, livePath } from '../../../../bridge/src/features/live/contract.ts';
import type { Live, Topic, Watcher } from '../../kernel/ports.ts';
import type { SessionKeeper } from './sessions.ts';

/** Opens a socket to the bridge that served the page. */
export type Connect = (options: Partial<ManagerOptions & SocketOptions>) => Promise<Socket>;

const connectHere: Connect = async (options) => (await import('socket.io-client')).io(options);

/** Push over one socket for all topics; the socket is opened by the first watcher. */
export function createLive(sessions: SessionKeeper, connect: Connect = connectHere): Live {
  const watchers = new Map<Topic, Set<Watcher>>();
  let socket: Promise<Socket> | null = null;

  const everyone = (): Watcher[] => [...watchers.values()].flatMap((set) => [...set]);
  const ask = (connection: Socket, topic: Topic): void => {
    connection.emit('watch', { topic }, () => {
      for (const watcher of watchers.get(topic) ?? []) watcher.resumed?.();
    });
  };
  const open = async (): Promise<Socket> => {
    const connection = await connect({
      path: livePath,
      auth: (give) => void authorise(sessions, give),
    });
    connection.on('connect', () => {
      for (const topic of watchers.keys()) ask(connection, topic);
    });
    listen(connection, everyone, sessions);
    return connection;
  };

  return {
    watch(topic, watcher) {
      const first = !watchers.has(topic);
      watchers.set(topic, (watchers.get(topic) ?? new Set()).add(watcher));
      socket ??= open();
      if (first) void socket.then((connection) => connection.connected && ask(connection, topic));
      return () => {
        watchers.get(topic)?.delete(watcher);
        if (watchers.get(topic)?.size === 0) watchers.delete(topic);
      };
    },
  };
}

/** socket.io asks at each (re)connection, so that a renewed token is used. */
async function authorise(sessions: SessionKeeper, give: (auth: object) => void): Promise<void> {
  try {
    give({ accessToken: await sessions.token() });
  } catch {
    give({ accessToken: '' });
  }
}

/** Joins the socket's events with the watchers; what does not fit the contract is dropped. */
function listen(socket: Socket, everyone: () => Watcher[], sessions: SessionKeeper): void {
  socket.on('meeting', (raw: unknown) => {
    const event = liveEvents.meeting.safeParse(raw);
    if (event.success) for (const watcher of everyone()) watcher.meeting?.(event.data);
  });
  socket.on('meeting-ended', (raw: unknown) => {
    const event = liveEvents['meeting-ended'].safeParse(raw);
    if (event.success) for (const watcher of everyone()) watcher.meetingEnded?.(event.data);
  });
  socket.on('session-ended', () => sessions.lose('session/ended'));
  socket.on('connect_error', () => retryWhenRefused(socket));
}

/** A refused handshake (token ran out) is not retried by socket.io itself. */
const refusedPause = 5_000;

function retryWhenRefused(socket: Socket): void {
  if (!socket.active) setTimeout(() => socket.connect(), refusedPause);
}
