import { enrolmentsOf, type Campus } from '../campus.ts';

/** A column of a course's gradebook (AGS: line item). */
export interface LineItem {
  id: number;
  courseId: number;
  toolId: number;
  label: string;
  scoreMaximum: number;
  resourceId: string;
  tag: string;
  /** The activity that it is coupled with. */
  instanceId: number | null;
}

/** One person's grade in a line item; `score` is null where only a comment or a progress was sent. */
export interface Result {
  userId: number;
  score: number | null;
  comment: string | null;
  /** Seconds since 1970: Moodle keeps no fractions, which decides what is "newer". */
  at: number;
}

export interface Gradebook {
  /** The line items of a tool in a course; those of graded activities exist by themselves. */
  list: (courseId: number, toolId: number) => LineItem[];
  find: (courseId: number, itemId: number) => LineItem | undefined;
  add: (item: Omit<LineItem, 'id'>) => LineItem;
  /** Changes an item; a new maximum rescales the grades that are there. */
  change: (item: LineItem, change: Partial<Omit<LineItem, 'id'>>) => void;
  remove: (itemId: number) => void;
  results: (itemId: number) => Result[];
  /** Stores a result, in place of the person's older one. */
  store: (itemId: number, result: Result) => void;
  /** All that is in it. */
  content: () => GradebookContent;
}

/** Line items by their number, grades by the number of their item. */
export interface GradebookContent {
  items: ReadonlyMap<number, LineItem>;
  grades: ReadonlyMap<number, Result[]>;
  /** The last number that an item was given; none is given twice. */
  last: number;
}

/** A gradebook of the campus, in memory: empty, or with what was in an earlier one. */
export function createGradebook(campus: Campus, kept?: GradebookContent): Gradebook {
  const items = new Map(kept?.items);
  const grades = new Map(kept?.grades);
  let last = kept?.last ?? 1;

  function add(item: Omit<LineItem, 'id'>): LineItem {
    last += 1;
    const added = { ...item, id: last };
    items.set(last, added);
    return added;
  }

  /** Graded activities that came since the last look get their item. */
  function couple(courseId: number): void {
    const known = new Set([...items.values()].map((item) => item.instanceId));
    for (const { instanceId, gradeMaximum, title, toolId } of campus.courses.get(courseId)
      ?.activities ?? []) {
      if (gradeMaximum === null || known.has(instanceId)) continue;
      add({
        courseId,
        toolId,
        label: title,
        scoreMaximum: gradeMaximum,
        resourceId: '',
        tag: '',
        instanceId,
      });
    }
  }

  for (const id of campus.courses.keys()) couple(id);

  function change(item: LineItem, wanted: Partial<Omit<LineItem, 'id'>>): void {
    const factor = (wanted.scoreMaximum ?? item.scoreMaximum) / item.scoreMaximum;
    for (const result of grades.get(item.id) ?? []) {
      if (result.score !== null) result.score *= factor;
    }
    Object.assign(item, wanted);
  }

  function store(itemId: number, result: Result): void {
    const others = (grades.get(itemId) ?? []).filter((each) => each.userId !== result.userId);
    grades.set(itemId, [...others, result]);
  }

  return {
    list: (courseId, toolId) => {
      couple(courseId);
      return [...items.values()].filter(
        (item) => item.courseId === courseId && item.toolId === toolId,
      );
    },
    find: (courseId, itemId) => {
      couple(courseId);
      const item = items.get(itemId);
      return item?.courseId === courseId ? item : undefined;
    },
    add,
    change,
    remove: (itemId) => {
      items.delete(itemId);
      grades.delete(itemId);
    },
    results: (itemId) => grades.get(itemId) ?? [],
    store,
    content: () => ({ items, grades, last }),
  };
}

/** Whoever can have a grade: enrolled as a student, even when the enrolment is suspended. */
export const isGradable = (campus: Campus, courseId: number, userId: number): boolean =>
  enrolmentsOf(campus, courseId).some(
    (each) => each.personId === userId && each.role === 'student',
  );
