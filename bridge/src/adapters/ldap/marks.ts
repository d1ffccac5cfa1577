import { z } from 'zod';
import type { Directory } from './directory.ts';
import { firstOf } from './entries.ts';
import type { Since } from './filters.ts';

/**
 * How far a directory was read. `uSNChanged` counts one server's changes (MS-ADTS 3.1.1.1.9), so it is worth
 * nothing at another one, nor at one restored from a backup: those have another invocationId.
 * `modifyTimestamp` is the same everywhere (RFC 4512, 3.4), but only to the second, and copies arrive late.
 */
export const mark = z.discriminatedUnion('by', [
  z.object({ by: z.literal('uSNChanged'), server: z.string(), count: z.string().regex(/^\d+$/u) }),
  z.object({
    by: z.literal('modifyTimestamp'),
    /** Latest time of any change that was seen, by the directory's clock. */
    latest: z.int(),
    /** When reading began, by ours. */
    began: z.int(),
  }),
]);
export type Mark = z.infer<typeof mark>;
type CountMark = Extract<Mark, { by: 'uSNChanged' }>;
type TimeMark = Extract<Mark, { by: 'modifyTimestamp' }>;

/** Milliseconds before the latest change that are read again: the same second, and copies that came late. */
const overlapMs = 120_000;
/** Milliseconds by which the two clocks may differ. */
const skewMs = 3_600_000;

/** Where Active Directory stands, to be read before the people are; null where the account may not see it. */
export async function readCount(directory: Directory): Promise<CountMark | null> {
  const [root] = await directory.search({
    base: '',
    scope: 'base',
    where: [{ attribute: 'objectClass', value: null }],
    attributes: ['dsServiceName', 'highestCommittedUSN'],
  });
  const service = root ? firstOf(root, 'dsServiceName') : null;
  const count = root ? firstOf(root, 'highestCommittedUSN') : null;
  if (service === null || count === null) return null;
  const [settings] = await directory.search({
    base: service,
    scope: 'base',
    where: [{ attribute: 'objectClass', value: null }],
    attributes: ['invocationId'],
  });
  const server = settings ? firstOf(settings, 'invocationId') : null;
  return server === null ? null : { by: 'uSNChanged', server, count };
}

/** The mark after reading entries with these `modifyTimestamp`s; null where there was none at all. */
export function timeMark(
  stamps: readonly string[],
  began: number,
  before?: TimeMark,
): TimeMark | null {
  const latest = stamps.reduce((last, text) => Math.max(last, readTime(text)), before?.latest ?? 0);
  return latest === 0 ? null : { by: 'modifyTimestamp', latest, began };
}

/** The entries that changed after a mark, with some that did not. */
export function sinceMark(from: Mark): Since {
  if (from.by === 'uSNChanged') {
    return { attribute: from.by, value: String(BigInt(from.count) + 1n) };
  }
  const time = Math.max(from.latest - overlapMs, from.began - skewMs);
  const text = new Date(time).toISOString().replace(/[-:T]|\.\d+/gu, '');
  return { attribute: from.by, value: text };
}

/** Why nothing can be told from `then` at a server that stands at `now`; null where it can. */
export function whyNotFrom(then: Mark, now: CountMark | null): string | null {
  if (then.by !== 'uSNChanged') return null;
  if (now === null) return 'The server no longer shows its count of changes.';
  if (now.server !== then.server) return 'Another domain controller answered, or a restored one.';
  return BigInt(now.count) < BigInt(then.count) ? 'The count of changes went back.' : null;
}

/** Generalized time in UTC (RFC 4517, 3.3.13), in milliseconds; 0 where it is none. */
export function readTime(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?Z$/u.exec(text) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return year === undefined ? 0 : Date.parse(iso) || 0;
}
