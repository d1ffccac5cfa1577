import { Failure, isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { standing } from '../meetings/index.ts';
import { liveAuth, watchRequest } from './contract.ts';
import type { LiveDoor } from './ports.ts';
import type { LiveSocket, StandingOf } from './socket.ts';

/** Lets a socket in whose handshake carries a valid access token. */
export async function admit(socket: LiveSocket, door: LiveDoor, next: (error?: Error) => void) {
  const auth = liveAuth.safeParse(socket.handshake.auth);
  if (!auth.success) {
    next(new Error('session/missing'));
    return;
  }
  try {
    socket.data.caller = await door.authenticate(auth.data.accessToken);
    socket.data.watches = new Map();
    socket.data.away = false;
    next();
  } catch (error) {
    next(new Error(isFailure(error) ? error.code : 'internal'));
  }
}

export interface Asked {
  request: unknown;
  ack: unknown;
}

/** Takes a `watch`: the topic is joined if the caller may. */
export async function watch(
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
    const watched = await watchable(topic, socket.data.caller.personId, door);
    socket.data.watches.set(topic, watched.standingOf);
    await socket.join([topic, ...watched.also]);
    answer({ ok: true });
  } catch (error) {
    if (!isFailure(error)) log.error({ err: error }, 'watch failed');
    answer({ ok: false, code: isFailure(error) ? error.code : 'internal' });
  }
}

/** @throws Failure when the topic is not for this person */
async function watchable(
  topic: string,
  personId: string,
  door: LiveDoor,
): Promise<{ standingOf: StandingOf; also: string[] }> {
  const [kind, id = ''] = topic.split(':');
  if (kind === 'meeting') {
    const { mayHost } = await door.meetingStanding(id, personId);
    return {
      standingOf: () => (mayHost ? 'host' : 'member'),
      also: mayHost ? [`hosts:${id}`] : [],
    };
  }
  const course = await door.courseStanding(id, personId);
  if (!course) throw new Failure('course/not-a-member');
  return { standingOf: (meeting) => standing(meeting, personId, course), also: [] };
}
