import type { MeetingKind } from '../meeting.ts';
import type { MeetingFacts } from '../details-contract.ts';
import type { AdmissionScope } from './contract.ts';

/** What stays the same from one meeting to the next. Every meeting is an occurrence of one series. */
export interface Series extends MeetingFacts {
  id: string;
  kind: MeetingKind;
  courseId: string | null;
  groupId: string | null;
  /** Null for a course's series: whom its roles make hosts, are its hosts. */
  ownerPersonId: string | null;
  /** Set where there is one series of the kind: per person, or per course and group. */
  uniqueKey: string | null;
  scope: AdmissionScope;
  /** How often the guest password was changed: tells those who came in by a former one. */
  passwordChanges: number;
  lobby: boolean;
  locked: boolean;
  /** Its meetings begin in lecture mode. */
  lecture: boolean;
  cancelledAt: number | null;
  createdAt: number;
}

/** The `uniqueKey` of somebody's personal room. */
export const personalKey = (personId: string): string => `personal:${personId}`;

/** The `uniqueKey` of a course's series; `-` stands for the whole course, as no id of a group does. */
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
