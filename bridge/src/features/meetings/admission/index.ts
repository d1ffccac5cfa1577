/** The public interface of who may come in: series, lobby, links, meeting ID, guests. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Log } from '../../../kernel/log.ts';
import type { RateStore } from '../../../kernel/rate-limit.ts';
import type { Route } from '../../../kernel/route.ts';
import type { Sealing } from '../../../kernel/sealing.ts';
import type { Sessions } from '../../access/sessions/index.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { Departments } from '../../directory/departments/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Invitations } from '../../notifications/sending/index.ts';
import type { OccupantRepository } from '../occupant-repository.ts';
import type { MeetingRepository } from '../repository.ts';
import { createStarting } from '../starting.ts';
import { createAccess } from './access.ts';
import { createArrivalRepository } from './arrival-repository.ts';
import { createBelongingRepository, findGuest, guestNames } from './belonging-repository.ts';
import { createCoursePlans } from './course-plans.ts';
import { departmentReader } from './departments.ts';
import { createAdmissionService } from './admission-service.ts';
import { createGuests } from './guests.ts';
import { createHosting } from './hosting.ts';
import { createInvitationService } from './invitations.ts';
import { createJoinByNumber } from './join-by-number.ts';
import { createJoinByLink } from './join-by-link.ts';
import { createLinkRepository } from './link-repository.ts';
import { createLinks } from './links.ts';
import { createLmsGuests } from './lms-guests.ts';
import { createLmsLinkRepository } from './lms-link-repository.ts';
import { createLobby } from './lobby.ts';
import { createLookalikes } from './lookalikes/lookalikes.ts';
import { createMyMeetings } from './my-meetings.ts';
import { createOccurrences } from './occurrences.ts';
import { inviteeReader, participantReader } from './people.ts';
import { createPlanned } from './planned.ts';
import { admissionRoutes } from './routes.ts';
import { createCallScope } from './call-scope.ts';
import { createSeriesFactory } from './series-factory.ts';
import { createSeriesRepository } from './series-repository.ts';
import { createSeriesService, type SeriesDeps } from './service.ts';
import { createAdmissionPolicy } from './policy.ts';
import { createGuessLimit } from './guess-limit.ts';
import { createUnitInvitations } from './unit-invitations.ts';
import { createInvitedDepartments } from './units.ts';
import { createInvitedUnitRepository } from './units-repository.ts';
import { linkUrl } from './view.ts';
import { createWaitingRoom } from './waiting-room.ts';

export type {} from './events.ts';
export type { Hosting } from './hosting.ts';
export { keptTokenColumn } from './link-repository.ts';
export { createSeriesTitles, guestPasswordColumn } from './series-repository.ts';

/** What admission is made with. */
export interface AdmissionDeps {
  db: Database;
  clock: Clock;
  log: Log;
  events: Events;
  sealing: Sealing;
  people: Pick<People, 'findActive' | 'findMany'>;
  courses: Pick<Courses, 'membership' | 'grantsByPerson' | 'coursesOf' | 'audience'>;
  departments: Pick<Departments, 'tree' | 'departmentsOf' | 'membersBelow'>;
  /** Whether somebody is of the staff, who alone may invite whole departments. */
  isStaff: (personId: string) => Promise<boolean>;
  sessions: Pick<Sessions, 'open'>;
  /** Mails invitations. */
  invitations: Invitations;
  /** Who wants to be hidden from whom. */
  sight: { withoutHidden: (readerId: string, ids: readonly string[]) => Promise<string[]> };
  meetings: MeetingRepository;
  occupants: OccupantRepository;
  /** Seats of a meeting unless set lower. */
  capacity: number;
  /** Where browsers reach the bridge. */
  publicUrl: string;
  /** Where guesses are counted; each bridge for itself unless told. */
  rates?: RateStore | undefined;
}

/** How exactly a scheduled meeting opens and an abandoned place in the lobby ends, seconds. */
const housekeepingEvery = 5;

/** Makes series, the one admission policy, the lobby and every way in, and the jobs that keep them true. */
export function createAdmission(deps: AdmissionDeps) {
  const made = decidingOf(deps);
  const { lobby, occurrences, policy } = made;
  const admissionService = createAdmissionService({ ...made, ended: occurrences.ended });
  const lmsGuests = createLmsGuests({
    ...made,
    lmsLinks: createLmsLinkRepository(deps.db),
  });
  const jobs: Job[] = [
    { name: 'scheduled-meetings', every: housekeepingEvery, work: occurrences.keep },
    { name: 'lobby-sweep', every: housekeepingEvery, work: lobby.sweep },
    { name: 'lms-guests-sweep', every: 3600, onOneBridge: true, work: lmsGuests.sweep },
  ];
  return {
    ...made,
    admissionService,
    /** For links of an LMS. */
    coursePlans: createCoursePlans(made),
    planned: createPlanned(made),
    lmsGuests,
    /** For moderation and calls. */
    hosting: createHosting({
      ...made,
      policy,
      lobby,
      callScope: createCallScope(made),
    }),
    /** The address of a link that still lets in, where it was kept; read in the caller's transaction. */
    linkUrl: async (linkId: string, trx?: Database): Promise<string | null> => {
      const token = await made.links.keptToken(linkId, deps.clock.now(), trx);
      return token === null ? null : linkUrl(deps.publicUrl, token);
    },
    /** A guest by id; null where there is none (any more). */
    findGuest,
    /** The names of those of these ids that are guests'. */
    guestNames: (ids: readonly string[]) => guestNames(deps.db, ids),
    /** Its endpoints, which change meetings and what is allowed in them. */
    routes: (others: Pick<SeriesDeps, 'meetings' | 'seriesRulesChanged'>): Route[] =>
      routesOf(made, others),
    jobs,
    /** Guests that look like somebody else are not looked for any more. */
    close: lookForLookalikes(deps.events, lobby.lookInside),
  };
}

/** What decides who may come in, and everything that it stands on. */
function decidingOf(deps: AdmissionDeps) {
  const { db, sealing, people, courses } = deps;
  const repositories = {
    series: createSeriesRepository(db, sealing),
    belonging: createBelongingRepository(db),
    links: createLinkRepository(db, sealing),
    arrivals: createArrivalRepository(db),
    invitedUnits: createInvitedUnitRepository(db),
  };
  const departments = departmentReader(deps.departments, deps.isStaff);
  const shared = {
    ...deps,
    ...repositories,
    departments,
    units: createInvitedDepartments({ ...repositories, departments }),
    participants: participantReader(people, repositories.belonging),
    invitees: inviteeReader(people, courses),
  };
  const starting = createStarting({ ...shared, people: shared.participants });
  const made = {
    ...shared,
    starting,
    policy: createAdmissionPolicy(shared),
    lobby: createLobby({ ...shared, lookalikes: createLookalikes(shared) }),
    seriesFactory: createSeriesFactory(shared),
    occurrences: createOccurrences({ ...shared, starting }),
  };
  return { ...made, access: createAccess(made) };
}

function routesOf(
  made: ReturnType<typeof decidingOf>,
  others: Pick<SeriesDeps, 'meetings' | 'seriesRulesChanged'>,
): Route[] {
  const links = createLinks(made);
  const invitations = createInvitationService({ ...made, links });
  const coming = {
    ...made,
    guests: createGuests(made),
    rateLimit: createGuessLimit(made.rates),
  };
  return admissionRoutes({
    series: createSeriesService({ ...made, ...others, invitations }),
    myMeetings: createMyMeetings(made),
    joinByNumber: createJoinByNumber(coming),
    joinByLink: createJoinByLink(coming),
    links,
    invitations,
    unitInvitations: createUnitInvitations(made),
    waitingRoom: createWaitingRoom(made),
  });
}

/** Hosts are told of guests inside who are called like somebody else. */
const lookForLookalikes = (events: Events, look: (meetingId: string) => Promise<void>) =>
  events.subscribe({
    'meeting.changed': async ({ meeting, presentIds }) => {
      if (meeting.state === 'open' && presentIds.size > 1) await look(meeting.id);
    },
  });
