import type { Database } from '../../../kernel/database.ts';
import type { CourseDiff } from '../courses/index.ts';
import type { PeopleDiff } from '../people/index.ts';
import type { Change } from './directory/change.ts';
import { planDepartments } from './directory/planning.ts';
import type { Owners, Part, Wrote } from './owners.ts';
import {
  countPeople,
  isLargeRemoval,
  reportLimit,
  type Count,
  type Counts,
  type RemovalLimit,
  type Report,
} from './run.ts';
import type { CourseSnapshot, RosterSnapshot } from './snapshot.ts';

/** What a staged snapshot would change, in all. */
export interface Plan {
  counts: Counts;
  report: Report;
  /** Every change by name, of a directory. */
  changes: Change[];
  /** True when so many would go that somebody has to confirm it. */
  isLarge: boolean;
  /** Does it, in the transaction in which the plan was made. */
  apply: (wrote: Wrote) => Promise<void>;
}

interface Planning {
  owners: Owners;
  limit: RemovalLimit;
  /** Ids of the outermost departments that a run over a directory goes over; null: everything. */
  units: readonly string[] | null;
}

/** Compares a staged snapshot with what is stored. Reads only; `apply` writes. */
export async function planRoster(
  trx: Database,
  snapshot: RosterSnapshot,
  by: Planning,
): Promise<Plan> {
  const { owners, units } = by;
  const { source, realm } = snapshot;
  const complete = snapshot.kind === 'departments' && snapshot.extent === undefined;
  const report = { from: { source, realm }, people: snapshot.people, complete };
  const people = await owners.people.diff(trx, report);
  const part =
    snapshot.kind === 'course'
      ? await planCourse(trx, snapshot, { owners, people })
      : await planDepartments(trx, snapshot, { owners, people, units });
  const names = (await owners.people.findMany(part.leaving.slice(0, reportLimit), trx)).map(
    ({ displayName }) => displayName,
  );
  return {
    counts: part.counts,
    report: makeReport(snapshot, people, { names, total: part.leaving.length }),
    changes: part.changes,
    // That a course was deleted is no accident in a list; many deleted at once are asked about as a round.
    isLarge: !isRetired(snapshot) && isLargeRemoval(part.leaving.length, part.before, by.limit),
    apply: part.apply,
  };
}

const isRetired = (snapshot: RosterSnapshot): boolean =>
  snapshot.kind === 'course' && snapshot.retired === true;

type Context = { owners: Owners; people: PeopleDiff };

async function planCourse(trx: Database, snapshot: CourseSnapshot, at: Context): Promise<Part> {
  const diff = await at.owners.courses.diff(trx, {
    from: { source: snapshot.source, realm: snapshot.realm },
    course: snapshot.course,
    groups: snapshot.groups,
    members: snapshot.memberships.flatMap((line) => {
      const personId = at.people.personIds.get(line.personExternalId);
      const groups = line.groupExternalIds && [...line.groupExternalIds].sort();
      const capabilities = line.capabilities ? [...line.capabilities].sort() : null;
      return personId === undefined ? [] : [{ personId, role: line.role, groups, capabilities }];
    }),
    complete: true,
    retired: isRetired(snapshot),
  });
  return {
    counts: { people: countPeople(at.people), ...countCourse(diff) },
    leaving: diff.memberships.removed.map(({ personId }) => personId),
    before: diff.memberships.before,
    changes: [],
    apply: async () => {
      await at.owners.people.apply(trx, at.people);
      await at.owners.courses.apply(trx, diff);
    },
  };
}

function countOfCourse({ before, fields, retired }: CourseDiff): Count {
  const was = (before?.retired_at ?? null) !== null;
  const kind = !before
    ? 'added'
    : retired && !was
      ? 'removed'
      : fields.length > 0 || retired !== was
        ? 'changed'
        : 'unchanged';
  return { added: 0, changed: 0, removed: 0, unchanged: 0, [kind]: 1 };
}

const countCourse = (diff: CourseDiff): Counts => ({
  courses: countOfCourse(diff),
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
