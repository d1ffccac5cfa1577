import { Failure } from '../../kernel/failure.ts';
import type { Meeting } from './meeting.ts';
import type { AdmissionService } from './ports.ts';
import type { MeetingRepository } from './repository.ts';

interface MeetingRolesDeps {
  meetings: MeetingRepository;
  admissionService: AdmissionService;
}

/** Who is what to a meeting: asked before everything that is done to it. */
export function createMeetingRoles({ meetings, admissionService }: MeetingRolesDeps) {
  return {
    of: admissionService.roleIn,
    /** @throws Failure meeting/not-allowed */
    require: async (meeting: Meeting, personId: string): Promise<'host' | 'member'> => {
      const role = await admissionService.roleIn(meeting, personId);
      if (!role) throw new Failure('meeting/not-allowed');
      return role;
    },
    /** @throws Failure meeting/not-found, meeting/not-allowed, meeting/not-host */
    requireHost: async (meetingId: string, personId: string): Promise<Meeting> => {
      const meeting = await meetings.find(meetingId);
      if (!meeting) throw new Failure('meeting/not-found');
      const role = await admissionService.roleIn(meeting, personId);
      if (!role) throw new Failure('meeting/not-allowed');
      if (role !== 'host') throw new Failure('meeting/not-host');
      return meeting;
    },
  };
}
