import { guestPasswordColumn, keptTokenColumn } from '../features/meetings/index.ts';
import { privateKeyColumn } from '../features/access/lti/index.ts';
import { keyColumn, payloadColumn, pushColumns } from '../features/notifications/index.ts';
import { trustColumn } from '../features/access/portal/index.ts';
import { keptByMerges } from '../features/directory/merge/index.ts';
import type { Database } from '../kernel/database.ts';
import { resealIn, type Resealed, type ResealDeps } from '../kernel/resealing.ts';
import { createSealing, derivedKey, type SealedColumn, type Sealing } from '../kernel/sealing.ts';
import type { Settings } from './config.ts';

type Secrets = Pick<Settings, 'CAMPUS_MEET_SECRET' | 'CAMPUS_MEET_SECRET_OLD'>;

/** Every column that holds secrets which are read again; digests and HMACs are no such. */
export const sealedColumns: readonly SealedColumn[] = [
  privateKeyColumn,
  keyColumn,
  trustColumn,
  guestPasswordColumn,
  keptTokenColumn,
  payloadColumn,
  ...Object.values(pushColumns),
];

const formerOf = ({ CAMPUS_MEET_SECRET_OLD: old }: Secrets): string[] =>
  old === undefined ? [] : [old];

/** Seals with the deployment's secret; opens what the former one sealed, too. */
export const sealingOf = (config: Secrets): Sealing =>
  createSealing(config.CAMPUS_MEET_SECRET, formerOf(config));

/**
 * Keys of one use, not kept in the database: a copy of it alone does not help in guessing codes. `key` signs;
 * what `formerKeys` signed still holds.
 */
export const keysOf = (config: Secrets, use: string): { key: Buffer; formerKeys: Buffer[] } => ({
  key: derivedKey(config.CAMPUS_MEET_SECRET, `campus-meet ${use}`),
  formerKeys: formerOf(config).map((old) => derivedKey(old, `campus-meet ${use}`)),
});

/** Seals what is in clear, and anew what a former key sealed, also in what merges keep: see `resealIn`. */
export const reseal = (db: Database, deps: Omit<ResealDeps, 'kept'>): Promise<Resealed> =>
  resealIn(db, { ...deps, kept: keptByMerges });
