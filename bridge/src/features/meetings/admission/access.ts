import { Failure } from '../../../kernel/failure.ts';
import { hasCapability, type Courses } from '../../directory/courses/index.ts';
import type { Meeting } from '../meeting.ts';
import type { MeetingRepository } from '../repository.ts';
import type { Starting } from '../starting.ts';
import type { Occurrences } from './occurrences.ts';
import type { ParticipantReader } from './ports.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { Clock } from '../../../kernel/clock.ts';

interface AccessDeps {
  series: SeriesRepository;
  meetings: Pick<MeetingRepository, 'find'>;
  participants: ParticipantReader;
  policy: AdmissionPolicy;
  starting: Starting;
  occurrences: Occurrences;
  courses: Pick<Courses, 'membership' | 'grantsByPerson'>;
  clock: Clock;
}

export type Access = ReturnType<typeof createAccess>;

/** Finds series and meetings for those who may run them. */
export function createAccess(deps: AccessDeps) {
  const { series: repository, policy, starting, clock } = deps;
  const isHost = async (series: Series, participantId: string): Promise<boolean> => {
    const participant = await deps.participants.find(participantId);
    if (!participant) return false;
    return (await policy.of({ series, participant, meeting: null })) === 'host';
  };
  const hosted = async (seriesId: string, participantId: string): Promise<Series> => {
    const series = await repository.find(seriesId);
    if (!series) throw new Failure('series/not-found');
    if (!(await isHost(series, participantId))) throw new Failure('series/not-host');
    return series;
  };

  /**
   * Of a course's meeting its LMS may say that a host invites nobody from outside the course. Whoever hosts by
   * somebody's word alone (a co-host, who came by a host's link) was granted nothing where it says who is.
   */
  const mayInviteGuests = async ({ courseId }: Series, personId: string): Promise<boolean> => {
    if (courseId === null) return true;
    const own = await deps.courses.membership(courseId, personId);
    if (own?.mayHost || own?.capabilities) return hasCapability(own, 'invite-guests');
    return !(await deps.courses.grantsByPerson(courseId));
  };

  return {
    isHost,
    mayInviteGuests,
    /** The series, for a host who may invite guests. @throws Failure as `hosted`, and invitation/not-allowed */
    inviting: async (seriesId: string, personId: string): Promise<Series> => {
      const series = await hosted(seriesId, personId);
      if (!(await mayInviteGuests(series, personId))) throw new Failure('invitation/not-allowed');
      return series;
    },
    /** The series, for one of its hosts. @throws Failure series/not-found, series/not-host */
    hosted,
    /** The meeting, for one of its hosts. @throws Failure meeting/not-found, series/not-host */
    hostedMeeting: async (
      meetingId: string,
      participantId: string,
    ): Promise<{ meeting: Meeting; series: Series }> => {
      const meeting = await deps.meetings.find(meetingId);
      if (!meeting) throw new Failure('meeting/not-found');
      return { meeting, series: await hosted(meeting.seriesId, participantId) };
    },
    /** The meeting that runs, or else the one that comes next; one whose time has come is opened. */
    current: async (series: Series): Promise<Meeting | null> => {
      const running = await starting.running(series);
      if (running) return running;
      const next = await starting.scheduled(series);
      if (!next || (next.scheduledAt ?? 0) > clock.now()) return next;
      await deps.occurrences.openDue(next);
      return (await starting.running(series)) ?? (await starting.scheduled(series));
    },
  };
}
