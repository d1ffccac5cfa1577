import { folded } from '../../../kernel/names.ts';
import type { DepartmentUnit } from '../../directory/departments/index.ts';
import type { RowRules } from './row.ts';

/**
 * Finds units by what sheets call them: the name, or a path such as `理学院/物理系`. Of several with one name the
 * one of the scope is meant; two of those are none, and the path must be given. Pure.
 * @param reaches whether a unit is in the scope of whoever submits
 */
export function unitFinder(
  tree: readonly DepartmentUnit[],
  isInScope: (departmentId: string) => boolean,
): RowRules['department'] {
  const byId = new Map(tree.map((unit) => [unit.id, unit]));
  const byName = new Map<string, string[]>();
  for (const unit of tree) {
    for (const name of namesOf(unit, byId))
      byName.set(name, [...(byName.get(name) ?? []), unit.id]);
  }
  return (text) => {
    const found = byName.get(folded(slashed(text))) ?? [];
    const mine = found.filter(isInScope);
    const [id] = mine.length > 0 ? mine : found;
    if (id === undefined || mine.length > 1 || (mine.length === 0 && found.length > 1)) return null;
    return { id, inScope: mine.length === 1 };
  };
}

/** The name alone, with its parent, with its parent's parent, and so on. */
function namesOf(unit: DepartmentUnit, byId: ReadonlyMap<string, DepartmentUnit>): string[] {
  const names = [unit.name];
  let above = byId.get(unit.parentId ?? '');
  // A directory's tree may have a circle.
  for (let depth = 0; above && depth < 20; depth += 1) {
    names.push(`${above.name}/${names.at(-1) ?? ''}`);
    above = byId.get(above.parentId ?? '');
  }
  return names.map(folded);
}

/** A path of units with plain slashes, and no blanks beside them. */
const slashed = (text: string): string =>
  text
    .split(/[/>＞／]/u)
    .map((part) => part.trim())
    .join('/');
