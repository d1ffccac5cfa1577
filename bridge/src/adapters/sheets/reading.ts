import { Worker } from 'node:worker_threads';
import { Failure } from '../../kernel/failure.ts';
import type {
  Sheet,
  SheetForm,
  SheetReader,
  SheetRow,
} from '../../features/registration/import/ports.ts';
import { sheetLimits } from './limits.ts';
import type { FromThread } from './messages.ts';

/** Reads XLSX and CSV in a thread of bounded memory; what a file is, its bytes say and not its name. */
export function createSheetReader(): SheetReader {
  const turns = createTurns(sheetLimits.atOnce);
  return { read: (file, rank) => turns(() => readInThread(file, rank)) };
}

type Rank = Parameters<SheetReader['read']>[1];

function readInThread(file: Buffer, rank: Rank): Promise<Sheet> {
  // A copy of its own, which the thread takes over.
  const bytes = new Uint8Array(file.subarray(0, sheetLimits.fileBytes + 1));
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: bytes,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: sheetLimits.readMegabytes },
    // A sheet is data: the thread needs no environment.
    env: {},
  });
  return new Promise((resolve, reject) => {
    const end = (failure: Failure) => {
      reject(failure);
      void worker.terminate();
    };
    const tooLong = setTimeout(() => end(new Failure('sheet/too-slow')), sheetLimits.readMs);
    let form: SheetForm | null = null;
    const rows: SheetRow[] = [];
    worker.on('message', (message: FromThread) => {
      if (message.tells === 'heads') worker.postMessage(best(message.heads, rank));
      if (message.tells === 'form') form = message.form;
      if (message.tells === 'rows') rows.push(...message.rows);
      if (message.tells === 'failure') end(new Failure(message.code));
      if (message.tells === 'end' && form) resolve({ form, rows });
    });
    worker.on('error', (cause: NodeJS.ErrnoException) => {
      const outOfMemory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(new Failure(outOfMemory ? 'sheet/too-large' : 'sheet/broken', { cause }));
    });
    worker.on('exit', () => {
      clearTimeout(tooLong);
      reject(new Failure('sheet/broken'));
    });
  });
}

/** The first of the sheets that rank highest. */
function best(heads: readonly SheetRow[][], rank: Rank): number {
  const ranks = heads.map((head) => (head.length === 0 ? -1 : (rank?.(head) ?? 0)));
  return ranks.indexOf(Math.max(...ranks));
}

/** So many do their work at once, others wait for their turn. */
function createTurns(atOnce: number) {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
