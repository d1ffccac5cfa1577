/** What a run is busy with, as its own process knows it. */
export interface Progress {
  phase: 'reading' | 'comparing' | 'writing';
  /** Entries read, or lines written. */
  done: number;
  /** How many there will be; null where that is not known. */
  total: number | null;
}

/**
 * How far the runs of this process are. It is kept in memory: what a transaction has written cannot be seen
 * from outside before its end, and a run that dies has no progress.
 */
export function createProgress() {
  const all = new Map<string, Progress>();
  return {
    of: (runId: string): Progress | null => all.get(runId) ?? null,
    set: (runId: string, progress: Progress): void => {
      all.set(runId, progress);
    },
    /** So many more are done. */
    add: (runId: string, more: number): void => {
      const before = all.get(runId);
      if (before) all.set(runId, { ...before, done: before.done + more });
    },
    end: (runId: string): void => {
      all.delete(runId);
    },
  };
}

export type ProgressBoard = ReturnType<typeof createProgress>;
