import { setImmediate as nextTurn } from 'node:timers/promises';

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
 */
export function createBatches<Key, Value>(
  work: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = [];
  let isRunning = false;

  const run = async (): Promise<void> => {
    isRunning = true;
    // Whoever asks in the same turn of the event loop comes along.
    await nextTurn();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostKeys);
      waiting = waiting.slice(mostKeys);
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
): ((id: string) => Promise<Value | null>) =>
  createBatches(async (ids) => {
    const found = await find(few(new Set(ids)));
    return ids.map((id) => found.get(id) ?? null);
  });

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
