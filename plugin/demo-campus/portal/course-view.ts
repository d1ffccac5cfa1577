import type { ActivityPlugin } from '../activity-plugin/plugin.ts';
import type { Course, Person } from '../campus.ts';
import type { Platform } from '../lti-platform/platform.ts';
import type { Visit } from './visit.ts';

/** A course as somebody who may enter it, or look at it, sees it. */
export interface CourseView {
  platform: Platform;
  /** Moodle's activity plugin; null where it is not installed. */
  plugin: ActivityPlugin | null;
  visit: Visit;
  course: Course;
  person: Person;
  /** Looks at it as a guest: is not in it. */
  asGuest: boolean;
}
