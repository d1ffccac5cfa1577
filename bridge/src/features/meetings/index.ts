/** The public interface of meetings. */
import type { Database, Subquery } from '../../kernel/database.ts';
import type { Job } from '../../kernel/jobs.ts';
import type { PageRoute, Route } from '../../kernel/route.ts';
import type { Sessions } from '../access/sessions/index.ts';
import type { Courses } from '../directory/courses/index.ts';
import { createAdmission, type AdmissionDeps } from './admission/index.ts';
import { noteComingAndGoing } from './attendance/connections-repository.ts';
import { attendanceSweeper } from './attendance-retention.ts';
import { createDesertion } from './desertion.ts';
import { createEnforcement } from './enforcement.ts';
import { createEntering, type EnteringDeps } from './entering.ts';
import { createEntryQueue, type EntryQueueDeps } from './entry-queue/index.ts';
import { conferenceEventRoute } from './event-route.ts';
import { invitedReader } from './invited.ts';
import { createModeration, type ModerationServer } from './moderation/index.ts';
import { createOccupantRepository, insideAmong, isInside } from './occupant-repository.ts';
import type { ConferenceAddress, ConferenceServer, EventReader, RoomTokens } from './ports.ts';
import { createPresence } from './presence.ts';
import { createMeetingRepository } from './repository.ts';
import { meetingRoutes } from './routes.ts';
import { createSeatRepository } from './seat-repository.ts';
import { createMeetingService } from './service.ts';
import { createSourceRepository } from './source-repository.ts';
import type { Meeting } from './meeting.ts';
import { keepMeetingsTrue } from './housekeeping.ts';

export type {} from './events.ts';
export { guestPasswordColumn, keptTokenColumn } from './admission/index.ts';
export { createRecords } from './records.ts';
export { roleIn, type CourseRole, type Meeting, type MeetingRole } from './meeting.ts';
export type { QueueFigures } from './entry-queue/index.ts';
export { createMeetingReader } from './reader.ts';
export { createMeetingTitles } from './titles.ts';
export { summaryFor, type MeetingView } from './view.ts';

/** The conference server: what it is told and tells, and how browsers find their way into its rooms. */
export interface Conference {
  server: ConferenceServer & ModerationServer;
  events: EventReader;
  tokens: RoomTokens;
  address: ConferenceAddress;
}

/** What meetings are made with. */
export interface MeetingsDeps
  extends
    Omit<AdmissionDeps, 'meetings' | 'occupants'>,
    Pick<EntryQueueDeps, 'roomInFleet' | 'joinsAtOnce'>,
    Pick<EnteringDeps, 'quietFrom'> {
  courses: AdmissionDeps['courses'] & Pick<Courses, 'withMember' | 'allMembers'>;
  sessions: Pick<Sessions, 'open' | 'goesOn'>;
  conference: Conference;
  /** A meeting that nobody is in ends after this many milliseconds. */
  emptyGraceMs: number;
}

/** How often presence is compared with the conference server's own count, seconds. */
const housekeepingEvery = 15;

/** How soon somebody inside whose admission has ended is seen, seconds. */
const lookEvery = 5;

export type Meetings = ReturnType<typeof createMeetings>;

/** Makes meetings: who may come in, starting, entering, who is in them, what hosts may do, and what keeps them true. */
export function createMeetings(deps: MeetingsDeps) {
  const inside = insideOf(deps);
  const { service, admission, moderation, presence, enforcement, entering, own } = inside;
  const { meetings, occupants } = own;
  const { hosting } = admission;
  const routes: Route[] = [
    ...admission.routes({ meetings: service, seriesRulesChanged: moderation.seriesRulesChanged }),
    ...moderation.routes,
    ...meetingRoutes(service, entering),
  ];
  const pages: PageRoute[] = [
    conferenceEventRoute(deps.conference.events, async (batch) => {
      await noteComingAndGoing(deps.db, batch);
      await own.queue.joined(batch);
      await presence.take(batch);
      await enforcement.joined(batch);
      await moderation.moderateNewRooms(batch);
    }),
  ];
  const housekeeping = { ...deps, meetings: service, repository: meetings, presence };
  const jobs: Job[] = [
    ...admission.jobs,
    ...own.queue.jobs,
    {
      name: 'meeting-upkeep',
      every: housekeepingEvery,
      work: () => keepMeetingsTrue(housekeeping),
    },
    { name: 'admission-enforcement', every: lookEvery, work: enforcement.look },
  ];
  return {
    /** The meeting as this person may see it. @throws Failure meeting/not-found, meeting/not-allowed */
    get: service.get,
    /** Meetings that run. */
    open: meetings.open,
    /** The course that a meeting belongs to; null for one of no course, or none at all. */
    courseOf: async (meetingId: string): Promise<string | null> =>
      (await meetings.find(meetingId))?.courseId ?? null,
    /** All meetings of a course, and which of them run. */
    idsOfCourse: meetings.idsOfCourse,
    /** When a meeting was to end by its plan; null: there was none. */
    plannedEnd: async ({ scheduledAt, seriesId }: Meeting): Promise<number | null> => {
      const series = scheduledAt === null ? null : await admission.series.find(seriesId);
      const minutes = series?.schedule?.durationMinutes ?? null;
      return scheduledAt === null || minutes === null ? null : scheduledAt + minutes * 60_000;
    },
    /** What is planned in courses. */
    planned: admission.planned,
    /** Which of these meetings run. */
    running: meetings.runningAmong,
    presentIds: occupants.presentIds,
    /** In which running meetings these people are now; who is in none is left out. */
    whereabouts: occupants.whereabouts,
    /** Which of these meetings nobody is in or comes to; of each who has had a seat there. */
    deserted: createDesertion(own),
    /** Everybody whom the meeting is for: members of its course or group, invited people. */
    invitedIds: invitedReader({ meetings, courses: deps.courses, hosting }),
    /** Rooms of running meetings with those of these people who are in them. */
    among: (people: Subquery, limit: number) => insideAmong(deps.db, people, limit),
    /** True while somebody is in a meeting that runs. */
    isInside: (trx: Database, personId: string): Promise<boolean> => isInside(trx, personId),
    /** A guest by id; null where there is none (any more). */
    findGuest: admission.findGuest,
    guestNames: admission.guestNames,
    /** A course's planned meetings, and new ones. */
    coursePlans: admission.coursePlans,
    /** Guests whom an LMS sends. */
    lmsGuests: admission.lmsGuests,
    guestList: hosting.guestList,
    callScope: hosting.callScope,
    bannedIds: hosting.bannedIds,
    linkUrl: admission.linkUrl,
    grantByCall: hosting.grantByCall,
    /** For monitoring. */
    figures: {
      meetings: async (): Promise<number> => (await meetings.open()).length,
      participants: occupants.countPresent,
      waits: own.seats.waits,
      queue: own.queue.figures,
      missed: own.seats.missed,
    },
    routes,
    pages,
    jobs,
    /** What is kept for a period only. */
    sweepers: [attendanceSweeper(deps.db)],
    close: (): Promise<void> => {
      admission.close();
      own.queue.close();
      return Promise.resolve();
    },
    /** What it is made of: for this room's own tests. */
    inside,
  };
}

function insideOf({ conference, ...deps }: MeetingsDeps) {
  const { db } = deps;
  const kept = {
    meetings: createMeetingRepository(db),
    seats: createSeatRepository(db),
    occupants: createOccupantRepository(db),
    sources: createSourceRepository(db),
  };
  const admission = createAdmission({ ...deps, ...kept });
  const queue = createEntryQueue({ ...deps, ...kept });
  const { admissionService, hosting, participants: people, seriesFactory } = admission;
  const { server, tokens, address } = conference;
  const own = {
    ...deps,
    ...kept,
    people,
    admissionService,
    seriesFactory,
    queue,
    conference: server,
    tokens,
    address,
  };
  const moderation = createModeration({
    ...deps,
    ...kept,
    roleIn: admissionService.roleIn,
    admission: hosting,
    server,
  });
  return {
    own,
    admission,
    moderation,
    service: createMeetingService(own),
    entering: createEntering(own),
    presence: createPresence(own),
    enforcement: createEnforcement(own),
  };
}
