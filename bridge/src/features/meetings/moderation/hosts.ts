import { Failure } from '../../../kernel/failure.ts';
import type { Meeting } from '../meeting.ts';
import type { ModerationReader } from './ports.ts';

/** Who may do what: asked before everything that is done in a meeting. */
export function createHosts({ meetings, roleIn }: ModerationReader) {
  const find = async (meetingId: string): Promise<Meeting> => {
    const meeting = await meetings.find(meetingId);
    if (!meeting) throw new Failure('meeting/not-found');
    return meeting;
  };
  const requireRole = async (meeting: Meeting, callerId: string): Promise<'host' | 'member'> => {
    const role = await roleIn(meeting, callerId);
    if (!role) throw new Failure('meeting/not-allowed');
    return role;
  };
  return {
    /** The meeting, for whoever may enter it. @throws Failure meeting/not-found, /not-allowed */
    entered: async (meetingId: string, callerId: string): Promise<Meeting> => {
      const meeting = await find(meetingId);
      await requireRole(meeting, callerId);
      return meeting;
    },
    /** The running meeting, for one of its hosts. @throws Failure meeting/not-host, /ended, /not-open too */
    hosted: async (meetingId: string, callerId: string): Promise<Meeting> => {
      const meeting = await find(meetingId);
      if ((await requireRole(meeting, callerId)) !== 'host') throw new Failure('meeting/not-host');
      if (meeting.state === 'ended') throw new Failure('meeting/ended');
      if (meeting.state !== 'open') throw new Failure('meeting/not-open');
      return meeting;
    },
  };
}

export type Hosts = ReturnType<typeof createHosts>;
