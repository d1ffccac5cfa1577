import { z } from 'zod';
import { digest } from '../../kernel/ids.ts';
import type { FilledSettings } from './dialects.ts';
import { mark, type Mark } from './marks.ts';
import type { Unit } from './units.ts';

/** What a run of changes goes on from: how far people were read, by what settings, and the units of then. */
const cursor = z.object({ settings: z.string(), units: z.string(), mark });
export type Cursor = z.infer<typeof cursor>;

/** Null for a text that this version did not write. */
export function readCursor(text: string): Cursor | null {
  try {
    return cursor.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Settings and units go in as digests: it only has to show whether they changed since. */
export const writeCursor = (of: { settings: FilledSettings; units: Unit[]; mark: Mark }): string =>
  JSON.stringify({
    settings: settingsDigest(of.settings),
    units: unitsDigest(of.units),
    mark: of.mark,
  } satisfies Cursor);

/** Another one whenever an entry would be read differently. */
export const settingsDigest = ({ url, people, units, speaks }: FilledSettings): string =>
  digest(JSON.stringify([url, people, units, speaks]));

/** Another one whenever a unit came, went, or was changed. */
export const unitsDigest = (units: readonly Unit[]): string =>
  digest(JSON.stringify(units.map(({ dn, stamp, facts }) => [dn, stamp, facts]).sort(byText)));

const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
