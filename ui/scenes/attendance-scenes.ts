import { aMeetingLive, aTerm, myAttendance, noTerm, type AttendanceWorld } from './attendance.ts';
import { aCourse, courseId, meetingId, type SceneLocale } from './people.ts';
import type { World } from './world.ts';

interface AttendanceScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

/** Makes a world, with what is otherwise in it. */
export type Maker = (locale: SceneLocale, change?: Partial<World>) => World;

/** Who was in: as teachers see it, while it runs and afterwards, and as students see their own. */
export function attendanceScenes({ host, student }: { host: Maker; student: Maker }) {
  const term = `/course/${courseId}/attendance`;
  const scene = (
    path: string,
    make: Maker,
    attendance: (locale: SceneLocale) => Partial<AttendanceWorld> = () => ({}),
  ): AttendanceScene => ({
    path,
    world: (locale) => make(locale, { attendance: attendance(locale) }),
  });
  return {
    'attendance-term': scene(term, host),
    'attendance-term-many': scene(term, host, (l) => ({ term: aTerm(l, 120) })),
    'attendance-none': scene(term, host, (l) => ({ term: noTerm(l) })),
    'attendance-meeting': scene(`${term}/${meetingId}`, host),
    'attendance-live': scene(`${term}/${meetingId}`, host, (l) => ({ meeting: aMeetingLive(l) })),
    'attendance-failed': {
      path: `${term}/${meetingId}`,
      world: (locale: SceneLocale) =>
        host(locale, { failing: { getMeetingAttendance: 'meeting/not-host' } }),
    },
    'attendance-mine': scene(term, student),
    'attendance-not-allowed': {
      path: term,
      world: (locale: SceneLocale) =>
        host(locale, { course: aCourse(locale, { role: 'teacher', mayViewAttendance: false }) }),
    },
    // A host of the own groups only.
    'attendance-own-groups': {
      path: term,
      world: (locale: SceneLocale) => {
        const groups = aCourse(locale).groups.slice(0, 2);
        const course = aCourse(locale, { role: 'teacher', hostsAllGroups: false, groups });
        return host(locale, { course });
      },
    },
    'attendance-mine-none': scene(term, student, (l) => ({
      mine: { ...myAttendance(l), meetings: [] },
    })),
  };
}
