import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Portal, Portals } from '../portal/index.ts';
import type { moodleNotifications } from './contract.ts';
import type { MoodleRepository } from './repository.ts';
import type { ToldClaims } from './messages.ts';
import { isPluginRoom, roomsOf } from './rooms.ts';
import { createConfirmations, type OwedTo } from './confirmations.ts';

/** A meeting that runs, as far as people are told that it started. */
interface Started {
  id: string;
  seriesId: string;
  title: string;
  courseId: string | null;
  groupId: string | null;
  hostPersonId: string;
  hostName: string;
  startedAt: number | null;
}

/** A call that somebody missed. */
interface Missed {
  id: string;
  personId: string;
  meetingId: string;
  missedAt: number;
  callerName: string;
  title: string;
}

/** What meetings and calls are asked. */
export interface NotificationFacts {
  open: () => Promise<Started[]>;
  presentIds: (meetingId: string) => Promise<ReadonlySet<string>>;
  bannedIds: (seriesId: string) => Promise<readonly string[]>;
  courseOf: (meetingId: string) => Promise<string | null>;
  missedBetween: (span: { after: number; until: number }) => Promise<readonly Missed[]>;
}

export interface MoodleNotificationsDeps {
  repository: Pick<
    MoodleRepository,
    'asksNotifications' | 'askingNotifications' | 'noteTold' | 'toldOf'
  >;
  portals: Pick<Portals, 'list'>;
  courses: Pick<Courses, 'course' | 'coursesOfRealm' | 'audience'>;
  people: Pick<People, 'accountsIn'>;
  clock: Clock;
  /** `aud` of launches: our origin. */
  audience: string;
}

type Answer = z.input<(typeof moodleNotifications)['reply']>;

/** What is older is told no more: a Moodle whose cron stood still must not wake people with what is over. */
const freshMs = 10 * 60_000;

/** What may still be written with an earlier moment is told the next time, milliseconds. */
const settleMs = 2_000;

/** What connected Moodles tell their people in their own messages, by their readers' own choice there. */
export function createMoodleNotifications(deps: MoodleNotificationsDeps) {
  const { repository, portals, courses, people, clock } = deps;
  const confirmations = createConfirmations(deps);
  /** The realms whose Moodle asks; asked for each notification, and by few. */
  const asking = async (): Promise<string[]> => {
    const ids = new Set(await repository.askingNotifications(clock.now() - freshMs));
    return ids.size === 0
      ? []
      : (await portals.list()).filter(({ id }) => ids.has(id)).map(({ realm }) => realm);
  };
  return {
    after: async (portal: Portal, after: number, facts: NotificationFacts): Promise<Answer> => {
      await repository.asksNotifications(portal.id, clock.now());
      const until = clock.now() - settleMs;
      const span = { after: Math.max(after, until - freshMs), until };
      const rooms = await roomsOf(courses, portal);
      const asked = { deps, portal, rooms, facts };
      return {
        until,
        started: await startedIn(asked, span),
        missed: await missedBy(asked, span),
      };
    },
    /** Keeps what it says to have told. */
    told: (
      portal: Portal,
      message: ToldClaims,
      facts: Pick<NotificationFacts, 'courseOf'>,
    ): Promise<void> => confirmations.note(portal, message, facts),
    /** Who is told there, and so needs neither mail nor message of ours. */
    toldByLms: {
      ofCourse: async (courseId: string): Promise<boolean> => {
        const realms = await asking();
        const course = realms.length === 0 ? null : await courses.course(courseId);
        return course !== null && isPluginRoom(course.externalId)
          ? realms.includes(course.realm)
          : false;
      },
      person: async (personId: string): Promise<boolean> => {
        for (const realm of await asking()) {
          if ((await people.accountsIn(realm, [personId])).has(personId)) return true;
        }
        return false;
      },
      untold: <O extends OwedTo>(owed: readonly O[]): Promise<O[]> => confirmations.untold(owed),
    },
  };
}

interface Asked {
  deps: MoodleNotificationsDeps;
  portal: Portal;
  rooms: ReadonlyMap<string, string>;
  facts: NotificationFacts;
}

interface Span {
  after: number;
  until: number;
}

async function startedIn(
  { deps, portal, rooms, facts }: Asked,
  { after, until }: Span,
): Promise<Answer['started']> {
  const told: Answer['started'] = [];
  for (const meeting of await facts.open()) {
    const { courseId, startedAt } = meeting;
    const room = rooms.get(courseId ?? '');
    if (courseId === null || room === undefined || startedAt === null) continue;
    if (startedAt <= after || startedAt > until) continue;
    const ids = await awaited(deps, facts, { ...meeting, courseId });
    const accounts = await deps.people.accountsIn(portal.realm, ids);
    const { id, title, hostName } = meeting;
    const users = [...accounts.values()];
    told.push({ meeting: id, room, title, host: hostName, at: startedAt, users });
  }
  return told;
}

/** Whom a meeting is for and who is not in; without its host and who must not come in. */
async function awaited(
  { courses }: MoodleNotificationsDeps,
  facts: NotificationFacts,
  meeting: Started & { courseId: string },
): Promise<string[]> {
  const present = await facts.presentIds(meeting.id);
  const banned = new Set(await facts.bannedIds(meeting.seriesId));
  return (await courses.audience(meeting.courseId, meeting.groupId))
    .map(({ personId }) => personId)
    .filter((id) => id !== meeting.hostPersonId && !present.has(id) && !banned.has(id));
}

async function missedBy(
  { deps, portal, rooms, facts }: Asked,
  span: Span,
): Promise<Answer['missed']> {
  const missed = await facts.missedBetween(span);
  const accounts = await deps.people.accountsIn(
    portal.realm,
    missed.map(({ personId }) => personId),
  );
  const told: Answer['missed'] = [];
  for (const { id, personId, meetingId, missedAt, callerName, title } of missed) {
    const user = accounts.get(personId);
    if (user === undefined) continue;
    const courseId = await facts.courseOf(meetingId);
    const room = rooms.get(courseId ?? '') ?? null;
    const url = `${deps.audience}/meeting/${meetingId}`;
    told.push({ call: id, user, caller: callerName, title, at: missedAt, room, url });
  }
  return told;
}
