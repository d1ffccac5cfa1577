import { Failure, isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { roleIn } from '../meetings/index.ts';
import { liveAuth, watchRequest } from './contract.ts';
import type { LiveReaders } from './ports.ts';
import type { LiveSocket, RoleOf } from './socket.ts';

/** Lets a socket in whose handshake carries a valid access token. */
export async function admit(
  socket: LiveSocket,
  sessions: LiveReaders['sessions'],
  next: (error?: Error) => void,
) {
  const auth = liveAuth.safeParse(socket.handshake.auth);
  if (!auth.success) {
    next(new Error('session/missing'));
    return;
  }
  try {
    socket.data.caller = await sessions.authenticate(auth.data.accessToken);
    socket.data.watches = new Map();
    socket.data.away = false;
    next();
  } catch (error) {
    next(new Error(isFailure(error) ? error.code : 'internal'));
  }
}

/** What is asked before somebody hears of a topic. */
export interface Watching extends Omit<LiveReaders, 'sessions'> {
  log: Log;
}

export interface Asked {
  request: unknown;
  ack: unknown;
}

/** Takes a `watch`: the topic is joined if the caller may. */
export async function watch(
  socket: LiveSocket,
  { request, ack }: Asked,
  { log, ...readers }: Watching,
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
    const watched = await watchable(topic, socket.data.caller.personId, readers);
    socket.data.watches.set(topic, { roleOf: watched.roleOf, seenAt: Date.now() });
    await socket.join([topic, ...watched.also]);
    answer({ ok: true });
  } catch (error) {
    if (!isFailure(error)) log.error({ err: error }, 'watch failed');
    answer({ ok: false, code: isFailure(error) ? error.code : 'internal' });
  }
}

/**
 * What these people are to a meeting has changed: their tabs that watch it hear from now on what they may,
 * or nothing any more.
 */
export async function watchAgain(
  sockets: Iterable<LiveSocket>,
  { meetingId, personIds }: { meetingId: string; personIds: readonly string[] },
  watching: Watching,
): Promise<void> {
  const topic = `meeting:${meetingId}`;
  for (const socket of sockets) {
    const { caller, watches } = socket.data;
    if (!personIds.includes(caller.personId) || !watches.has(topic)) continue;
    await lookAgain(socket, topic, watching);
  }
}

/** Looks whether a topic is still for the one who watches it, and as what; if not, it is heard no more. */
export async function lookAgain(
  socket: LiveSocket,
  topic: string,
  { log, ...readers }: Watching,
): Promise<void> {
  const { caller, watches } = socket.data;
  const hosts = `hosts:${topic.slice(topic.indexOf(':') + 1)}`;
  try {
    const watched = await watchable(topic, caller.personId, readers);
    if (!watches.has(topic)) return;
    watches.set(topic, { roleOf: watched.roleOf, seenAt: Date.now() });
    if (watched.also.length === 0) await socket.leave(hosts);
    else await socket.join(watched.also);
  } catch (error) {
    // What could not be asked (a database that is away) takes nothing from anybody.
    if (!isFailure(error)) {
      log.error({ err: error }, 'watch failed');
      return;
    }
    watches.delete(topic);
    await socket.leave(topic);
    await socket.leave(hosts);
    socket.emit('watch-ended', { topic, code: error.code });
  }
}

/** @throws Failure when the topic is not for this person */
async function watchable(
  topic: string,
  personId: string,
  { meetings, courses }: Omit<LiveReaders, 'sessions'>,
): Promise<{ roleOf: RoleOf; also: string[] }> {
  const [kind, id = ''] = topic.split(':');
  if (kind === 'meeting') {
    const { mayHost } = await meetings.get(id, personId);
    return {
      roleOf: () => (mayHost ? 'host' : 'member'),
      also: mayHost ? [`hosts:${id}`] : [],
    };
  }
  const course = await courses.membership(id, personId);
  if (!course) throw new Failure('course/not-a-member');
  return { roleOf: (meeting) => roleIn(meeting, personId, course), also: [] };
}
