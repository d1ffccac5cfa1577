import type { CourseRole } from '../../directory/courses/index.ts';
import type { Subquery } from '../../../kernel/database.ts';
import type { Meeting } from '../meeting.ts';
import { brokenAmong, visitedAmong } from './connections-repository.ts';
import { correctionsOf, partKey, type Correction } from './corrections-repository.ts';
import { frameOf } from './frame.ts';
import { objectionsOf, type KeptObjection } from './objections-repository.ts';
import type { AttendanceDeps } from './ports.ts';
import type { AttendanceRule } from './contract.ts';
import type { Frame } from './record.ts';
import { keptMeetings, ruleOf } from './repository.ts';
import { connectionsOf } from './stays-repository.ts';
import type { Connection } from './stays.ts';

/** Somebody who is meant to come. */
export interface Student {
  personId: string;
  groupIds: readonly string[];
}

/** One meeting with what is known of who was there. */
export interface Held {
  meeting: Meeting;
  frame: Frame;
  /** Whether it counts in the term. */
  counts: boolean;
  byPerson: ReadonlyMap<string, readonly Connection[]>;
}

/** All that attendance of a course is made of. */
export interface CourseFacts {
  rule: AttendanceRule;
  held: Held[];
  /** What counts of them, by `partKey`. */
  corrections: ReadonlyMap<string, Correction>;
  /** The latest first. */
  objections: readonly KeptObjection[];
  /** The same, by `partKey`. */
  objectionsOfPart: ReadonlyMap<string, readonly KeptObjection[]>;
}

/** Of which meetings of a course, and of whom: of everybody, or of one person alone. */
export type Wanted = { courseId: string; meetings: readonly Meeting[] } & (
  { students: readonly Student[] } | { personId: string; studentIds: Subquery }
);

type ReadingDeps = Pick<AttendanceDeps, 'db' | 'clock' | 'meetings'>;

/** Reads what is known of meetings of a course. */
export async function readFacts(deps: ReadingDeps, wanted: Wanted): Promise<CourseFacts> {
  const { db, clock, meetings } = deps;
  const ids = wanted.meetings.map(({ id }) => id);
  const kept = await keptMeetings(db, ids);
  const found = await connectionsWanted(deps, ids, wanted);
  const held: Held[] = [];
  for (const meeting of wanted.meetings) {
    const known = kept.get(meeting.id);
    const plannedEnd = known ? known.plannedEnd : await meetings.plannedEnd(meeting);
    const all = untilEnd(found.everybody.get(meeting.id) ?? [], meeting);
    held.push({
      meeting,
      frame: frameOf(meeting, { plannedEnd, now: clock.now() }, all),
      counts: known?.counts ?? found.visited.has(meeting.id),
      byPerson: Map.groupBy(
        untilEnd(found.wanted.get(meeting.id) ?? [], meeting),
        (one) => one.personId,
      ),
    });
  }
  const objections = await objectionsOf(db, ids);
  return {
    rule: await ruleOf(db, wanted.courseId),
    held,
    corrections: await correctionsOf(db, ids),
    objections,
    objectionsOfPart: Map.groupBy(objections, (one) => partKey(one.meetingId, one.personId)),
  };
}

/** Nobody is in a meeting that has ended: whoever is shown out a moment later was there until then. */
const untilEnd = (all: readonly Connection[], { endedAt }: Meeting): readonly Connection[] =>
  endedAt === null
    ? all
    : all
        .filter(({ from }) => from < endedAt)
        .map((one) => ({ ...one, to: Math.min(one.to ?? endedAt, endedAt) }));

/** A meeting that nobody of the roster came to counts only where a teacher says so: it may be a room opened in vain. */
async function connectionsWanted({ db }: ReadingDeps, ids: readonly string[], wanted: Wanted) {
  if ('students' in wanted) {
    const all = await connectionsOf(db, ids);
    const expected = new Set(wanted.students.map(({ personId }) => personId));
    const visited = [...all].filter(([, some]) => some.some((one) => expected.has(one.personId)));
    return { everybody: all, wanted: all, visited: new Set(visited.map(([id]) => id)) };
  }
  return {
    // Where the conference server was broken is seen in everybody's connections.
    everybody: await connectionsOf(db, await brokenAmong(db, ids)),
    wanted: await connectionsOf(db, ids, wanted.personId),
    visited: await visitedAmong(db, ids, wanted.studentIds),
  };
}

/** Those for whom a meeting is. */
export const studentsFor = <S extends Student>(
  { groupId }: Pick<Meeting, 'groupId'>,
  students: readonly S[],
): S[] => students.filter(({ groupIds }) => groupId === null || groupIds.includes(groupId));

/** Whether a role of the roster is meant to come; those who may host and those who look in are not. */
export const isExpected = (role: CourseRole): boolean => role === expectedRole;
export const expectedRole = 'student' satisfies CourseRole;
