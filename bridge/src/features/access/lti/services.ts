import type { CourseRole } from './launch.ts';

/** One line of a course's roster (NRPS 2.0). */
export interface RosterMember {
  subject: string;
  status: 'active' | 'inactive' | 'deleted';
  /** The platform's ids of the member's groups; null where the roster says nothing of groups. */
  groups: string[] | null;
  /** Strongest first; Moodle calls a non-editing teacher a learner here, though an instructor in launches. */
  roles: CourseRole[];
  givenName: string;
  familyName: string;
  name: string;
  email: string | null;
  campusNumber: string | null;
  username: string | null;
}

/** A group of a course (Course Groups Service 1.0). */
export interface CourseGroup {
  externalId: string;
  name: string | null;
}

/** A whole roster: every page was read, or there is none. */
export interface Roster {
  courseExternalId: string | null;
  members: RosterMember[];
  /** Odd values that were left out: whose (the account's id), and which. */
  problems: { where: string; field: string; reason: string }[];
}

/** A column of the platform's gradebook (AGS 2.0 line item). */
export interface LineItem {
  /** Its URL, which is also its id. */
  id: string;
  label: string;
  scoreMaximum: number;
  resourceId: string | null;
  tag: string | null;
  resourceLinkId: string | null;
}

/** What the platform's gradebook holds of one person (AGS 2.0 result); `score` is null where it holds none. */
export interface LineResult {
  /** `sub` of the person at the platform. */
  subject: string;
  score: number | null;
  maximum: number | null;
}

/** What a line item is made from. `resourceLinkId` couples it to an activity of the course. */
export interface LineItemDraft {
  label: string;
  /** Points, more than 0. */
  scoreMaximum: number;
  resourceId?: string;
  tag?: string;
  resourceLinkId?: string;
}

/** One score of one person (AGS 2.0). */
export interface Score {
  /** `sub` of the person at the platform. */
  subject: string;
  /** Points out of `scoreMaximum`; leave out to report progress without points. */
  scoreGiven?: number;
  scoreMaximum: number;
  activityProgress: 'Initialized' | 'Started' | 'InProgress' | 'Submitted' | 'Completed';
  gradingProgress: 'FullyGraded' | 'Pending' | 'PendingManual' | 'Failed' | 'NotReady';
  /** Milliseconds; a platform refuses a score that is not newer than the one it has. */
  at: number;
  comment?: string;
}

/** One thing that a deep linking answer puts into a course: a launch link of ours. */
export interface ContentItem {
  title: string;
  text?: string;
  url: string;
  target: 'iframe' | 'window';
  custom?: Record<string, string>;
  /** The column of the gradebook that is made with it. */
  lineItem?: LineItemDraft;
}
