/** A whole unit: what it is, its name, and how many people it has. */
export type UnitShelf =
  | { kind: 'department'; id: string; name: string; size: number }
  | { kind: 'course'; id: string; name: string; size: number }
  | { kind: 'group'; id: string; courseId: string; name: string; size: number };

/** What the list shows. `everybody` is searched, not listed: it shows the recent ones until one types. */
export type Shelf = { kind: 'everybody' } | { kind: 'favourites' } | UnitShelf;

/** Where alone one may look: the people of one course, or of one of its groups. */
export interface Audience {
  courseId: string;
  groupId: string | null;
}

/** The parts of the question that a shelf asks; see `searchAddressBook`. */
export interface ShelfQuery {
  list?: 'favourites' | 'recent';
  departmentId?: string;
  courseId?: string;
  groupId?: string;
  query?: string;
}

/** What to ask the bridge for a shelf, narrowed by what was typed. */
export function queryOf(shelf: Shelf, typed: string): ShelfQuery {
  const query = typed.trim();
  const narrowed = query === '' ? {} : { query };
  switch (shelf.kind) {
    case 'everybody':
      return query === '' ? { list: 'recent' } : narrowed;
    case 'favourites':
      return { list: 'favourites', ...narrowed };
    case 'department':
      return { departmentId: shelf.id, ...narrowed };
    case 'course':
      return { courseId: shelf.id, ...narrowed };
    case 'group':
      return { groupId: shelf.id, ...narrowed };
  }
}

/** True for a shelf that can be taken as a whole. */
export const isUnit = (shelf: Shelf): shelf is UnitShelf =>
  shelf.kind === 'department' || shelf.kind === 'course' || shelf.kind === 'group';

/** One name for one shelf, whatever object says it. */
export const shelfKey = (shelf: Shelf): string =>
  isUnit(shelf) ? `${shelf.kind}:${shelf.id}` : shelf.kind;
