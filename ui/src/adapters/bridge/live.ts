import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client';
import {
  liveEvents,
  livePath,
  type LiveEvents,
} from '../../../../bridge/src/features/live/contract.ts';
import { isSessionLoss, type PanelCode } from '../../kernel/failure.ts';
import type { Live, Topic, Watcher } from '../../kernel/ports.ts';
import { isCode } from './http.ts';
import type { SessionKeeper } from './sessions.ts';

/** Opens a socket to the bridge that served the page. */
export type Connect = (options: Partial<ManagerOptions & SocketOptions>) => Promise<Socket>;

const connectHere: Connect = async (options) => (await import('socket.io-client')).io(options);

type Handler = (data: never) => void;

/** Push over one socket for all topics; the socket is opened by the first who watches or hears. */
export function createLive(sessions: SessionKeeper, connect: Connect = connectHere): Live {
  const watchers = new Map<Topic, Set<Watcher>>();
  const handlers = new Map<keyof LiveEvents, Set<Handler>>();
  const onResumed = new Set<() => void>();
  let away = false;
  let socket: Promise<Socket> | null = null;

  const ask = (connection: Socket, topic: Topic): void => {
    connection.emit('watch', { topic }, () => {
      for (const watcher of watchers.get(topic) ?? []) watcher.resumed?.();
    });
  };
  const tell = <E extends keyof LiveEvents>(event: E, data: LiveEvents[E]): void => {
    for (const handler of handlers.get(event) ?? []) (handler as (data: unknown) => void)(data);
    for (const set of watchers.values()) for (const watcher of set) inform(watcher, event, data);
  };
  const lost = (topic: Topic, code: PanelCode): void => {
    for (const watcher of watchers.get(topic) ?? []) watcher.ended?.(code);
  };
  const open = async (): Promise<Socket> => {
    const holder = createHolder(sessions);
    const connection = await connect({
      path: livePath,
      auth: (give) => void holder.authorise(give),
    });
    connection.on('connect', () => {
      if (away) connection.emit('presence', { away });
      for (const topic of watchers.keys()) ask(connection, topic);
      for (const handler of onResumed) handler();
    });
    listen(connection, { tell, lost, holder });
    return connection;
  };
  const connected = (): Promise<Socket> => (socket ??= open());

  return {
    watch(topic, watcher) {
      const first = !watchers.has(topic);
      watchers.set(topic, (watchers.get(topic) ?? new Set()).add(watcher));
      const socketNow = connected();
      if (first) {
        void socketNow.then((connection) => connection.connected && ask(connection, topic));
      }
      return () => {
        watchers.get(topic)?.delete(watcher);
        if (watchers.get(topic)?.size === 0) watchers.delete(topic);
      };
    },
    hear(event, handler) {
      const heard = handlers.get(event) ?? new Set<Handler>();
      handlers.set(event, heard.add(handler));
      void connected();
      return () => heard.delete(handler);
    },
    resumed(handler) {
      onResumed.add(handler);
      void connected().then((connection) => connection.connected && handler());
      return () => onResumed.delete(handler);
    },
    sayAway(now) {
      if (now === away) return;
      away = now;
      // A connection that is to come says it by itself.
      void socket?.then(
        (connection) => connection.connected && connection.emit('presence', { away }),
      );
    },
  };
}

function inform<E extends keyof LiveEvents>(watcher: Watcher, event: E, data: LiveEvents[E]): void {
  if (event === 'meeting') watcher.meeting?.(data as LiveEvents['meeting']);
  if (event === 'meeting-ended') watcher.meetingEnded?.(data as LiveEvents['meeting-ended']);
}

/** Whose session a socket goes by. */
interface Holder {
  /** socket.io asks at each (re)connection, so that a renewed token is used. */
  authorise: (give: (auth: object) => void) => Promise<void>;
  /** False when it was an old one, and the socket is to go by the one that took its place. */
  ended: (code: PanelCode) => boolean;
}

function createHolder(sessions: SessionKeeper): Holder {
  let sessionId: string | null = null;
  return {
    async authorise(give) {
      const token = await sessions.token().catch(() => null);
      sessionId = token?.sessionId ?? null;
      give({ accessToken: token?.accessToken ?? '' });
    },
    ended: (code) => sessions.lose(code, sessionId),
  };
}

interface Hearing {
  tell: <E extends keyof LiveEvents>(event: E, data: LiveEvents[E]) => void;
  lost: (topic: Topic, code: PanelCode) => void;
  holder: Holder;
}

/** Joins the socket's events with those who hear; what does not fit the contract is dropped. */
function listen(socket: Socket, { tell, lost, holder }: Hearing): void {
  let isReplaced = false;
  for (const event of Object.keys(liveEvents) as (keyof LiveEvents)[]) {
    socket.on(event, (raw: unknown) => {
      const parsed = liveEvents[event].safeParse(raw);
      if (parsed.success) tell(event, parsed.data);
    });
  }
  socket.on('watch-ended', (raw: unknown) => {
    const { data } = liveEvents['watch-ended'].safeParse(raw);
    if (data) lost(data.topic as Topic, isCode(data.code) ? data.code : 'internal');
  });
  socket.on('session-ended', (raw: unknown) => {
    const { data } = liveEvents['session-ended'].safeParse(raw);
    const code = data?.code ?? '';
    isReplaced = !holder.ended(isCode(code) && isSessionLoss(code) ? code : 'session/ended');
  });
  // The bridge closes the socket of a session that ended; socket.io takes that for its last word.
  socket.on('disconnect', () => {
    if (isReplaced) socket.connect();
    isReplaced = false;
  });
  socket.on('connect_error', () => retryWhenRefused(socket));
}

/** A refused handshake (token ran out) is not retried by socket.io itself. */
const refusedPause = 5_000;

function retryWhenRefused(socket: Socket): void {
  if (!socket.active) setTimeout(() => socket.connect(), refusedPause);
}
