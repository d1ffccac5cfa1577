import { Failure } from '../../../kernel/failure.ts';

export interface LineRules {
  now: () => number;
  /** How long somebody waits in a line at most, milliseconds. */
  patienceMs: number;
  /** How many wait in one line at most. */
  most: number;
  wait: (ms: number) => Promise<void>;
}

const usual: Omit<LineRules, 'now'> = {
  patienceMs: 10_000,
  most: 600,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Waits for something that is open again in `ms`. @throws Failure request/too-many when patience is at its end */
export type Waited = (ms: number) => Promise<void>;

/**
 * Lines before what is slowed: one after the other, in the order of coming. A class behind one address stands in
 * line for some seconds while somebody among them guesses, instead of being sent away.
 */
export function createLines(rules: Partial<LineRules> & Pick<LineRules, 'now'>) {
  const { now, patienceMs, most, wait } = { ...usual, ...rules };
  const lines = new Map<string, { tail: Promise<unknown>; here: number }>();
  return async <T>(key: string, work: (waited: Waited) => Promise<T>): Promise<T> => {
    const line = lines.get(key) ?? { tail: Promise.resolve(), here: 0 };
    if (line.here >= most) throw tooMany(patienceMs);
    lines.set(key, line);
    line.here += 1;
    const patienceEnds = now() + patienceMs;
    const waited: Waited = async (ms) => {
      if (now() + Math.max(0, ms) > patienceEnds) throw tooMany(ms);
      await wait(Math.min(Math.max(ms, 5), 250));
    };
    const turn = line.tail.then(() => work(waited));
    line.tail = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      line.here -= 1;
      if (line.here === 0) lines.delete(key);
    }
  };
}

const tooMany = (ms: number): Failure =>
  new Failure('request/too-many', { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
