import type { AddressBookUnit } from '../../../../../bridge/src/features/directory/address-book/contract.ts';
import type { Units } from './book.ts';
import { shelfKey, type Audience, type Shelf, type UnitShelf } from './shelf.ts';

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

const ofCourses = (units: Units | null): TreeNode[] =>
  (units?.courses ?? []).map(({ id, title, size, groups }) =>
    ofUnit(
      { kind: 'course', id, name: title, size },
      groups.map((group) => ofUnit({ kind: 'group', courseId: id, ...group })),
    ),
  );

/** What one looks into first where an audience is all: without name and size until the units are known. */
export function shelfOf({ courseId, groupId }: Audience, units: Units | null): UnitShelf {
  const course = units?.courses.find(({ id }) => id === courseId);
  if (groupId === null) {
    return { kind: 'course', id: courseId, name: course?.title ?? '', size: course?.size ?? 0 };
  }
  const group = course?.groups.find(({ id }) => id === groupId);
  return { kind: 'group', courseId, id: groupId, name: '', size: 0, ...group };
}

/** The course, or its group, that is all one may look into. */
function ofAudience(audience: Audience, units: Units | null): TreeNode[] {
  const key = shelfKey(shelfOf(audience, units));
  const courses = ofCourses(units);
  return [...courses, ...courses.flatMap(({ children }) => children)].filter(
    (node) => node.key === key,
  );
}

/** All that one can look into: everybody, favourites, the own courses with groups, the departments; or an audience. */
export function shelvesOf(
  units: Units | null,
  locale: string,
  audience: Audience | null = null,
): TreeNode[] {
  if (audience) return ofAudience(audience, units);
  const courses = ofCourses(units);
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
