import { characters, cut, searchable } from './folding.ts';
import type { DepartmentUnit } from '../departments/index.ts';
import { readingsOf } from './readings.ts';

const longestKey = 190;

/**
 * What a name is sorted by: Han by pinyin, syllable by syllable (王芳 before 王小芳 before 汪洋), other
 * scripts by their letters without accents; the name itself decides between namesakes in sound. Pure.
 */
export function sortKeyOf(displayName: string): string {
  const read = displayName.replace(
    /\p{Script=Han}+/gu,
    (run) =>
      ` ${readingsOf(characters(run))
        .map(([reading]) => reading)
        .join(' ')} `,
  );
  const key = `${searchable(read)} ${displayName}`.replace(/\s+/gu, ' ').trim();
  return cut(key, longestKey).trim();
}

/** The units that somebody stands in who is in `units` themselves: these and all above them. Pure. */
export function placesOf(
  units: readonly string[],
  tree: ReadonlyMap<string, Pick<DepartmentUnit, 'parentId'>>,
): string[] {
  const places = new Set<string>();
  for (const unit of units) {
    // A tree that bites its own tail ends where it began.
    for (let at: string | null = unit; at !== null && !places.has(at);) {
      const known = tree.get(at);
      if (!known) break;
      places.add(at);
      at = known.parentId;
    }
  }
  return [...places];
}
