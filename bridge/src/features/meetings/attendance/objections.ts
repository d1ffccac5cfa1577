import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import type { Access } from './access.ts';
import type { Changes } from './changes.ts';
import type { CorrectedStatus } from './contract.ts';
import { createObjectionMail } from './objection-mail.ts';
import { addObjection, answer, countObjections, findObjection } from './objections-repository.ts';
import type { AttendanceDeps } from './ports.ts';
import { isExpected } from './reading.ts';

/** So often somebody may object to one meeting: after that it is between people. */
const mostObjections = 5;

/** What students object to, and how teachers answer. */
export function createObjections(deps: AttendanceDeps & { access: Access; changes: Changes }) {
  const { db, clock, audit, access, changes } = deps;
  const mail = createObjectionMail(deps);
  return {
    /** @throws Failure meeting/not-ended, attendance/objection-open, attendance/too-many-objections */
    object: async (meetingId: string, personId: string, note: string): Promise<void> => {
      const { meeting, membership } = await access.studentOf(meetingId, personId);
      if (!isExpected(membership.role)) throw new Failure('meeting/not-allowed');
      if (meeting.endedAt === null) throw new Failure('attendance/not-over');
      if ((await countObjections(db, meetingId, personId)) >= mostObjections) {
        throw new Failure('attendance/too-many-objections');
      }
      const made = { id: newId(), meetingId, personId, note, madeAt: clock.now() };
      const hosts = await mail.hostsOf(meeting);
      await inTransaction(db, async (trx) => {
        if (!(await addObjection(trx, made))) throw new Failure('attendance/objection-open');
        await mail.made(trx, meeting, hosts);
      });
    },

    /** Refuses, or corrects what it is about: both at once or nothing. @throws Failure attendance/answered … */
    answer: async (
      { meetingId, objectionId, by }: { meetingId: string; objectionId: string; by: string },
      given: { status: CorrectedStatus | null; answer: string },
    ): Promise<void> => {
      const meeting = await access.hostOf(meetingId, by);
      const { status, answer: words } = given;
      const state = status === null ? 'refused' : 'accepted';
      await inTransaction(db, async (trx) => {
        const found = await findObjection(trx, meetingId, objectionId);
        if (!found) throw new Failure('attendance/not-found');
        const answered = { state, answer: words, by, now: clock.now() } as const;
        if (!(await answer(trx, objectionId, answered))) throw new Failure('attendance/answered');
        if (status !== null) {
          const personIds = [found.personId];
          await changes.correctIn(trx, meeting, { personIds, status, reason: words, by });
        }
        const { personId } = found;
        await mail.answered(trx, meeting, { objectionId, personId, message: words });
        const [person] = await deps.people.findMany([found.personId], trx);
        await audit.record(trx, {
          actorId: by,
          action: 'attendance.answer',
          subject: { kind: 'person', id: found.personId, name: person?.displayName ?? '' },
          scopeDepartmentId: null,
          before: null,
          after: { meeting: meeting.title, state, status, answer: words },
        });
      });
      changes.changed(meeting.courseId);
    },
  };
}
