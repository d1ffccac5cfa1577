import type { Courses } from '../directory/courses/index.ts';
import type { Hosting } from './admission/index.ts';
import type { MeetingRepository } from './repository.ts';

interface InvitedDeps {
  meetings: Pick<MeetingRepository, 'find'>;
  courses: Pick<Courses, 'allMembers'>;
  hosting: Pick<Hosting, 'guestList'>;
}

/** Everybody whom a meeting is for: members of its course or group, invited people and departments. */
export const invitedReader =
  ({ meetings, courses, hosting }: InvitedDeps) =>
  async (meetingId: string): Promise<string[]> => {
    const meeting = await meetings.find(meetingId);
    const { invitedIds } = await hosting.guestList(meetingId);
    if (!meeting || meeting.courseId === null) return invitedIds;
    const { groupId } = meeting;
    const members = await courses.allMembers(meeting.courseId);
    const own = members.filter(({ groupIds }) => groupId === null || groupIds.includes(groupId));
    return [...new Set([...invitedIds, ...own.map(({ personId }) => personId)])];
  };
