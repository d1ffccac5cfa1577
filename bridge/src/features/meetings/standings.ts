import { Failure } from '../../kernel/failure.ts';
import { standing, type CourseStanding, type Meeting, type Standing } from './meeting.ts';
import type { CourseReader } from './ports.ts';
import type { MeetingRepository } from './repository.ts';

interface StandingParts {
  meetings: MeetingRepository;
  courses: CourseReader;
}

/** Who is what to a meeting: asked before everything that is done to it. */
export function createStandings({ meetings, courses }: StandingParts) {
  const of = async (meeting: Meeting, personId: string): Promise<Standing> => {
    const course = meeting.courseId ? await courses.standing(meeting.courseId, personId) : null;
    return standing(meeting, personId, course);
  };
  return {
    of,
    within: (meeting: Meeting, personId: string, course: CourseStanding): Standing =>
      standing(meeting, personId, course),
    /** @throws Failure meeting/not-allowed */
    require: async (meeting: Meeting, personId: string): Promise<'host' | 'member'> => {
      const role = await of(meeting, personId);
      if (!role) throw new Failure('meeting/not-allowed');
      return role;
    },
    /** @throws Failure meeting/not-found, meeting/not-allowed, meeting/not-host */
    requireHost: async (meetingId: string, personId: string): Promise<Meeting> => {
      const meeting = await meetings.find(meetingId);
      if (!meeting) throw new Failure('meeting/not-found');
      const role = await of(meeting, personId);
      if (!role) throw new Failure('meeting/not-allowed');
      if (role !== 'host') throw new Failure('meeting/not-host');
      return meeting;
    },
  };
}
