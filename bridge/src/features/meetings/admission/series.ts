import type { MeetingKind } from '../meeting.ts';
import type { Weekly } from '../../../kernel/recurrence.ts';
import type { AdmissionScope, Schedule } from './contract.ts';

/** A schedule with all that may be left out on the wire. */
export interface Plan extends Omit<Schedule, 'weekly'> {
  weekly: Weekly | null;
}

/** What stays the same from one meeting to the next. Every meeting is an occurrence of one series. */
export interface Series {
  id: string;
  kind: MeetingKind;
  courseId: string | null;
  groupId: string | null;
  /** Null for a course's series: whom its roles make hosts, are its hosts. */
  ownerPersonId: string | null;
  title: string;
  /** 9 digits, 10 for a personal one; random, never with a zero in front. */
  number: string;
  /** Set where there is one series of the kind: per person, or per course and group. */
  uniqueKey: string | null;
  scope: AdmissionScope;
  guestPassword: string | null;
  /** How often the guest password was changed: tells those who came in by a former one. */
  passwordChanges: number;
  lobby: boolean;
  locked: boolean;
  schedule: Plan | null;
  cancelledAt: number | null;
  createdAt: number;
}

export const personalKey = (personId: string): string => `personal:${personId}`;

export const courseKey = (courseId: string, groupId: string | null): string =>
  `course:${courseId}:${groupId ?? '-'}`;

/** A participant: a person of the campus, or a guest of one series. */
export interface Participant {
  id: string;
  kind: 'person' | 'guest';
  displayName: string;
}

/** How somebody came to a series. */
export type AdmissionMethod = 'member' | 'call' | 'number' | 'link';
