import type { Maker } from './attendance-scenes.ts';
import { aCourse, aMeeting, courseId, uuid, type SceneLocale } from './people.ts';

/** A course page: about a planned meeting, by a link of the LMS, while another one runs; and asking for a name. */
export function courseScenes({ host, student }: { host: Maker; student: Maker }) {
  const path = `/course/${courseId}?meeting=${uuid(2)}`;
  const meetings = (locale: SceneLocale, mayHost: boolean) => [
    aMeeting(locale, {
      id: uuid(2),
      state: 'scheduled',
      startedAt: null,
      startsAt: Date.now() + 26 * 3_600_000,
      mayHost,
    }),
    aMeeting(locale, { id: uuid(3), present: 12, mayHost }),
  ];
  return {
    'course-own-name': {
      path: `/course/${courseId}`,
      world: (locale: SceneLocale) => student(locale, { ownName: { mayGive: true, name: null } }),
      devices: { permissions: { screen: false } },
    },
    'course-planned-host': {
      path,
      world: (locale: SceneLocale) => host(locale, { meetings: meetings(locale, true) }),
    },
    // A host of the own groups only.
    'course-idle-own-groups': {
      path: `/course/${courseId}`,
      world: (locale: SceneLocale) => {
        const groups = aCourse(locale).groups.slice(0, 1);
        const course = aCourse(locale, { role: 'teacher', hostsAllGroups: false, groups });
        return host(locale, { meetings: [], course });
      },
    },
    // The LMS lets this host see nobody's attendance.
    'course-live-without-attendance': {
      path: `/course/${courseId}`,
      world: (locale: SceneLocale) =>
        host(locale, { course: aCourse(locale, { role: 'teacher', mayViewAttendance: false }) }),
    },
    'course-planned-student': {
      path,
      world: (locale: SceneLocale) => student(locale, { meetings: meetings(locale, false) }),
    },
  };
}
