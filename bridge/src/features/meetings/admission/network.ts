import { digest } from '../../../kernel/ids.ts';
import { addressKey } from '../../../kernel/networks.ts';
import { dayMs } from '../../../kernel/clock.ts';

/** For so long a guest from the network of a banned one is looked at by a host first. */
export const fromBannedMs = dayMs;

/**
 * Where a guest comes from, as far as it tells one guest from others. Kept as a digest of this series alone,
 * so that nobody can be followed from one meeting to another.
 */
export const networkDigest = (seriesId: string, address: string): string | null =>
  address === '' ? null : digest(`${seriesId} ${addressKey(address)}`);
