import type { CourseFacts, CourseRole, GroupFacts } from '../courses/index.ts';
import type { DepartmentFacts } from '../departments/index.ts';
import type { PersonFacts } from '../people/index.ts';

/** Something in a source's answer that could not be used, or that looks wrong. The run goes on. */
export interface Problem {
  /** What it is about: an account id, a DN, `course 7`. */
  where: string;
  field: string | null;
  /** A sentence for the administrator. */
  reason: string;
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
  }[];
}

/** Everybody in a directory, its units, and who is in which. */
export interface DepartmentsSnapshot extends SnapshotBase {
  kind: 'departments';
  departments: DepartmentFacts[];
  memberships: { personExternalId: string; departmentExternalId: string }[];
}

/** A whole telling of a source: nothing is left out of it but what stands in `problems`. */
export type RosterSnapshot = CourseSnapshot | DepartmentsSnapshot;
