import type { Job } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { LiveReaders } from './ports.ts';
import type { LiveServer, LiveSocket } from './socket.ts';
import { lookAgain } from './watching.ts';

export interface KeepingDeps extends LiveReaders {
  io: LiveServer;
  log: Log;
  /** By topic what is another whenever somebody's role there may be; topics may be left out. */
  marks: (topics: readonly string[]) => Promise<Map<string, string>>;
  endSessions: (sessionIds: string[], code: string) => void;
}

/** At most so many watches are looked at in a round where nothing is known to have changed. */
const perRound = 60;

/**
 * Sockets outlive the request that opened them: again and again it is asked of the database, whatever this or
 * another bridge or the command line did, whether their sessions go on, and whether what they watch is still for
 * them. A course whose members changed is looked at whole in the same round; everything else in turns.
 */
export function keepTrue(deps: KeepingDeps): Job {
  const marks = new Map<string, string>();
  return {
    name: 'live-sockets',
    every: 2,
    work: async () => {
      await endOver(deps);
      const changed = await changedTopics(deps, marks);
      await lookAtSome(deps, changed);
    },
  };
}

const socketsOf = ({ io }: KeepingDeps): LiveSocket[] => [...io.sockets.sockets.values()];

async function endOver(deps: KeepingDeps): Promise<void> {
  const ids = [...new Set(socketsOf(deps).map(({ data }) => data.caller.sessionId))];
  if (ids.length === 0) return;
  const over = new Map<string, string[]>();
  for (const { id, code } of await deps.sessions.over(ids)) {
    over.set(code, [...(over.get(code) ?? []), id]);
  }
  for (const [code, sessionIds] of over) deps.endSessions(sessionIds, code);
}

async function changedTopics(
  deps: KeepingDeps,
  marks: Map<string, string>,
): Promise<ReadonlySet<string>> {
  const topics = [...new Set(socketsOf(deps).flatMap(({ data }) => [...data.watches.keys()]))];
  const found = topics.length > 0 ? await deps.marks(topics) : new Map<string, string>();
  const changed = topics.filter((topic) => {
    const former = marks.get(topic);
    return former !== undefined && former !== found.get(topic);
  });
  marks.clear();
  for (const [topic, mark] of found) marks.set(topic, mark);
  return new Set(changed);
}

/** Those of topics that changed, then those who were looked at longest ago. */
async function lookAtSome(deps: KeepingDeps, changed: ReadonlySet<string>): Promise<void> {
  const watches = socketsOf(deps).flatMap((socket) =>
    [...socket.data.watches].map(([topic, { seenAt }]) => ({
      socket,
      topic,
      seenAt: changed.has(topic) ? -1 : seenAt,
    })),
  );
  const sorted = watches.sort((a, b) => a.seenAt - b.seenAt);
  const due = Math.max(perRound, sorted.filter(({ seenAt }) => seenAt < 0).length);
  for (const { socket, topic } of sorted.slice(0, due)) await lookAgain(socket, topic, deps);
}
