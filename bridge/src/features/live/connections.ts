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

export type Connections = ReturnType<typeof createConnections>;

/**
 * Which people have a panel open. Alone, a bridge knows it from its own sockets; with `shared` it tells the
 * other bridges through the database, and asks there for theirs.
 */
export function createConnections(io: LiveServer, shared: SharedDeps | null) {
  const bridgeId = newId();
  const note = (work: Promise<unknown> | undefined): void => {
    work?.catch((err: unknown) => shared?.log.error({ err }, 'connection not noted'));
  };
  /** What is noted of one socket comes in its order: the database's connections do not wait for each other. */
  const turns = new Map<string, Promise<unknown>>();
  const noteOf = (id: string, work: (repository: ConnectionRepository) => Promise<unknown>) => {
    if (!shared) return;
    const turn = (turns.get(id) ?? Promise.resolve())
      .then(() => work(shared.repository))
      .catch((err: unknown) => shared.log.error({ err }, 'connection not noted'))
      .finally(() => {
        if (turns.get(id) === turn) turns.delete(id);
      });
    turns.set(id, turn);
  };
  const renew = async (): Promise<void> => {
    if (!shared) return;
    const { repository, clock } = shared;
    const isKnown = await repository.renew(bridgeId, clock.now() + leaseMs);
    if (!isKnown) {
      for (const socket of io.sockets.sockets.values()) {
        noteOf(socket.id, ({ add }) => add(bridgeId, [connection(socket)]));
      }
    }
    await repository.sweep(clock.now() - leaseMs);
  };
  note(renew());

  const renewing: Job = { name: 'live-connections', every: renewEvery, work: renew };
  return {
    /** Tells the other bridges that this one goes on. */
    jobs: shared ? [renewing] : [],
    opened: (socket: LiveSocket): void =>
      noteOf(socket.id, ({ add }) => add(bridgeId, [connection(socket)])),
    closed: (socket: LiveSocket): void => noteOf(socket.id, ({ remove }) => remove(socket.id)),
    setAway: (socket: LiveSocket, away: boolean): void => {
      if (socket.data.away === away) return;
      socket.data.away = away;
      noteOf(socket.id, ({ setAway }) => setAway(socket.id, away));
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
