import type { AddressBookUnit } from '../../../../../bridge/src/features/directory/address-book/contract.ts';
import type { Units } from './book.ts';
import { shelfKey, type Shelf, type UnitShelf } from './shelf.ts';

/** A line of the tree: something to show, or (without a shelf) a heading to open. */
export interface TreeNode {
  key: string;
  shelf: Shelf | null;
  /** Of a unit; headings and the two first lines are named by the screen. */
  name: string | null;
  size: number | null;
  children: TreeNode[];
}

/** Keys of the headings. */
export const headings = { courses: 'courses', departments: 'departments' } as const;

const plain = (shelf: Shelf): TreeNode => ({
  key: shelfKey(shelf),
  shelf,
  name: null,
  size: null,
  children: [],
});
const heading = (key: string, children: TreeNode[]): TreeNode[] =>
  children.length === 0 ? [] : [{ key, shelf: null, name: null, size: null, children }];
const ofUnit = (shelf: UnitShelf, children: TreeNode[] = []): TreeNode => ({
  key: shelfKey(shelf),
  shelf,
  name: shelf.name,
  size: shelf.size,
  children,
});

/** All that one can look into: everybody, favourites, the own courses with groups, the departments. */
export function shelvesOf(units: Units | null, locale: string): TreeNode[] {
  const courses = (units?.courses ?? []).map(({ id, title, size, groups }) =>
    ofUnit(
      { kind: 'course', id, name: title, size },
      groups.map((group) => ofUnit({ kind: 'group', courseId: id, ...group })),
    ),
  );
  return [
    plain({ kind: 'everybody' }),
    plain({ kind: 'favourites' }),
    ...heading(headings.courses, courses),
    ...heading(headings.departments, departmentTree(units?.departments ?? [], locale)),
  ];
}

/** The tree out of the flat list, sorted by name as `locale` sorts; what has no known parent is a root. */
function departmentTree(units: readonly AddressBookUnit[], locale: string): TreeNode[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const sorted = [...units].sort((a, b) => compare(a.name, b.name));
  const nodes = new Map(
    sorted.map(({ id, name, size }) => [id, ofUnit({ kind: 'department', id, name, size })]),
  );
  const roots: TreeNode[] = [];
  for (const { id, parentId } of sorted) {
    const node = nodes.get(id);
    const parent = parentId === null || parentId === id ? undefined : nodes.get(parentId);
    if (node) (parent?.children ?? roots).push(node);
  }
  return roots;
}
