import { Failure } from '../../../kernel/failure.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { Portal } from '../portal/index.ts';

/** What meetings do for guests whom an LMS sends (features/meetings/admission). */
export interface LmsGuests {
  /** Where one guest comes in; null where there is no meeting. */
  addressFor: (courseId: string) => Promise<string | null>;
  end: (courseId: string) => Promise<void>;
}

/** Moodle's guests: who of them may come in is Moodle's to say, and into its own rooms alone (decision 0038). */
export function createMoodleGuests({ courses }: { courses: Pick<Courses, 'courseInRealm'> }) {
  const courseOf = ({ realm }: Portal, room: string) => courses.courseInRealm(realm, room);
  return {
    /** @throws Failure course/not-found, request/too-many */
    addressFor: async (portal: Portal, room: string, guests: LmsGuests) => {
      const course = await courseOf(portal, room);
      if (!course || course.retiredAt !== null) throw new Failure('course/not-found');
      return { url: await guests.addressFor(course.id) };
    },
    /** A roster says whether guests may be there: those who are go where they may not. */
    told: async (
      portal: Portal,
      { room, guests: mayCome }: { room: string; guests: boolean },
      guests: LmsGuests,
    ): Promise<void> => {
      const course = mayCome ? null : await courseOf(portal, room);
      if (course) await guests.end(course.id);
    },
  };
}
