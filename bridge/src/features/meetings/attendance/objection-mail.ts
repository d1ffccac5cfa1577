import type { Database } from '../../../kernel/database.ts';
import { whenIn } from '../../notifications/outbox/index.ts';
import { sees, type CourseMeeting } from './access.ts';
import type { AttendanceDeps } from './ports.ts';
import { isExpected } from './reading.ts';

type MailDeps = Pick<
  AttendanceDeps,
  'clock' | 'courses' | 'people' | 'notifyByMail' | 'publicUrl' | 'campusZone'
>;

/** Tells of objections to attendance: hosts of a new one, its student of the answer. */
export function createObjectionMail(deps: MailDeps) {
  const { clock, courses, people, notifyByMail, publicUrl, campusZone } = deps;
  const about = ({ courseId, title, startedAt, endedAt }: CourseMeeting) => ({
    title,
    link: `${publicUrl}/course/${courseId}/attendance`,
    when: (language: Parameters<typeof whenIn>[0]): string => {
      return whenIn(language, campusZone, { startsAt: startedAt ?? 0, endsAt: endedAt });
    },
  });

  /** Those of the course's hosts who see the meeting's attendance. */
  const hostsOf = async ({ courseId, groupId }: CourseMeeting): Promise<string[]> => {
    const staff = (await courses.allMembers(courseId)).filter(({ role }) => !isExpected(role));
    const hosts = await Promise.all(
      staff.map(async ({ personId }) => {
        const membership = await courses.membership(courseId, personId);
        return membership && sees(membership, groupId) ? [personId] : [];
      }),
    );
    return hosts.flat();
  };

  return {
    hostsOf,
    /** Nothing that the student wrote is in it; of a course once a day, however many object. */
    made: async (
      trx: Database,
      meeting: CourseMeeting,
      hosts: readonly string[],
    ): Promise<void> => {
      const { title, link, when } = about(meeting);
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      await notifyByMail(trx, {
        notification: 'objection-made',
        to: await people.addressees(trx, hosts),
        valuesIn: ({ displayName: name }, language) => ({
          name,
          title,
          link,
          when: when(language),
        }),
        onceKey: `${meeting.courseId}:${day}`,
      });
    },
    answered: async (
      trx: Database,
      meeting: CourseMeeting,
      { objectionId, personId, message }: Record<'objectionId' | 'personId' | 'message', string>,
    ): Promise<void> => {
      const { title, link, when } = about(meeting);
      await notifyByMail(trx, {
        notification: 'objection-answered',
        to: await people.addressees(trx, [personId]),
        valuesIn: ({ displayName: name }, language) => ({
          name,
          title,
          link,
          message,
          when: when(language),
        }),
        onceKey: objectionId,
      });
    },
  };
}
