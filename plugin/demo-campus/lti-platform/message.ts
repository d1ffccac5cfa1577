import type { Activity, Course, Person } from '../campus.ts';
import type { Tool } from './tools.ts';

/** One LTI message in the making: who opens what, where. `activity` is null for deep linking. */
export interface Message {
  person: Person;
  course: Course;
  activity: Activity | null;
  tool: Tool;
  /** Key of the browser's session, which Moodle puts into return addresses. */
  sesskey: string;
  /** Moodle's language code of the page. */
  lang: string;
}
