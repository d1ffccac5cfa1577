import type { DataKind } from './personal-data.ts';

/** Everything that goes after a while, by name; the panel has words for each. */
export const retentionNames = [
  'attendance',
  'calls',
  'admissions',
  'arrivals',
  'bans',
  'links',
  'guests',
  'sessions',
  'launches',
  'messages',
  'audit',
  'unconfirmed-applications',
  'decided-applications',
  'sheets',
  'roster-reports',
  'erasures',
  'leavers',
  'operations',
  'alarms',
] as const;
export type RetentionName = (typeof retentionNames)[number];

/** Rows that go, or lose what they say, some time after a moment that stands in them. */
export interface RetentionTarget {
  table: string;
  key: readonly [string, ...string[]];
  /** The column with the moment (milliseconds); rows without one stay. */
  since: string;
  /** The moment stands in the row of another table whose `key` is the column `by` of this one. */
  of?: { table: string; key: string; by: string };
  /** Only rows with one of these values. */
  when?: Readonly<Record<string, readonly string[]>>;
  /** Only rows whose `is` is in no row of another table's `column`. */
  without?: { table: string; column: string; is: string };
  /** `mark`: the column that tells which rows have lost it already. */
  then: 'delete' | { mark: string; blank: Readonly<Record<string, string | null>> };
}

/** What the rules of a feature say of one sort of data. Targets are worked off in order. */
export interface Retention {
  name: RetentionName;
  kind: DataKind;
  /** Days, unless a system admin says otherwise, within these bounds. */
  days: number;
  least: number;
  most: number;
  targets: readonly RetentionTarget[];
}
