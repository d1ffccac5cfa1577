import { Failure } from '../../../kernel/failure.ts';
import type { Membership } from '../../directory/courses/index.ts';
import { createMeetingRepository, type MeetingRepository } from '../repository.ts';
import type { Meeting } from '../meeting.ts';
import type { AttendanceDeps } from './ports.ts';
import { forgottenAmong } from './repository.ts';

/** A course's meeting that took place or goes on. */
export type CourseMeeting = Meeting & { courseId: string };

/** Whether somebody sees the attendance of meetings of a group, or of the whole course. */
export const sees = (
  { mayViewAttendance, hostsAllGroups, groupIds }: Membership,
  groupId: string | null,
): boolean =>
  mayViewAttendance && (hostsAllGroups || (groupId !== null && groupIds.includes(groupId)));

export type Access = ReturnType<typeof createAccess>;

/** Who may see whose attendance: hosts of the course all of it, unless its LMS says otherwise; its members their own. */
export function createAccess({ db, courses }: Pick<AttendanceDeps, 'db' | 'courses'>) {
  const repository: MeetingRepository = createMeetingRepository(db);

  /** @throws Failure meeting/not-found for one that is no course's, did not begin or is forgotten */
  const meeting = async (meetingId: string): Promise<CourseMeeting> => {
    const found = await repository.find(meetingId);
    const { courseId = null, startedAt = null } = found ?? {};
    if (!found || courseId === null || startedAt === null) throw new Failure('meeting/not-found');
    if ((await forgottenAmong(db, [meetingId])).has(meetingId)) {
      throw new Failure('meeting/not-found');
    }
    return { ...found, courseId };
  };

  const member = async (courseId: string, personId: string) => {
    const course = await courses.course(courseId);
    if (!course) throw new Failure('course/not-found');
    const membership = await courses.membership(courseId, personId);
    if (!membership) throw new Failure('course/not-a-member');
    return { course, membership };
  };

  /** The course, for who sees the attendance of all of it (`groupId` null), or of a group's meetings. */
  const viewer = async (courseId: string, groupId: string | null, personId: string) => {
    const { course, membership } = await member(courseId, personId);
    if (!membership.mayHost) throw new Failure('meeting/not-host');
    if (!sees(membership, groupId)) throw new Failure('attendance/not-allowed');
    return course;
  };
  const host = (courseId: string, personId: string) => viewer(courseId, null, personId);

  const termViewer = async (courseId: string, personId: string) => {
    const { course, membership } = await member(courseId, personId);
    if (!membership.mayHost) throw new Failure('meeting/not-host');
    if (!membership.mayViewAttendance) throw new Failure('attendance/not-allowed');
    return { course, groupIds: membership.hostsAllGroups ? null : membership.groupIds };
  };

  return {
    /** The course, for one of its members. @throws Failure course/not-found, course/not-a-member */
    member,
    /** The course, for one of its hosts. @throws Failure meeting/not-host, attendance/not-allowed besides */
    host,
    /** The course, for one of its hosts, and the groups whose meetings they see; null: all. @throws as `host` */
    termViewer,
    /** A meeting, for a host of its course. @throws Failure as above, and meeting/not-found */
    hostOf: async (meetingId: string, personId: string): Promise<CourseMeeting> => {
      const found = await meeting(meetingId);
      await viewer(found.courseId, found.groupId, personId);
      return found;
    },
    /** A meeting, for somebody of its course's roster. */
    studentOf: async (meetingId: string, personId: string) => {
      const found = await meeting(meetingId);
      const { membership } = await member(found.courseId, personId);
      const { groupId } = found;
      if (groupId !== null && !membership.groupIds.includes(groupId)) {
        throw new Failure('meeting/not-allowed');
      }
      return { meeting: found, membership };
    },
    /** All meetings of a course that are over, the oldest first; without those that are forgotten. */
    heldIn: async (courseId: string): Promise<Meeting[]> => {
      const all = await repository.heldIn(courseId);
      const forgotten = await forgottenAmong(
        db,
        all.map(({ id }) => id),
      );
      return all.filter(({ id }) => !forgotten.has(id));
    },
    /** How many of a course's meetings are forgotten. */
    forgottenIn: async (courseId: string): Promise<number> => {
      const all = await repository.heldIn(courseId);
      const ids = all.map(({ id }) => id);
      return (await forgottenAmong(db, ids)).size;
    },
  };
}
