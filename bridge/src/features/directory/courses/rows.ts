import { capability, type Capability } from './contract.ts';
import type { Course, CourseRole } from './course.ts';
import type { MembershipRecord } from './membership.ts';

export interface CourseRow {
  id: string;
  realm: string;
  external_id: string;
  label: string | null;
  title: string;
  title_from: string;
  category: string | null;
  created_at: number;
  updated_at: number;
  retired_at: number | null;
}

export interface GroupRow {
  id: string;
  course_id: string;
  external_id: string;
  name: string;
}

export interface RecordRow {
  course_id: string;
  person_id: string;
  source: string;
  role: CourseRole;
  group_ids: string | null;
  capabilities: string | null;
  status: 'active' | 'removed';
  seen_at: number;
  changed_at: number;
}

/** `group_ids` holds the bridge's own ids. */
export interface MembershipRow {
  course_id: string;
  person_id: string;
  role: CourseRole;
  status: 'active' | 'removed';
  group_ids: string;
  /** Of those of whom the LMS says what is granted; null: all by the role. */
  capabilities: string | null;
  /** 1: let in by a launch, though the course's own list does not name them. */
  visiting: number;
  changed_at: number;
}

/** Retired or not: `retiredAt` says so. */
export const fromCourseRow = (row: CourseRow): Course => ({
  id: row.id,
  realm: row.realm,
  externalId: row.external_id,
  label: row.label,
  title: row.title,
  category: row.category,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  retiredAt: row.retired_at,
});

/** What one source says; what holds follows from all of them (`membership.ts`). */
export const fromRecordRow = (row: RecordRow): MembershipRecord => ({
  courseId: row.course_id,
  personId: row.person_id,
  source: row.source,
  role: row.role,
  groups: parseIds(row.group_ids),
  capabilities: parseCapabilities(row.capabilities),
  status: row.status,
  seenAt: row.seen_at,
  changedAt: row.changed_at,
});

/** Null stays null in groups and capabilities: the source says nothing of them, which is not the same as none. */
export const toRecordRow = (record: MembershipRecord): RecordRow => ({
  course_id: record.courseId,
  person_id: record.personId,
  source: record.source,
  role: record.role,
  group_ids: toJson(record.groups),
  capabilities: toJson(record.capabilities),
  status: record.status,
  seen_at: record.seenAt,
  changed_at: record.changedAt,
});

/** Null, for what is not known, stays null. */
export const toJson = (list: readonly string[] | null): string | null =>
  list === null ? null : JSON.stringify(list);

/** Grants that this version does not know are left out: it could not say what they allow. */
export const parseCapabilities = (json: string | null): Capability[] | null =>
  parseIds(json)?.filter((one): one is Capability => capability.safeParse(one).success) ?? null;

/** The other way round. @throws SyntaxError for a text that `toJson` did not write */
export const parseIds = (json: string | null): string[] | null =>
  json === null ? null : (JSON.parse(json) as string[]);
