import type { Log } from '../kernel/log.ts';

export interface Job {
  everyMs: number;
  work: () => Promise<unknown>;
  log: Log;
}

/** Does `work` again and again, never twice at once; what goes wrong is logged and tried again. */
export function keepDoing({ everyMs, work, log }: Job): { stop: () => void } {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    work()
      .catch((err: unknown) => log.error({ err }, 'upkeep failed'))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
