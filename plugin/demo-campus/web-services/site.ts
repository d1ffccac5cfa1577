import type { Campus } from '../campus.ts';
import type { CalendarStore } from './calendar-store.ts';
import type { MessageStore } from './message-store.ts';

/** The user that a token belongs to. */
export interface ServiceAccount {
  id: number;
  username: string;
  firstName: string;
  lastName: string;
  suspended: boolean;
  /** Capabilities of its role at system level; may be changed while the demo runs. */
  capabilities: Set<string>;
}

/** The site as a web-service function sees it: the live campus, who asks, and what the site keeps. */
export interface Site {
  campus: Campus;
  /** Moodle's wwwroot, without a slash at its end. */
  origin: string;
  account: ServiceAccount;
  /** Functions that the service offers. */
  functions: string[];
  /** $CFG->showuseridentity: which fields moodle/site:viewuseridentity shows. */
  identityFields: Set<string>;
  messages: MessageStore;
  calendar: CalendarStore;
  /** Milliseconds since 1970. */
  now: () => number;
  /** `moodlewssettingraw` of this call: names unfiltered and unescaped. */
  raw: boolean;
}

/** What a service that only reads courses and people needs. */
export const readingCapabilities = [
  'webservice/rest:use',
  'moodle/course:view',
  'moodle/course:viewhiddencourses',
  'moodle/course:viewparticipants',
  'moodle/user:viewdetails',
  'moodle/site:accessallgroups',
  'moodle/course:enrolreview',
  'moodle/site:viewuseridentity',
  'moodle/course:managegroups',
  'moodle/category:viewhiddencategories',
] as const;

/** What writing messages and calendar entries needs besides. */
export const writingCapabilities = [
  'moodle/site:messageanyuser',
  'moodle/calendar:manageentries',
] as const;

/** Every user field that moodle/site:viewuseridentity can be made to show. */
export const allIdentityFields = [
  'username',
  'idnumber',
  'email',
  'phone1',
  'phone2',
  'department',
  'institution',
] as const;
