import { inGroups } from '../../kernel/batches.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Events } from '../../kernel/events.ts';
import { Failure, isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { noDetails, type MeetingDetails } from './details-contract.ts';
import type { Courses } from '../directory/courses/index.ts';
import type { MeetingSummary } from './contract.ts';
import { roleIn, titleIn, type EndReason, type Meeting } from './meeting.ts';
import type { OccupantRepository } from './occupant-repository.ts';
import type {
  ConferenceServer,
  AdmissionService,
  PersonReader,
  SeriesForStarting,
} from './ports.ts';
import type { Called, MeetingRepository } from './repository.ts';
import type { SeatRepository } from './seat-repository.ts';
import { createMeetingRoles } from './meeting-roles.ts';
import { createStarting } from './starting.ts';
import { ownReasons } from './stay.ts';
import { meetingView, summaryFor, type MeetingView } from './view.ts';

export interface MeetingDeps {
  meetings: MeetingRepository;
  seats: SeatRepository;
  occupants: OccupantRepository;
  courses: Pick<Courses, 'withMember' | 'membership'>;
  admissionService: AdmissionService;
  seriesFactory: SeriesForStarting;
  people: PersonReader;
  conference: ConferenceServer;
  events: Events;
  clock: Clock;
  log: Log;
  /** Seats of a meeting unless set lower. */
  capacity: number;
}

/** A course, or one of its groups. */
export interface OfCourse {
  courseId: string;
  groupId: string | null;
}

export interface CourseStart extends OfCourse {
  /** Start a further one although one runs. */
  another: boolean;
  /** What is written about a new one; left out: nothing. */
  details?: Partial<MeetingDetails>;
}

export type MeetingService = ReturnType<typeof createMeetingService>;

/** Showing and ending meetings, and starting them by hand. Starting is in starting.ts, entering in entering.ts, the conference server's word in presence.ts. */
export function createMeetingService(deps: MeetingDeps) {
  const { meetings, occupants, courses, events, clock } = deps;
  const roles = createMeetingRoles(deps);
  const starting = createStarting(deps);

  const viewOf = (meeting: Meeting): Promise<MeetingView> => meetingView(occupants, meeting);
  const summary = async (meeting: Meeting, personId: string): Promise<MeetingSummary> => {
    const role = await roles.require(meeting, personId);
    return summaryFor(await viewOf(meeting), personId, role === 'host');
  };

  const end = async (meeting: Meeting, reason: EndReason): Promise<void> => {
    if (!(await meetings.end(meeting.id, reason, clock.now()))) return;
    const left = { now: clock.now(), reason: ownReasons.meetingEnded };
    await occupants.allLeft(meeting.id, left);
    await deps.admissionService.ended(meeting);
    const ended = await meetings.find(meeting.id);
    if (ended) events.emit('meeting.ended', { meeting: ended, presentIds: new Set() });
  };

  return {
    /** Starts the course's (or group's) meeting. @throws Failure meeting/not-host, course/not-a-member … */
    startInCourse: async (start: CourseStart, personId: string): Promise<MeetingSummary> => {
      const title = await titleFor(start, personId, deps);
      const series = await deps.seriesFactory.ofCourse({ ...start, title });
      // Whoever may start it hosts it: that is not asked again.
      const wanted = { ...series, ...noDetails, ...start.details };
      return summaryFor(await starting.start(wanted, personId), personId, true);
    },

    /** What a course's meetings are called, for those who may host them. @throws Failure meeting/not-host, course/… */
    courseTitle: (of: OfCourse, personId: string): Promise<string> => titleFor(of, personId, deps),

    /** Starts the caller's personal meeting, or answers the running one. */
    startPersonal: async (personId: string): Promise<MeetingSummary> => {
      const series = await deps.seriesFactory.personal(personId);
      return summaryFor(await starting.start(series, personId), personId, true);
    },

    /** One meeting. @throws Failure meeting/not-found or meeting/not-allowed */
    get: async (meetingId: string, personId: string): Promise<MeetingSummary> => {
      const meeting = await meetings.find(meetingId);
      if (!meeting) throw new Failure('meeting/not-found');
      return summary(meeting, personId);
    },

    /** The course's running and latest ended meetings that this person may join. */
    ofCourse: inGroups(async (courseId: string, personId: string): Promise<MeetingSummary[]> => {
      const course = await courses.membership(courseId, personId);
      if (!course) throw new Failure('course/not-a-member');
      const all = await meetings.ofCourse(courseId);
      const present = await occupants.presentIdsOf(all.map((meeting) => meeting.id));
      return all.flatMap((meeting) => {
        const role = roleIn(meeting, personId, course);
        const presentIds = present.get(meeting.id) ?? new Set<string>();
        return role ? [summaryFor({ meeting, presentIds }, personId, role === 'host')] : [];
      });
    }),

    /** Ends it for all. With the conference server away the room is ended when it is back (presence.ts). */
    endForAll: async (meetingId: string, personId: string): Promise<MeetingSummary> => {
      const meeting = await roles.requireHost(meetingId, personId);
      await end(meeting, 'host');
      await endRoom(deps, meeting, 'The host ended the meeting.');
      return summary((await meetings.find(meeting.id)) ?? meeting, personId);
    },

    /** The series is called otherwise: so are its meetings that are not over, and their readers are told. */
    renamed: async (seriesId: string, changes: Called): Promise<void> => {
      await meetings.rename(seriesId, changes);
      const now = await meetings.ofSeries([seriesId], clock.now());
      for (const meeting of now.filter(({ state }) => state === 'open')) {
        events.emit('meeting.changed', await viewOf(meeting));
      }
    },

    end,
    viewOf,
    /** May this person host? For readers of what is pushed. */
    mayHost: async (meeting: Meeting, personId: string): Promise<boolean> =>
      (await roles.of(meeting, personId)) === 'host',
  };
}

/** Ends the room, where there is one; a conference server that is away is asked again by the next reconciliation. */
export async function endRoom(
  { conference, log }: Pick<MeetingDeps, 'conference' | 'log'>,
  meeting: Meeting,
  reason: string,
): Promise<void> {
  try {
    await conference.endRoom(meeting.room, reason);
  } catch (error) {
    // Refused means: no such room, so nobody is in.
    if (!isFailure(error, 'conference/unavailable', 'conference/refused')) throw error;
    log.warn({ meetingId: meeting.id, code: error.code }, 'room not ended');
  }
}

/** Whoever comes back from this may host. @throws Failure course/…, meeting/not-host */
async function titleFor(of: OfCourse, personId: string, { courses }: MeetingDeps): Promise<string> {
  const course = await courses.withMember(of, personId);
  if (!course) throw new Failure('course/not-found');
  if (!course.membership) throw new Failure('course/not-a-member');
  const role = roleIn({ ...of, hostPersonId: '' }, personId, course.membership);
  if (role !== 'host') throw new Failure('meeting/not-host');
  if (of.groupId === null) return titleIn(course.title, null);
  if (!course.group) throw new Failure('course/group-not-found');
  return titleIn(course.title, course.group.name);
}
