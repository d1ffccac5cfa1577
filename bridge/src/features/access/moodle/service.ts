import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { Portal, Portals } from '../portal/index.ts';
import type { createMoodleAttendance, SumsOf } from './attendance.ts';
import {
  attendanceClaims,
  liveClaims,
  logoutClaims,
  readMessage,
  rosterClaims,
  testClaims,
  type RosterClaims,
} from './messages.ts';
import type { MoodleRepository } from './repository.ts';

/** A meeting that runs, as far as an LMS is told of it. */
interface Running {
  id: string;
  title: string;
  courseId: string | null;
  groupId: string | null;
  startedAt: number | null;
}

/** What meetings are asked. */
export interface LiveMeetings {
  open: () => Promise<Running[]>;
  presentIds: (meetingId: string) => Promise<ReadonlySet<string>>;
  /** What attendance comes to. */
  sums: SumsOf;
}

export interface MessagesDeps {
  repository: MoodleRepository;
  portals: Pick<Portals, 'vouches' | 'receive'>;
  courses: Pick<Courses, 'coursesOfRealm' | 'groups'>;
  pushed: {
    push: (
      portal: Portal,
      message: RosterClaims,
    ) => Promise<{ state: 'applied' | 'unchanged' | 'needs-confirmation' }>;
  };
  attendance: Pick<ReturnType<typeof createMoodleAttendance>, 'after'>;
  /** Ends what was opened from an LMS (features/access/lti). */
  signedOut: (notice: { issuer: string; subject: string; at: number }) => Promise<void>;
  clock: Clock;
  messageAudience: string;
}

export type MoodleMessages = ReturnType<typeof createMessages>;

/** What connected Moodles say and ask, each by a token that is good once. */
export function createMessages(deps: MessagesDeps) {
  const { repository, portals, clock } = deps;

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
      const vouches = (await portals.vouches()).get(portal.id) ?? [];
      return {
        name: portal.name,
        vouches: [...vouches],
        now: Math.floor(clock.now() / 1000),
        rooms: await repository.countRooms(portal.id),
      };
    },
    roster: async (token: string) => {
      const { portal, message } = await received(token, rosterClaims);
      return deps.pushed.push(portal, message);
    },
    live: async (token: string, meetings: LiveMeetings) => {
      const { portal } = await received(token, liveClaims);
      return { rooms: await liveIn(deps, portal, meetings) };
    },
    attendance: async (token: string, { sums }: Pick<LiveMeetings, 'sums'>) => {
      const { portal, message } = await received(token, attendanceClaims);
      return deps.attendance.after(portal, message.after, sums);
    },
    signedOut: async (token: string) => {
      const { portal, message } = await received(token, logoutClaims);
      const at = message.at * 1000;
      await deps.signedOut({ issuer: portal.realm, subject: message.user, at });
      return {};
    },
  };
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
  const rooms = new Map(
    (await courses.coursesOfRealm(portal.realm)).map(({ id, externalId }) => [id, externalId]),
  );
  const running = (await meetings.open()).filter(({ courseId }) => rooms.has(courseId ?? ''));
  return Promise.all(
    running.map(async (meeting) => {
      const groups = meeting.groupId === null ? [] : await courses.groups(meeting.courseId ?? '');
      return {
        room: rooms.get(meeting.courseId ?? '') ?? '',
        title: meeting.title,
        present: (await meetings.presentIds(meeting.id)).size,
        startedAt: Math.floor((meeting.startedAt ?? 0) / 1000),
        group: groups.find(({ id }) => id === meeting.groupId)?.externalId ?? null,
      };
    }),
  );
}
