import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { isFailure } from '../src/kernel/failure.ts';

/** A thread in which texts are read. One that reads for ever holds up nobody: `stop` ends it all the same. */
export interface ReadingThread {
  /** Has a text read. Answers null, or what was thrown that is no failure of ours. */
  read: (reader: string, text: string) => Promise<string | null>;
  stop: () => Promise<unknown>;
}

interface Wish {
  reader: string;
  text: string;
}

/** @param module the address of a module that exports `readers`, functions by their names */
export function startReading(module: string): ReadingThread {
  const thread = new Worker(new URL(import.meta.url), { workerData: module });
  return {
    read: async (reader, text) => {
      thread.postMessage({ reader, text } satisfies Wish);
      const [complaint] = (await once(thread, 'message')) as [string | null];
      return complaint;
    },
    stop: () => thread.terminate(),
  };
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const { readers } = (await import(workerData as string)) as {
    readers: Record<string, (text: string) => unknown>;
  };
  port.on('message', ({ reader, text }: Wish) =>
    port.postMessage(complaintOf(() => readers[reader]?.(text))),
  );
}

function complaintOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    return isFailure(error) || error instanceof URIError ? null : String(error);
  }
}
