import type { Capability, CourseFacts, CourseRole, GroupFacts } from '../courses/index.ts';
import type { DepartmentFacts } from '../departments/index.ts';
import type { PersonFacts } from '../people/index.ts';

/** Something in a source's answer that could not be used, or that looks wrong. The run goes on. */
export interface Problem {
  /** What it is about: an account id, a DN, `course 7`. */
  where: string;
  field: string | null;
  /** A sentence for the administrator. */
  reason: string;
  /** The unit that it is in, by its id at the source, where that is known. */
  unit?: string;
  /** It is so in all of the source, not only here: told once in a round. */
  isOfSource?: true;
}

interface SnapshotBase {
  /** The source key of the records, `<kind>:<which>`. */
  source: string;
  /** Whose ids the account (and course) ids are: issuer, wwwroot or directory. */
  realm: string;
  people: PersonFacts[];
  problems: Problem[];
}

/** Everybody in one course, as one source lists them. */
export interface CourseSnapshot extends SnapshotBase {
  kind: 'course';
  course: CourseFacts;
  groups: GroupFacts[];
  memberships: {
    personExternalId: string;
    role: CourseRole;
    /** Null when the source says nothing of groups. */
    groupExternalIds: string[] | null;
    /** What the source grants beside the role; left out when it says nothing of capabilities. */
    capabilities?: Capability[];
  }[];
  /** The source had this course, and says for certain that it is no more. */
  retired?: boolean;
}

/** Everybody in a directory, its units, and who is in which. */
export interface DepartmentsSnapshot extends SnapshotBase {
  kind: 'departments';
  departments: DepartmentFacts[];
  memberships: { personExternalId: string; departmentExternalId: string }[];
  /**
   * How much of the directory this is; all of it unless told. Of a `part` (something could not be read)
   * and of `changes` (what changed since a cursor) nobody is gone for not being there.
   */
  extent?: 'part' | 'changes';
  /** Where a run of changes can go on from once this was applied; null or absent where it cannot. */
  cursor?: string | null;
}

/** A telling of a source: nothing is left out of it but what stands in `problems`, and what `extent` says. */
export type RosterSnapshot = CourseSnapshot | DepartmentsSnapshot;

/** Whether a telling is of what changed only. */
export const isOfChanges = (
  snapshot: RosterSnapshot,
): snapshot is DepartmentsSnapshot & { extent: 'changes' } =>
  snapshot.kind === 'departments' && snapshot.extent === 'changes';
