import type { Database } from '../../kernel/database.ts';
import type { CourseDiff, Courses } from '../courses/index.ts';
import type { Departments, DepartmentsDiff } from '../departments/index.ts';
import type { People, PeopleDiff } from '../people/index.ts';
import { isLargeRemoval, reportLimit, type Counts, type RemovalLimit, type Report } from './run.ts';
import type { CourseSnapshot, DepartmentsSnapshot, RosterSnapshot } from './snapshot.ts';

/** Who owns what a roster changes. */
export interface Owners {
  people: Pick<People, 'diff' | 'apply' | 'findMany'>;
  courses: Pick<Courses, 'diff' | 'apply'>;
  departments: Pick<Departments, 'diff' | 'apply'>;
}

/** What a staged snapshot would change, in all. */
export interface Plan {
  counts: Counts;
  report: Report;
  /** True when so many would go that somebody has to confirm it. */
  isLarge: boolean;
  /** Does it, in the transaction in which the plan was made. */
  apply: () => Promise<void>;
}

/** Compares a staged snapshot with what is stored. Reads only; `apply` writes. */
export async function planRoster(
  trx: Database,
  snapshot: RosterSnapshot,
  by: { owners: Owners; limit: RemovalLimit },
): Promise<Plan> {
  const { owners } = by;
  const { source, realm } = snapshot;
  const complete = snapshot.kind === 'departments' && snapshot.extent === undefined;
  const telling = { from: { source, realm }, people: snapshot.people, complete };
  const people = await owners.people.diff(trx, telling);
  const rest =
    snapshot.kind === 'course'
      ? await planCourse(trx, snapshot, { owners, people })
      : await planDepartments(trx, snapshot, { owners, people });
  const names = (await owners.people.findMany(rest.leaving.slice(0, reportLimit), trx)).map(
    ({ displayName }) => displayName,
  );
  return {
    counts: { people: countPeople(people), ...rest.counts },
    report: makeReport(snapshot, people, { names, total: rest.leaving.length }),
    isLarge: isLargeRemoval(rest.leaving.length, rest.before, by.limit),
    apply: async () => {
      await owners.people.apply(trx, people);
      await rest.apply();
    },
  };
}

interface Part {
  counts: Counts;
  /** People who would no longer be in the scope. */
  leaving: string[];
  /** How many were in it before. */
  before: number;
  apply: () => Promise<void>;
}

type Context = { owners: Owners; people: PeopleDiff };

async function planCourse(trx: Database, snapshot: CourseSnapshot, at: Context): Promise<Part> {
  const diff = await at.owners.courses.diff(trx, {
    from: { source: snapshot.source, realm: snapshot.realm },
    course: snapshot.course,
    groups: snapshot.groups,
    members: snapshot.memberships.flatMap((line) => {
      const personId = at.people.personIds.get(line.personExternalId);
      const groups = line.groupExternalIds && [...line.groupExternalIds].sort();
      return personId === undefined ? [] : [{ personId, role: line.role, groups }];
    }),
    complete: true,
  });
  return {
    counts: countCourse(diff),
    leaving: diff.memberships.removed.map(({ personId }) => personId),
    before: diff.memberships.before,
    apply: () => at.owners.courses.apply(trx, diff),
  };
}

async function planDepartments(
  trx: Database,
  snapshot: DepartmentsSnapshot,
  at: Context,
): Promise<Part> {
  const diff = await at.owners.departments.diff(trx, {
    source: snapshot.source,
    departments: snapshot.departments,
    members: snapshot.memberships.flatMap((line) => {
      const personId = at.people.personIds.get(line.personExternalId);
      return personId === undefined
        ? []
        : [{ personId, departmentExternalId: line.departmentExternalId }];
    }),
    ...(snapshot.extent === undefined ? {} : { about: [...at.people.personIds.values()] }),
  });
  return {
    counts: countDepartments(diff),
    leaving: leavers(diff, at.people),
    before: at.people.removed.length + at.people.changed.length + at.people.unchanged.length,
    apply: () => at.owners.departments.apply(trx, snapshot.source, diff),
  };
}

/** Those whom the directory no longer lists, and those who lose their department and get no other. */
function leavers(diff: DepartmentsDiff, people: PeopleDiff): string[] {
  const placed = new Set(
    [...diff.members.added, ...diff.members.returned].map(({ personId }) => personId),
  );
  const unplaced = diff.members.removed.filter(({ personId }) => !placed.has(personId));
  return [...new Set([...people.removed, ...unplaced].map(({ personId }) => personId))];
}

const countPeople = (diff: PeopleDiff) => ({
  added: diff.created.length + diff.attached.length,
  changed: diff.changed.length,
  removed: diff.removed.length,
  unchanged: diff.unchanged.length,
});

const countCourse = (diff: CourseDiff): Counts => ({
  courses: {
    added: diff.before ? 0 : 1,
    changed: diff.fields.length > 0 ? 1 : 0,
    removed: 0,
    unchanged: diff.before && diff.fields.length === 0 ? 1 : 0,
  },
  groups: {
    added: diff.newGroups.length,
    changed: diff.renamedGroups.length,
    removed: 0,
    unchanged: 0,
  },
  memberships: {
    added: diff.memberships.added.length,
    changed: diff.memberships.changed.length,
    removed: diff.memberships.removed.length,
    unchanged: diff.memberships.unchanged.length,
  },
});

const countDepartments = (diff: DepartmentsDiff): Counts => ({
  departments: {
    added: diff.added.length,
    changed: diff.changed.length,
    removed: diff.removed.length,
    unchanged: diff.unchanged,
  },
  memberships: {
    added: diff.members.added.length,
    changed: diff.members.returned.length,
    removed: diff.members.removed.length,
    unchanged: diff.members.unchanged,
  },
});

function makeReport(
  snapshot: RosterSnapshot,
  people: PeopleDiff,
  removed: { names: string[]; total: number },
): Report {
  const conflicts = people.conflicts.map((conflict) => ({
    where: conflict.externalId,
    reason: `${conflict.key}: ${conflict.reason}`,
    candidates: conflict.candidates,
  }));
  return {
    problems: snapshot.problems.slice(0, reportLimit),
    conflicts: conflicts.slice(0, reportLimit),
    removed: removed.names,
    totals: {
      problems: snapshot.problems.length,
      conflicts: conflicts.length,
      removed: removed.total,
    },
  };
}
