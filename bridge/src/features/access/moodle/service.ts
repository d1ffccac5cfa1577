import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Portal, Portals } from '../portal/index.ts';
import type { createMoodleAttendance, SumsOf } from './attendance.ts';
import {
  attendanceClaims,
  erasureClaims,
  guestClaims,
  heldClaims,
  liveClaims,
  logoutClaims,
  notificationsClaims,
  personalDataClaims,
  plansClaims,
  readMessage,
  rosterClaims,
  testClaims,
  toldClaims,
  type RosterClaims,
} from './messages.ts';
import type { createMoodleNotifications, NotificationFacts } from './notifications.ts';
import { createMoodleGuests, type LmsGuests } from './guests.ts';
import { plansFor, type PlannedIn } from './plans.ts';
import { createMoodlePrivacy, type KeptInCourses } from './privacy.ts';
import type { MoodleRepository } from './repository.ts';
import { groupsOf, roomsOf } from './rooms.ts';

/** What meetings are asked. */
export interface LiveMeetings extends NotificationFacts {
  /** What attendance comes to. */
  sums: SumsOf;
  planned: PlannedIn;
  courseData: KeptInCourses;
  lmsGuests: LmsGuests;
}

export interface MessagesDeps {
  repository: MoodleRepository;
  portals: Pick<Portals, 'vouches' | 'receive'>;
  courses: Pick<Courses, 'coursesOfRealm' | 'courseInRealm' | 'groups'>;
  people: Pick<People, 'accountsIn' | 'withAccount'>;
  pushed: {
    push: (
      portal: Portal,
      message: RosterClaims,
    ) => Promise<{ state: 'applied' | 'unchanged' | 'needs-confirmation' }>;
  };
  attendance: Pick<ReturnType<typeof createMoodleAttendance>, 'after'>;
  notifications: Pick<ReturnType<typeof createMoodleNotifications>, 'after' | 'told'>;
  /** Ends what was opened from an LMS (features/access/lti). */
  signedOut: (notice: { issuer: string; subject: string; at: number }) => Promise<void>;
  clock: Clock;
  messageAudience: string;
}

export type MoodleMessages = ReturnType<typeof createMessages>;

/** What connected Moodles say and ask, each by a token that is good once. */
export function createMessages(deps: MessagesDeps) {
  const { repository, portals, clock } = deps;
  const privacy = createMoodlePrivacy(deps);
  const guests = createMoodleGuests(deps);

  /** Whose token it is, and what it says. @throws Failure moodle/not-connected, portal/token-…, moodle/message */
  async function received<S extends z.ZodType>(token: string, shape: S) {
    const { portal, claims } = await fromMoodle(deps, token);
    const message = readMessage(shape, claims);
    await repository.heard(portal.id, clock.now());
    return { portal, message };
  }

  return {
    test: async (token: string) => {
      const { portal } = await received(token, testClaims);
      await repository.tested(portal.id, clock.now());
      const vouches = (await portals.vouches()).get(portal.id) ?? [];
      return {
        name: portal.name,
        vouches: [...vouches],
        now: Math.floor(clock.now() / 1000),
        rooms: await repository.countRooms(portal.id),
      };
    },
    roster: async (token: string, { lmsGuests }: Pick<LiveMeetings, 'lmsGuests'>) => {
      const { portal, claims } = await fromMoodle(deps, token);
      await repository.heard(portal.id, clock.now());
      return noted(deps, portal, async () => {
        const message = readMessage(rosterClaims, claims);
        const state = await deps.pushed.push(portal, message);
        const mayCome = message.guests && !message.retired;
        await guests.told(portal, { room: message.room, guests: mayCome }, lmsGuests);
        return state;
      });
    },
    guest: async (token: string, { lmsGuests }: Pick<LiveMeetings, 'lmsGuests'>) => {
      const { portal, message } = await received(token, guestClaims);
      return guests.addressFor(portal, message.room, lmsGuests);
    },
    live: async (token: string, meetings: LiveMeetings) => {
      const { portal } = await received(token, liveClaims);
      return { rooms: await liveIn(deps, portal, meetings) };
    },
    attendance: async (token: string, { sums }: Pick<LiveMeetings, 'sums'>) => {
      const { portal, message } = await received(token, attendanceClaims);
      return deps.attendance.after(portal, message.after, sums);
    },
    plans: async (token: string, { planned }: Pick<LiveMeetings, 'planned'>) => {
      const { portal, message } = await received(token, plansClaims);
      return plansFor(deps, { portal, known: message.known }, planned);
    },
    notifications: async (token: string, facts: NotificationFacts) => {
      const { portal, message } = await received(token, notificationsClaims);
      return deps.notifications.after(portal, message.after, facts);
    },
    told: async (token: string, facts: Pick<NotificationFacts, 'courseOf'>) => {
      const { portal, message } = await received(token, toldClaims);
      await deps.notifications.told(portal, message, facts);
      return {};
    },
    held: async (token: string, { courseData }: Pick<LiveMeetings, 'courseData'>) => {
      const { portal, message } = await received(token, heldClaims);
      return privacy.held(portal, message, courseData);
    },
    personalData: async (token: string, { courseData }: Pick<LiveMeetings, 'courseData'>) => {
      const { portal, message } = await received(token, personalDataClaims);
      return { sections: await privacy.exportOf(portal, message, courseData) };
    },
    erase: async (token: string, { courseData }: Pick<LiveMeetings, 'courseData'>) => {
      const { portal, message } = await received(token, erasureClaims);
      await privacy.erase(portal, message, courseData);
      return {};
    },
    signedOut: async (token: string) => {
      const { portal, message } = await received(token, logoutClaims);
      const at = message.at * 1000;
      await deps.signedOut({ issuer: portal.realm, subject: message.user, at });
      return {};
    },
  };
}

/** What is no fault: something newer came, or the same room is at it. */
const busy = ['moodle/superseded', 'roster/already-running'] as const;

/** Keeps why a Moodle's members were not taken, until some are: IT sees it in the administration. */
async function noted<T>(
  { repository, clock }: Pick<MessagesDeps, 'repository' | 'clock'>,
  { id }: Portal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const done = await work();
    await repository.works(id);
    return done;
  } catch (error) {
    const code = isFailure(error) ? error.code : 'internal';
    if (!isFailure(error, ...busy)) await repository.failed(id, code, clock.now());
    throw error;
  }
}

/** Portals that are no Moodle send launches, and no messages. */
async function fromMoodle({ portals, messageAudience }: MessagesDeps, token: string) {
  try {
    const received = await portals.receive(token, messageAudience);
    if (received.portal.kind === 'moodle') return received;
  } catch (cause) {
    if (!isFailure(cause, 'portal/unknown')) throw cause;
  }
  throw new Failure('moodle/not-connected');
}

async function liveIn(
  { courses }: Pick<MessagesDeps, 'courses'>,
  portal: Portal,
  meetings: LiveMeetings,
) {
  const rooms = await roomsOf(courses, portal);
  const running = (await meetings.open()).filter(({ courseId }) => rooms.has(courseId ?? ''));
  return Promise.all(
    running.map(async (meeting) => {
      const group = meeting.groupId;
      const groups = group === null ? null : await groupsOf(courses, meeting.courseId ?? '');
      return {
        room: rooms.get(meeting.courseId ?? '') ?? '',
        title: meeting.title,
        present: (await meetings.presentIds(meeting.id)).size,
        startedAt: Math.floor((meeting.startedAt ?? 0) / 1000),
        group: groups?.get(group ?? '') ?? null,
      };
    }),
  );
}
