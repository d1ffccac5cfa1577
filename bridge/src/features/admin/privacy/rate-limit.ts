import type { StoredRateLimit } from '../../../kernel/stored-rate-limit.ts';
import type { ExportRateLimit } from './ports.ts';

/** How often somebody may have data exported: a few at once, then each waits longer than the last. */
const paces = {
  self: { free: 3, firstMs: 60_000, mostMs: 3_600_000, forgetMs: 3_600_000 },
  admin: { free: 20, firstMs: 10_000, mostMs: 600_000, forgetMs: 60_000 },
} as const;

/** Slows exports. */
export const exportRateLimit = ({ take }: Pick<StoredRateLimit, 'take'>): ExportRateLimit => ({
  take: async ({ by, id }) => {
    await take([{ name: `export-${by}`, of: id, backoff: paces[by] }]);
  },
});
