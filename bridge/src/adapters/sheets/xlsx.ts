import { Worker } from 'node:worker_threads';
import { Failure } from '../../kernel/failure.ts';
import type { Sheet, SheetRow } from '../../features/registration/ports.ts';
import { sheetLimits } from './limits.ts';
import type { WorkerAnswer } from './xlsx-worker.ts';

/** Reads the first sheet of an xlsx (ECMA-376) in a thread with bounded memory and time. @throws Failure sheet/… */
export async function readXlsx(file: Buffer): Promise<Sheet> {
  const { rows, hidden } = await inWorker(file);
  if (rows.length > sheetLimits.rows) throw new Failure('sheet/too-many-rows');
  const isHidden = new Set(hidden);
  return {
    form: { kind: 'xlsx' },
    rows: rows.flatMap((cells, index): SheetRow[] => {
      if (cells.length > sheetLimits.columns) throw new Failure('sheet/too-many-columns');
      if (cells.every((cell) => cell === null || cell === '')) return [];
      const number = index + 1;
      return [{ number, cells, hidden: isHidden.has(number) }];
    }),
  };
}

function inWorker(file: Buffer): Promise<WorkerAnswer> {
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: new Uint8Array(file),
    resourceLimits: { maxOldGenerationSizeMb: sheetLimits.readMegabytes },
    // A sheet is data: the thread needs no environment.
    env: {},
  });
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      reject(new Failure('sheet/too-large'));
      void worker.terminate();
    }, sheetLimits.readMs);
    worker.on('message', (answer: WorkerAnswer) => resolve(answer));
    worker.on('error', (cause: NodeJS.ErrnoException) => {
      const outOfMemory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(new Failure(outOfMemory ? 'sheet/too-large' : 'sheet/broken', { cause }));
    });
    worker.on('exit', () => {
      clearTimeout(tooLong);
      reject(new Failure('sheet/broken'));
    });
  });
}
