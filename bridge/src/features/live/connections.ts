import { createBatches } from '../../kernel/batches.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Job } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { Connection, ConnectionRepository } from './connections-repository.ts';
import type { LiveServer, LiveSocket } from './socket.ts';

/** How long a bridge is believed to live without saying so again, milliseconds. */
const leaseMs = 30_000;
/** How often it says so, seconds. */
const renewEvery = 10;

export interface SharedDeps {
  repository: ConnectionRepository;
  clock: Clock;
  log: Log;
}

/** What is true of a socket from now on; null: it is gone. */
interface Change {
  id: string;
  connection: Connection | null;
}

export type Connections = ReturnType<typeof createConnections>;

/**
 * Which people have a panel open. Alone, a bridge knows it from its own sockets; with `shared` it tells the
 * other bridges through the database, and asks there for theirs.
 */
export function createConnections(io: LiveServer, shared: SharedDeps | null) {
  const bridgeId = newId();
  const logFailed = (err: unknown): void => shared?.log.error({ err }, 'connection not noted');
  // One batch after the other: on a pool of connections a slow insert would come after the removal of what it inserts.
  const noteAll = createBatches<Change, null>(async (changes) => {
    // Of one socket the last one counts.
    const last = new Map(changes.map((change) => [change.id, change.connection]));
    const open = [...last.values()].filter((one) => one !== null);
    await shared?.repository.put(bridgeId, open);
    await shared?.repository.remove([...last.keys()].filter((id) => last.get(id) === null));
    return changes.map(() => null);
  });
  const note = (change: Change): void => {
    if (shared) noteAll(change).catch(logFailed);
  };
  const noteOpen = (socket: LiveSocket): void =>
    note({ id: socket.id, connection: connection(socket) });
  const renew = async (): Promise<void> => {
    if (!shared) return;
    const { repository, clock } = shared;
    const isKnown = await repository.renew(bridgeId, clock.now() + leaseMs);
    if (!isKnown) io.sockets.sockets.forEach(noteOpen);
    await repository.sweep(clock.now() - leaseMs);
  };
  renew().catch(logFailed);

  const renewing: Job = { name: 'live-connections', every: renewEvery, work: renew };
  return {
    /** Tells the other bridges that this one goes on. */
    jobs: shared ? [renewing] : [],
    opened: noteOpen,
    closed: ({ id }: LiveSocket): void => note({ id, connection: null }),
    setAway: (socket: LiveSocket, away: boolean): void => {
      if (socket.data.away === away) return;
      socket.data.away = away;
      noteOpen(socket);
    },
    /** By person; who has no panel open is left out, and who is away in all of them is away. */
    of: async (personIds: readonly string[]): Promise<Map<string, { away: boolean }>> => {
      const here = personIds.flatMap((id) => localOf(io, id));
      const there = await shared?.repository.elsewhere(bridgeId, personIds, shared.clock.now());
      const people = new Map<string, { away: boolean }>();
      for (const { personId, away } of [...here, ...(there ?? [])]) {
        people.set(personId, { away: away && (people.get(personId)?.away ?? true) });
      }
      return people;
    },
    close: async (): Promise<void> => {
      await shared?.repository.forget(bridgeId).catch(() => undefined);
    },
  };
}

const connection = ({ id, data }: LiveSocket): Connection => ({
  id,
  personId: data.caller.personId,
  away: data.away,
});

function localOf(io: LiveServer, personId: string): Connection[] {
  const ids = [...(io.sockets.adapter.rooms.get(`person:${personId}`) ?? [])];
  return ids.flatMap((id) => {
    const socket = io.sockets.sockets.get(id);
    return socket ? [connection(socket)] : [];
  });
}
