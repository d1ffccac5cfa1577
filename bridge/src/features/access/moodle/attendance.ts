import type { Events } from '../../../kernel/events.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Portal, Portals } from '../portal/index.ts';
import type { MoodleRepository } from './repository.ts';

/** What somebody's meetings of a course come to. */
interface Sums {
  counted: number;
  attended: number;
  presentMs: number;
}

/** Of each student of a course what its meetings come to (features/meetings/attendance). */
export type SumsOf = (courseId: string) => Promise<ReadonlyMap<string, Sums>>;

export interface AttendanceDeps {
  repository: MoodleRepository;
  portals: Pick<Portals, 'list'>;
  courses: Pick<Courses, 'course' | 'coursesOfRealm'>;
  people: Pick<People, 'accountsIn'>;
  events: Pick<Events, 'subscribe'>;
  clock: Clock;
}

/** So many rooms are reckoned for one answer. */
const roomsAtOnce = 20;

/** What attendance comes to, for Moodle's completion and grades: noted where it changed, told where it is asked for. */
export function createMoodleAttendance(deps: AttendanceDeps) {
  const { repository, courses, portals, people, clock } = deps;
  const close = deps.events.subscribe({
    'attendance.changed': async ({ courseId }) => {
      const course = await courses.course(courseId);
      if (!course) return;
      const own = (await portals.list()).filter(({ realm }) => realm === course.realm);
      const ids = own.map(({ id }) => id);
      await repository.noteAttended(ids, course.externalId, clock.now());
    },
  });

  async function of(portal: Portal, courseId: string, sumsOf: SumsOf) {
    const sums = await sumsOf(courseId);
    const accounts = await people.accountsIn(portal.realm, [...sums.keys()]);
    return [...sums].flatMap(([personId, { counted, attended, presentMs }]) => {
      const user = accounts.get(personId);
      return user === undefined
        ? []
        : [{ user, counted, attended, minutes: Math.floor(presentMs / 60_000) }];
    });
  }

  return {
    close,
    /** Rooms of a Moodle that changed after a moment, with what everybody's meetings come to. */
    after: async (portal: Portal, after: number, sumsOf: SumsOf) => {
      const changed = await repository.attendedAfter(portal.id, after, roomsAtOnce + 1);
      const ids = new Map(
        (await courses.coursesOfRealm(portal.realm)).map(({ id, externalId }) => [externalId, id]),
      );
      const rooms = [];
      for (const { room, at } of changed.slice(0, roomsAtOnce)) {
        const courseId = ids.get(room);
        if (courseId !== undefined)
          rooms.push({ room, at, people: await of(portal, courseId, sumsOf) });
      }
      return { rooms, more: changed.length > roomsAtOnce };
    },
  };
}
