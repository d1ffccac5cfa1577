import { kindOf } from '../people/index.ts';
import type { Capability } from './contract.ts';
import { strongestRole, type CourseRole } from './course.ts';
import { launchVouchesMs, type MembershipRecord } from './membership.ts';

/** One line of a source's list of a course. */
export interface MemberFacts {
  personId: string;
  role: CourseRole;
  /** The source's group ids; null when it says nothing of groups. */
  groups: string[] | null;
  /** What the source grants beside the role; null when it says nothing of capabilities. */
  capabilities?: Capability[] | null;
}

/** What a source's present list would change about who is in a course. */
export interface MembershipDiff {
  added: MemberFacts[];
  /** `fields` of `role`, `groups` and `status` (a member who is back). */
  changed: { before: MembershipRecord; after: MemberFacts; fields: string[] }[];
  removed: MembershipRecord[];
  unchanged: MembershipRecord[];
  /** How many people were in the course before, to tell how large a removal is. */
  before: number;
}

/** What the diff is made from. */
export interface CourseNow {
  source: string;
  members: readonly MemberFacts[];
  /** Every source's records of this course. */
  records: readonly MembershipRecord[];
  /** True when `members` is the whole list, so that others have left. */
  complete: boolean;
  /** True when the course is no more. */
  retired?: boolean;
  now: number;
}

/** Compares a source's list of a course with what it said before. Pure. */
export function diffMemberships(course: CourseNow): MembershipDiff {
  const own = course.records.filter(({ source }) => source === course.source);
  const before = new Map(own.map((record) => [record.personId, record]));
  const members = mergeRepeated(course.members);
  const diff: MembershipDiff = {
    added: [],
    changed: [],
    removed: [],
    unchanged: [],
    before: countActive(course.records),
  };
  for (const after of members.values()) {
    const record = before.get(after.personId);
    const fields = record ? differences(record, after) : [];
    if (!record) diff.added.push(after);
    else if (fields.length > 0) diff.changed.push({ before: record, after, fields });
    else diff.unchanged.push(record);
  }
  if (course.complete) {
    const absent = (record: MembershipRecord) =>
      record.status === 'active' && !members.has(record.personId);
    const others = [...staleLaunches(course), ...overruled(course)];
    diff.removed = (course.retired ? course.records : [...own, ...others]).filter(absent);
  }
  return diff;
}

const countActive = (records: readonly MembershipRecord[]): number =>
  new Set(records.filter(({ status }) => status === 'active').map(({ personId }) => personId)).size;

/** A person with two accounts in a course is one member, with the stronger role and all groups. */
function mergeRepeated(members: readonly MemberFacts[]): Map<string, MemberFacts> {
  const merged = new Map<string, MemberFacts>();
  for (const member of members) {
    const other = merged.get(member.personId);
    const groups =
      other?.groups || member.groups
        ? [...new Set([...(other?.groups ?? []), ...(member.groups ?? [])])].sort()
        : null;
    const role = other ? strongestRole([other.role, member.role]) : member.role;
    const capabilities = other ? bothCapabilities(other, member) : (member.capabilities ?? null);
    merged.set(member.personId, { personId: member.personId, role, groups, capabilities });
  }
  return merged;
}

/** What either account was granted; an account of which nothing is said has all by its role. */
function bothCapabilities(
  { capabilities: one }: MemberFacts,
  { capabilities: other }: MemberFacts,
): Capability[] | null {
  return one && other ? [...new Set([...one, ...other])].sort() : null;
}

function differences(record: MembershipRecord, after: MemberFacts): string[] {
  const fields: string[] = [];
  if (record.status !== 'active') fields.push('status');
  if (record.role !== after.role) fields.push('role');
  if (JSON.stringify(record.groups) !== JSON.stringify(after.groups)) fields.push('groups');
  if (JSON.stringify(record.capabilities) !== JSON.stringify(after.capabilities ?? null))
    fields.push('capabilities');
  return fields;
}

/** What NRPS says of a course that web services cover: they know better (accounts that are suspended, for one). */
const overruled = (course: CourseNow): MembershipRecord[] =>
  kindOf(course.source) === 'moodle'
    ? course.records.filter(({ source }) => kindOf(source) === 'nrps')
    : [];

/** Launches of people whom no list ever named, and which no longer vouch for them. */
function staleLaunches(course: CourseNow): MembershipRecord[] {
  const listed = new Set(
    course.records.filter(({ source }) => kindOf(source) !== 'lti').map(({ personId }) => personId),
  );
  return course.records.filter(
    (record) =>
      kindOf(record.source) === 'lti' &&
      record.source !== course.source &&
      !listed.has(record.personId) &&
      record.seenAt < course.now - launchVouchesMs,
  );
}
