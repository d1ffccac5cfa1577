import type { MeetingReader } from '../features/calls/index.ts';
import type { Hosting } from '../features/meetings/admission/index.ts';
import {
  createDesertion,
  type createMeetingRepository,
  type createOccupantRepository,
  type createSeatRepository,
} from '../features/meetings/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Registry } from './registry.ts';

interface Parts {
  meetings: { get: MeetingReader['get'] };
  repository: Pick<ReturnType<typeof createMeetingRepository>, 'find' | 'runningAmong'>;
  occupants: ReturnType<typeof createOccupantRepository>;
  seats: ReturnType<typeof createSeatRepository>;
  clock: Clock;
  courses: Registry['courses'];
  doors: Pick<Hosting, 'guestList'>;
}

/** Meetings as calls see them. */
export const callMeetings = (parts: Parts): MeetingReader => ({
  get: parts.meetings.get,
  presentIds: parts.occupants.presentIds,
  whereabouts: parts.occupants.whereabouts,
  deserted: createDesertion(parts),
  running: parts.repository.runningAmong,
  invitedIds: async (meetingId) => {
    const meeting = await parts.repository.find(meetingId);
    const { invitedIds } = await parts.doors.guestList(meetingId);
    if (!meeting || meeting.courseId === null) return invitedIds;
    const { groupId } = meeting;
    const members = await parts.courses.allMembers(meeting.courseId);
    const own = members.filter(({ groupIds }) => groupId === null || groupIds.includes(groupId));
    return [...new Set([...invitedIds, ...own.map(({ personId }) => personId)])];
  },
  bounds: parts.doors.guestList,
});
