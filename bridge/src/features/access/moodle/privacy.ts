import type { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Portal } from '../portal/index.ts';
import type { moodleHeld, moodlePersonalData } from './contract.ts';
import type { erasureClaims, heldClaims, personalDataClaims } from './messages.ts';
import { roomsOf } from './rooms.ts';

interface InCourse {
  personId: string;
  courseId: string;
  askedBy: string;
}

/** What is asked of those who keep people's data. */
export interface KeptInCourses {
  peopleIn: (courseId: string) => Promise<ReadonlySet<string>>;
  exportOf: (asked: InCourse) => Promise<z.input<typeof moodlePersonalData.reply>['sections']>;
  /** @throws Failure erasure/in-meeting while a meeting of the course runs */
  erase: (asked: InCourse) => Promise<void>;
}

interface PrivacyDeps {
  courses: Pick<Courses, 'coursesOfRealm'>;
  people: Pick<People, 'accountsIn' | 'withAccount'>;
}

type Held = z.input<typeof moodleHeld.reply>;

/** Moodle's privacy tools: each Moodle reaches its own users in its own rooms, and nothing else. */
export function createMoodlePrivacy({ courses, people }: PrivacyDeps) {
  /** Our course of a room. @throws Failure course/not-found */
  const courseOf = async (portal: Portal, room: string): Promise<string> => {
    for (const [courseId, id] of await roomsOf(courses, portal)) if (id === room) return courseId;
    throw new Failure('course/not-found');
  };
  const roomsWith = async (portal: Portal, user: string, kept: KeptInCourses) => {
    const personId = await people.withAccount(portal.realm, user);
    const rooms: string[] = [];
    if (personId === null) return rooms;
    for (const [courseId, room] of await roomsOf(courses, portal))
      if ((await kept.peopleIn(courseId)).has(personId)) rooms.push(room);
    return rooms;
  };
  const usersIn = async (portal: Portal, room: string, kept: KeptInCourses) => {
    const ids = await kept.peopleIn(await courseOf(portal, room));
    return new Map(
      [...(await people.accountsIn(portal.realm, [...ids]))].map(([id, user]) => [user, id]),
    );
  };
  return {
    /** In which rooms something is kept of a user, or of whom in a room. */
    held: async (
      portal: Portal,
      { user, room }: z.output<typeof heldClaims>,
      kept: KeptInCourses,
    ): Promise<Held> => ({
      rooms: user === null ? [] : await roomsWith(portal, user, kept),
      users: room === null ? [] : [...(await usersIn(portal, room, kept)).keys()],
    }),
    /** @throws Failure course/not-found */
    exportOf: async (
      portal: Portal,
      { user, room }: z.output<typeof personalDataClaims>,
      kept: KeptInCourses,
    ) => {
      const courseId = await courseOf(portal, room);
      const personId = await people.withAccount(portal.realm, user);
      if (personId === null) return [];
      return kept.exportOf({ personId, courseId, askedBy: portal.name });
    },
    /** Of all who are named, or of everybody. @throws Failure course/not-found, erasure/in-meeting */
    erase: async (
      portal: Portal,
      { users, room }: z.output<typeof erasureClaims>,
      kept: KeptInCourses,
    ): Promise<void> => {
      const courseId = await courseOf(portal, room);
      for (const [user, personId] of await usersIn(portal, room, kept)) {
        if (users === null || users.includes(user))
          await kept.erase({ personId, courseId, askedBy: portal.name });
      }
    },
  };
}
