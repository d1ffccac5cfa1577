import type { FailureCode } from '../../../kernel/codes.ts';
import type { PeopleDiff } from '../people/index.ts';
import type { Problem } from './snapshot.ts';

/**
 * A run: `running` → `applied` | `unchanged` | `needs-confirmation` | `failed`;
 * `needs-confirmation` → `running` (confirmed) | `rejected`.
 */
export type RunState =
  'running' | 'applied' | 'unchanged' | 'needs-confirmation' | 'rejected' | 'failed';

/** How much of one kind changed. */
export interface Count {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

export type CountedKind = 'people' | 'memberships' | 'courses' | 'departments' | 'groups';
export type Counts = Partial<Record<CountedKind, Count>>;

/** What an administrator reads about a run; each list is cut to `reportLimit`, the counts are whole. */
export interface Report {
  problems: Problem[];
  conflicts: { where: string; reason: string; candidates: string[] }[];
  /** Who would go, or went: names. */
  removed: string[];
  /** How many there are of each in all. */
  totals: { problems: number; conflicts: number; removed: number };
  /** So many would go that whoever says yes has to say how many. */
  isLarge?: boolean;
  /** Something changed between the look and the yes: it is shown once more. */
  isAskedAgain?: boolean;
}

export const reportLimit = 200;

/** Everything is compared; or only what changed since the last run, by which nobody leaves for being absent. */
export type RunKind = 'full' | 'changes';

/** One attempt to bring one scope of one source up to date. */
export interface Run {
  id: string;
  /** The source's name. */
  source: string;
  scope: string;
  kind: RunKind;
  /** Ids of the outermost departments that it goes over; null: everything. */
  units: string[] | null;
  /** Who began it; null: a schedule or the command line. */
  begunBy: string | null;
  /** Who said yes or no to it. */
  decidedBy: string | null;
  state: RunState;
  counts: Counts;
  report: Report;
  failure: { code: FailureCode; reason: string } | null;
  startedAt: number;
  endedAt: number | null;
}

export const emptyReport: Report = {
  problems: [],
  conflicts: [],
  removed: [],
  totals: { problems: 0, conflicts: 0, removed: 0 },
};

/** What a run may remove without asking. */
export interface RemovalLimit {
  /** Share of those who were there before, 0 to 1. */
  share: number;
  /** So many may always go: a course of four that loses two is no accident. */
  people: number;
}

export const defaultRemovalLimit: RemovalLimit = { share: 0.2, people: 5 };

/** Whether a removal is so large that somebody has to say yes first: more than the share and more than the number. */
export const isLargeRemoval = (removed: number, before: number, limit: RemovalLimit): boolean =>
  removed > limit.people && removed > before * limit.share;

/** Whether a run changed (or would change) anything. */
export const changesAnything = (counts: Counts): boolean =>
  Object.values(counts).some((count) => count.added + count.changed + count.removed > 0);

/** How many people's records a diff changes. */
export const countPeople = (diff: PeopleDiff): Count => ({
  added: diff.created.length + diff.attached.length,
  changed: diff.changed.length,
  removed: diff.removed.length,
  unchanged: diff.unchanged.length,
});
