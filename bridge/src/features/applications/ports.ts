import type { Database } from '../../kernel/database.ts';
import type { DepartmentUnit } from '../departments/index.ts';
import type { Posting } from '../outbox/index.ts';

/** Who is registered; only who is active is ever answered. */
export interface KnownPeople {
  /** Everybody who has this mail address (or phone, or campus number). */
  knownBy: (identifier: string) => Promise<{ id: string; locale: string | null }[]>;
}

/** The tree of units as it is now, by name. */
export interface Units {
  tree: () => Promise<DepartmentUnit[]>;
}

/** Where letters go out. */
export interface Mail {
  add: (trx: Database, posting: Posting) => Promise<void>;
  carries: (kind: 'mail') => boolean;
}

/** One thing that is counted, and how fast it may be done (features/accounts). */
export interface Meter {
  name: string;
  of: string;
  pace: { free: number; firstMs: number; mostMs: number; forgetMs: number };
}

/** Slows what is tried too often, over all bridges. */
export interface Throttle {
  /** Counts one time on each; answers from when another is free. @throws Failure request/too-many */
  take: (meters: readonly Meter[]) => Promise<number>;
  /** It was right: the time that was taken does not count. */
  giveBack: (meters: readonly Meter[]) => Promise<void>;
}
