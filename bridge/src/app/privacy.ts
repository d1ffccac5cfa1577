import { sheetWriter } from '../adapters/sheets/index.ts';
import { attendanceKept, forgetAttendance } from '../features/meetings/index.ts';
import {
  createErasures,
  createMyData,
  createRetention,
  leaverSweeper,
  privacyRoutes,
  sweeperOf,
  type Proof,
  type Sweeper,
} from '../features/admin/privacy/index.ts';
import { createStoredRateLimit } from '../kernel/stored-rate-limit.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import type { Database } from '../kernel/database.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import { personalData, retentions } from './personal-data.ts';
import type { Piece } from './piece.ts';
import { keysOf } from './sealing.ts';

type Admin = Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>;

/** How often somebody may have data exported: a few at once, then each waits longer than the last. */
const paces = {
  self: { free: 3, firstMs: 60_000, mostMs: 3_600_000, forgetMs: 3_600_000 },
  admin: { free: 20, firstMs: 10_000, mostMs: 600_000, forgetMs: 60_000 },
} as const;

/** Makes what is kept about people: shown, handed out, erased, and gone after a while. */
export function composePrivacy(core: Core, { roles, audit }: Admin, proof: Proof): Piece {
  const { config, db, events } = core;
  const isReviewed = config.ERASURE_POLICY === 'review';
  const shared = { ...core, audit, proof, isReviewed, scopes: roles, data: personalData };
  const erasures = createErasures({
    ...shared,
    addresses: addressesOf(core),
    ended: (sessionIds) => events.emit('session.ended', { sessionIds, code: 'session/ended' }),
  });
  const sweepers = [
    attendanceSweeper(db),
    ...retentions.map((rule) => sweeperOf(db, rule)),
    leaverSweeper(db, erasures),
  ];
  const retention = createRetention({ ...shared, sweepers });
  const myData = createMyData({
    ...shared,
    retention,
    sweepers,
    throttle: throttleOf(core),
    writer: sheetWriter,
    product: config.CAMPUS_MEET_NAME,
  });
  return {
    routes: privacyRoutes({ myData, erasures, retention, scopes: roles }),
    waiting: [{ kind: 'erasures', count: ({ scope }) => erasures.countWaiting(scope) }],
    jobs: [
      { name: 'erasures', every: 60, onOneBridge: true, work: erasures.work },
      { name: 'retention', every: 600, onOneBridge: true, work: retention.sweep },
    ],
  };
}

const attendanceSweeper = (db: Database): Sweeper => ({
  name: 'attendance',
  kind: 'attendance',
  days: 730,
  least: 30,
  most: 3650,
  kept: (before) => attendanceKept(db, before),
  // A meeting has up to some thousand rows: few meetings make a batch.
  sweep: (before) => forgetAttendance(db, before, 5),
});

function throttleOf({ config, db, clock }: Core) {
  const { key } = keysOf(config, 'privacy');
  const throttle = createStoredRateLimit({ db, clock, key });
  return {
    take: async ({ by, id }: { by: keyof typeof paces; id: string }): Promise<void> => {
      await throttle.take([{ name: `export-${by}`, of: id, backoff: paces[by] }]);
    },
  };
}

const addressesOf = ({ config, templates }: Core) => ({
  myData: `${withoutEndSlashes(config.CAMPUS_MEET_URL)}/settings/data`,
  write: templates,
  campusZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
