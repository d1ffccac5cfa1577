import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

/** How many keys one batch has at most: well below what one statement takes. */
const mostKeys = 100;

interface Waiting<Key, Value> {
  key: Key;
  resolve: (value: Value) => void;
  reject: (error: unknown) => void;
}

/**
 * Does for many at once what each asks for alone. While one batch is under way the next gathers, so that the busier
 * it is, the fewer statements there are for each. A batch begins after everybody in it has asked: nobody is answered
 * with what was read before.
 * @param work answers one value for each key, in their order; what it throws reaches everybody in the batch
 * @param apartMs how long after a batch of several the next begins at the earliest: where quick work would be done for
 *   ever fewer at a time, the more processes people are spread over
 */
export function createBatches<Key, Value>(
  work: (keys: readonly Key[]) => Promise<readonly Value[]>,
  apartMs = 0,
): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = [];
  let isRunning = false;
  let notBefore = 0;

  const run = async (): Promise<void> => {
    isRunning = true;
    // Whoever asks in the same turn of the event loop comes along.
    await nextTurn();
    while (waiting.length > 0) {
      const early = notBefore - performance.now();
      if (early > 0) await pause(early);
      const batch = waiting.slice(0, mostKeys);
      waiting = waiting.slice(mostKeys);
      if (batch.length > 1) notBefore = performance.now() + apartMs;
      await settle(batch, work);
    }
    isRunning = false;
  };

  return (key) =>
    new Promise<Value>((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!isRunning) void run();
    });
}

/** A group that takes longer, because something in it waits, holds nobody up any further; milliseconds. */
const groupPatienceMs = 100;
/** While many come, groups begin so far apart; milliseconds. */
const groupsApartMs = 25;

/**
 * Has work begin in groups: whoever comes while a group is under way waits for its end, and begins together with all
 * who came meanwhile. So they meet in the same batches at every step, where people who come one by one would meet by
 * chance only, and the less the more processes they are spread over.
 */
export function inGroups<Args extends readonly unknown[], Value>(
  work: (...args: Args) => Promise<Value>,
): (...args: Args) => Promise<Value> {
  const depart = createBatches<() => Promise<Value>, void>(async (group) => {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, groupPatienceMs)));
    await Promise.race([Promise.allSettled(group.map((begin) => begin())), patience]);
    clearTimeout(timer);
    return group.map(() => undefined);
  }, groupsApartMs);
  return (...args) =>
    new Promise<Value>((resolve, reject) => {
      const begin = async (): Promise<Value> => {
        const done = work(...args);
        done.then(resolve, reject);
        return done;
      };
      void depart(begin);
    });
}

async function settle<Key, Value>(
  batch: readonly Waiting<Key, Value>[],
  work: (keys: readonly Key[]) => Promise<readonly Value[]>,
): Promise<void> {
  try {
    const values = await work(batch.map(({ key }) => key));
    if (values.length !== batch.length) throw new Error('a batch lost somebody');
    for (const [at, { resolve }] of batch.entries()) resolve(values[at] as Value);
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

/** Repeats the last one up to a power of two, so that statements differ in few lengths and stay prepared. */
function few(ids: ReadonlySet<string>): string[] {
  const padded = [...ids];
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, padded.length)));
  return padded.concat(new Array<string>(length - padded.length).fill(padded.at(-1) ?? ''));
}

/** `createBatches` of a question by one text, such as an id: equal ones are asked once, or as the last of a list. */
export const createLookup = <Value>(
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  apartMs = 0,
): ((id: string) => Promise<Value | null>) =>
  createBatches(async (ids) => {
    const found = await find(few(new Set(ids)));
    return ids.map((id) => found.get(id) ?? null);
  }, apartMs);

/** `createBatches` of what one owner (a course, a series, a meeting) says of one member: a question for each owner. */
export const createMemberLookup = <Value>(
  find: (ownerId: string, memberIds: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): ((ownerId: string, memberId: string) => Promise<Value | null>) => {
  const look = createBatches<{ ownerId: string; memberId: string }, Value | null>(async (keys) => {
    const owners = Map.groupBy(keys, ({ ownerId }) => ownerId);
    const found = new Map<string, ReadonlyMap<string, Value>>();
    for (const [ownerId, members] of owners) {
      const ids = new Set(members.map(({ memberId }) => memberId));
      found.set(ownerId, await find(ownerId, few(ids)));
    }
    return keys.map(({ ownerId, memberId }) => found.get(ownerId)?.get(memberId) ?? null);
  });
  return (ownerId, memberId) => look({ ownerId, memberId });
};
