import { tooMany } from './rate-limit.ts';

export interface QueueRules {
  now: () => number;
  /** How long somebody waits in a queue at most, milliseconds. */
  patienceMs: number;
  /** How many wait in one queue at most. */
  most: number;
  wait: (ms: number) => Promise<void>;
}

const usual: Omit<QueueRules, 'now'> = {
  patienceMs: 10_000,
  most: 600,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Waits for something that is open again in `ms`. @throws Failure request/too-many when patience is at its end */
export type Waited = (ms: number) => Promise<void>;

/**
 * Queues before what is slowed: one after the other, in the order of coming. A class behind one address stands in
 * a queue for some seconds while somebody among them guesses, instead of being sent away.
 */
export function createQueues(rules: Partial<QueueRules> & Pick<QueueRules, 'now'>) {
  const { now, patienceMs, most, wait } = { ...usual, ...rules };
  const queues = new Map<string, { tail: Promise<unknown>; here: number }>();
  return async <T>(key: string, work: (waited: Waited) => Promise<T>): Promise<T> => {
    const queue = queues.get(key) ?? { tail: Promise.resolve(), here: 0 };
    if (queue.here >= most) throw tooMany(patienceMs);
    queues.set(key, queue);
    queue.here += 1;
    const patienceEnds = now() + patienceMs;
    const waited: Waited = async (ms) => {
      if (now() + Math.max(0, ms) > patienceEnds) throw tooMany(ms);
      await wait(Math.min(Math.max(ms, 5), 250));
    };
    const turn = queue.tail.then(() => work(waited));
    queue.tail = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      queue.here -= 1;
      if (queue.here === 0) queues.delete(key);
    }
  };
}
