import type { Meeting } from '../meeting.ts';
import type { Access } from './access.ts';
import type { CourseAttendance, MyAttendance, PersonRecord } from './contract.ts';
import type { AttendanceDeps } from './ports.ts';
import { readFacts, studentsFor, type CourseFacts, type Student } from './reading.ts';
import type { Roster } from './roster.ts';
import { sumsOf, type Sums } from './term.ts';
import { cellOf, recordFor, shownObjection, timedMeeting, writersOf, type Names } from './view.ts';

type ReportDeps = AttendanceDeps & { access: Access; roster: Roster };

/** From when on, and before when, meetings began. */
export interface Term {
  from?: number | undefined;
  to?: number | undefined;
  /** Of which meetings; all of them unless told. */
  counts?: ((meeting: Meeting) => boolean) | undefined;
  /** Only meetings of these groups, and their students; null, and unless told: of the whole course. */
  groupIds?: readonly string[] | null;
}

interface CourseName {
  id: string;
  title: string;
}

async function readTerm(deps: ReportDeps, courseId: string, term: Term) {
  const { from = 0, to = Infinity, counts = () => true, groupIds = null } = term;
  const isOf = (group: string | null): boolean =>
    groupIds === null || (group !== null && groupIds.includes(group));
  const { students } = await deps.roster.of(courseId);
  const meetings = (await deps.access.heldIn(courseId)).filter(
    (one) =>
      (one.startedAt ?? 0) >= from && (one.startedAt ?? 0) < to && counts(one) && isOf(one.groupId),
  );
  return {
    students: students.filter((one) => groupIds === null || one.groupIds.some(isOf)),
    // Of everybody: whether a meeting counts goes by all who came.
    facts: await readFacts(deps, { courseId, meetings, students }),
  };
}

/** All meetings of a course that are over, or those of some groups, person by person. */
export async function termReport(
  deps: ReportDeps,
  { id, title }: CourseName,
  term: Term,
): Promise<CourseAttendance> {
  const { students, facts } = await readTerm(deps, id, term);
  const people = await deps.roster.people(students.map(({ personId }) => personId));
  const numbers = new Map(people.map((one) => [one.id, one.campusNumber]));
  const names = new Map(students.map((one) => [one.personId, one.displayName]));
  const groups = await deps.roster.groups(id);
  return {
    title,
    rule: facts.rule,
    meetings: facts.held.map((held) => timedMeeting(held, groups)),
    people: students.map((student) => {
      const records = recordsOf(facts, student, names);
      return {
        personId: student.personId,
        displayName: student.displayName,
        campusNumber: numbers.get(student.personId) ?? null,
        cells: records.map((record) => record && shownCell(record)),
        sums: sumsOf(countedCells(facts, records)),
      };
    }),
    objections: openObjections(facts, names),
  };
}

/** Of each student of a course what the term comes to: what grades are made of. */
export async function termSums(
  deps: ReportDeps,
  courseId: string,
  term: Term,
): Promise<Map<string, Sums>> {
  const { students, facts } = await readTerm(deps, courseId, term);
  return new Map(
    students.map((student) => {
      const records = recordsOf(facts, student, new Map());
      return [student.personId, sumsOf(countedCells(facts, records))] as const;
    }),
  );
}

/** Somebody's own attendance of a course; nothing for those who are not meant to come. */
export async function ownReport(
  deps: ReportDeps,
  { id, title }: CourseName,
  personId: string,
): Promise<MyAttendance> {
  const own = await deps.roster.ownStudent(id, personId);
  const meetings = (await deps.access.heldIn(id)).filter(
    (meeting) => studentsFor(meeting, own).length > 0,
  );
  const studentIds = deps.roster.studentIds(id);
  const facts = await readFacts(deps, { courseId: id, meetings, studentIds, personId });
  const names = await deps.roster.names(writersOf(facts));
  const groups = await deps.roster.groups(id);
  const all = facts.held.map((held) => ({
    meeting: timedMeeting(held, groups),
    record: recordFor(facts, held, { personId, names }),
  }));
  const records = all.map(({ record }) => record);
  return {
    title,
    rule: facts.rule,
    meetings: all.toReversed(),
    sums: sumsOf(countedCells(facts, records)),
  };
}

/** By the order of the meetings; null: was not for this student. */
const recordsOf = (facts: CourseFacts, student: Student, names: Names): (PersonRecord | null)[] =>
  facts.held.map((held) =>
    studentsFor(held.meeting, [student]).length === 0
      ? null
      : recordFor(facts, held, { personId: student.personId, names }),
  );

/** The cells that count in the term. @param records by the order of the meetings */
const countedCells = ({ held }: CourseFacts, records: readonly (PersonRecord | null)[]) =>
  records.flatMap((record, at) => (record && held[at]?.counts === true ? [cellOf(record)] : []));

const shownCell = (record: PersonRecord) => {
  const { isLate, isEarly, correction } = record;
  return { ...cellOf(record), isLate, isEarly, isCorrected: correction !== null };
};

/** What nobody has answered yet, the oldest first. */
function openObjections(facts: CourseFacts, names: Names): CourseAttendance['objections'] {
  const open = facts.objections.filter(({ state }) => state === 'open').toReversed();
  return open.flatMap((one) => {
    const { meetingId, personId } = one;
    const held = facts.held.find(({ meeting }) => meeting.id === meetingId);
    const displayName = names.get(personId);
    if (!held || displayName === undefined) return [];
    const { computed } = recordFor(facts, held, { personId, names });
    return [{ ...shownObjection(one, names), meetingId, personId, displayName, computed }];
  });
}
