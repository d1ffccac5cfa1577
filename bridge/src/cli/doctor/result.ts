/** How something that the product depends on is. */
export type State = 'ok' | 'warning' | 'failed' | 'not-configured';

/** One thing that was found out. It holds no secret. */
export interface CheckResult {
  state: State;
  /** Stable, for machines: `redis/unavailable`. */
  code: string;
  /** What was seen: a sentence. */
  seen: string;
  /** What to do about it. */
  mend?: string;
}

/** Looks at one dependency, and changes nothing there. */
export interface Check {
  name: string;
  /** Never fails because of what it looks at: that is its result. One result for each of several servers. */
  run: () => Promise<CheckResult | CheckResult[]>;
}

/** What a check found out. */
export interface Report {
  name: string;
  /** The worst of its results. */
  state: State;
  results: CheckResult[];
}

const worstFirst: readonly State[] = ['failed', 'warning', 'ok', 'not-configured'];

/** The worst of several; what is not configured is worse than nothing only. */
export const worstOf = (states: readonly State[]): State =>
  worstFirst.find((state) => states.includes(state)) ?? 'not-configured';

/** @param seen a sentence, shown to whoever runs the doctor */
export const ok = (code: string, seen: string): CheckResult => ({ state: 'ok', code, seen });

/** Works, and will not for long or not for all. @param mend a sentence: what to do */
export const warning = (code: string, seen: string, mend: string): CheckResult => ({
  state: 'warning',
  code,
  seen,
  mend,
});

/** Does not work: the doctor's exit code becomes 1. @param mend a sentence: what to do */
export const failed = (code: string, seen: string, mend: string): CheckResult => ({
  state: 'failed',
  code,
  seen,
  mend,
});

/** @param why what would configure it, or that there is nothing to look at */
export const notConfigured = (name: string, why: string): CheckResult => ({
  state: 'not-configured',
  code: `${name}/not-configured`,
  seen: `${why}.`,
});
