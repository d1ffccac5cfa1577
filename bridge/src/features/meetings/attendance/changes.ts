import { Failure } from '../../../kernel/failure.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import type { Access, CourseMeeting } from './access.ts';
import type { AttendanceRule, CorrectedStatus } from './contract.ts';
import { addCorrections, takeBack } from './corrections-repository.ts';
import type { AttendanceDeps } from './ports.ts';
import { keptMeetings, ruleOf, saveCounts, saveRule } from './repository.ts';
import { studentsFor, isExpected } from './reading.ts';

/** What a teacher says in place of what was computed. */
export interface NewCorrection {
  personIds: readonly string[];
  status: CorrectedStatus;
  reason: string;
}

export type Changes = ReturnType<typeof createChanges>;

/** What teachers change: rules, which meetings count, corrections. Each is in the audit, in the same transaction. */
export function createChanges(deps: AttendanceDeps & { access: Access }) {
  const { db, clock, audit, events, access, courses } = deps;

  /** Corrects within a transaction of the caller's; answers the corrections' ids. */
  async function correctIn(
    trx: Database,
    meeting: CourseMeeting,
    { personIds, status, reason, by }: NewCorrection & { by: string },
  ): Promise<string[]> {
    const people = await deps.people.findMany([...personIds], trx);
    const made = people.map(({ id: personId }) => ({
      id: newId(),
      meetingId: meeting.id,
      personId,
      status,
      reason,
      madeBy: by,
      madeAt: clock.now(),
    }));
    await addCorrections(trx, made);
    await audit.recordAll(
      trx,
      people.map(({ id, displayName: name }) => ({
        actorId: by,
        action: 'attendance.correct',
        subject: { kind: 'person', id, name },
        scopeDepartmentId: null,
        before: null,
        after: { meeting: meeting.title, status, reason },
      })),
    );
    return made.map(({ id }) => id);
  }

  const changed = (courseId: string): void => events.emit('attendance.changed', { courseId });

  return {
    correctIn,
    changed,
    /** @throws Failure course/not-a-member for somebody of another course. */
    correct: async (meetingId: string, by: string, wanted: NewCorrection): Promise<string[]> => {
      const meeting = await access.hostOf(meetingId, by);
      const members = await courses.allMembers(meeting.courseId);
      const students = members.filter(({ role }) => isExpected(role));
      const expected = new Set(studentsFor(meeting, students).map(({ personId }) => personId));
      const personIds = [...new Set(wanted.personIds)];
      if (personIds.some((id) => !expected.has(id))) throw new Failure('course/not-a-member');
      const ids = await inTransaction(db, (trx) =>
        correctIn(trx, meeting, { ...wanted, personIds, by }),
      );
      changed(meeting.courseId);
      return ids;
    },

    /** Takes corrections back. @throws Failure attendance/not-found where none of them stands */
    undo: async (meetingId: string, by: string, ids: readonly string[]): Promise<void> => {
      const meeting = await access.hostOf(meetingId, by);
      await inTransaction(db, async (trx) => {
        const undone = await takeBack(trx, { meetingId, ids }, { personId: by, now: clock.now() });
        if (undone.length === 0) throw new Failure('attendance/not-found');
        const who = undone.map(({ personId }) => personId);
        const names = new Map(
          (await deps.people.findMany(who, trx)).map(({ id, displayName }) => [id, displayName]),
        );
        await audit.recordAll(
          trx,
          undone.map(({ personId: id, status, reason }) => ({
            actorId: by,
            action: 'attendance.undo',
            subject: { kind: 'person', id, name: names.get(id) ?? '' },
            scopeDepartmentId: null,
            before: { meeting: meeting.title, status, reason },
            after: null,
          })),
        );
      });
      changed(meeting.courseId);
    },

    setRule: async (courseId: string, by: string, rule: AttendanceRule): Promise<void> => {
      const course = await access.host(courseId, by);
      await inTransaction(db, async (trx) => {
        const before = await ruleOf(trx, courseId);
        await saveRule(trx, courseId, { rule, now: clock.now() });
        await audit.record(trx, {
          actorId: by,
          action: 'attendance.rule',
          subject: { kind: 'course', id: courseId, name: course.title },
          scopeDepartmentId: null,
          before,
          after: rule,
        });
      });
      changed(courseId);
    },

    /** Says whether a meeting counts in the term. */
    setCounts: async (meetingId: string, by: string, counts: boolean): Promise<void> => {
      const meeting = await access.hostOf(meetingId, by);
      await inTransaction(db, async (trx) => {
        const known = (await keptMeetings(trx, [meetingId])).get(meetingId);
        const plannedEnd = known ? known.plannedEnd : await deps.meetings.plannedEnd(meeting);
        await saveCounts(trx, meetingId, { plannedEnd, counts });
        await audit.record(trx, {
          actorId: by,
          action: 'attendance.counts',
          subject: { kind: 'meeting', id: meetingId, name: meeting.title },
          scopeDepartmentId: null,
          before: null,
          after: { counts },
        });
      });
      changed(meeting.courseId);
    },
  };
}
