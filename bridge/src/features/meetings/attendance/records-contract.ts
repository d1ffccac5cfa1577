import { z } from 'zod';
import { id, moment } from '../../../kernel/contract.ts';

/**
 * What a meeting was to somebody: long enough in it; in it, but too short; never there; excused by a teacher, so that
 * it does not count.
 */
export const attendanceStatus = z.enum(['attended', 'partial', 'absent', 'excused']);
export type AttendanceStatus = z.infer<typeof attendanceStatus>;

/** What a teacher may say instead. */
export const correctedStatus = attendanceStatus.exclude(['partial']);
export type CorrectedStatus = z.infer<typeof correctedStatus>;

/** What each number of a rule may be. */
export const ruleLimits = {
  leastShare: { least: 1, most: 100 },
  lateMinutes: { least: 0, most: 240 },
  earlyMinutes: { least: 0, most: 240 },
  breakMinutes: { least: 0, most: 15 },
} as const;

const within = ({ least, most }: { least: number; most: number }) => z.int().min(least).max(most);

/** By what attendance is decided in a course. */
export const attendanceRule = z.strictObject({
  /** Who comes later than this is late. */
  lateMinutes: within(ruleLimits.lateMinutes),
  /** Who leaves earlier than this before the end left early. */
  earlyMinutes: within(ruleLimits.earlyMinutes),
  /** So much of a meeting makes it attended, percent. */
  leastShare: within(ruleLimits.leastShare),
  /** A gap up to this is a broken network and no leaving. */
  breakMinutes: within(ruleLimits.breakMinutes),
});
export type AttendanceRule = z.infer<typeof attendanceRule>;

const span = z.object({ from: moment, to: moment });
const ms = z.int().nonnegative();
const share = z.number().min(0).max(1);

const correction = z.object({
  id,
  status: correctedStatus,
  reason: z.string(),
  /** Null once that person was erased. */
  madeBy: z.string().nullable(),
  madeAt: moment,
});

export const objectionState = z.enum(['open', 'accepted', 'refused']);

export const objection = z.object({
  id,
  note: z.string(),
  state: objectionState,
  madeAt: moment,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: moment.nullable(),
});
export type Objection = z.infer<typeof objection>;

/** One person's attendance of one meeting. */
export const record = z.object({
  /** There now. */
  isIn: z.boolean(),
  /** The last one goes on while the person is in. */
  stays: z.array(span),
  /** Broken network, within the stays. */
  breaks: z.array(span),
  /** The most at the same time. */
  devices: z.int().nonnegative(),
  presentMs: ms,
  share,
  lateMs: ms.nullable(),
  earlyMs: ms.nullable(),
  isLate: z.boolean(),
  isEarly: z.boolean(),
  /** By the conference server's word. */
  computed: attendanceStatus,
  /** What counts: computed, or as a teacher corrected it. */
  status: attendanceStatus,
  correction: correction.nullable(),
  /** Latest first. */
  objections: z.array(objection),
});
export type PersonRecord = z.infer<typeof record>;

/** Why somebody is listed: of the roster; who may host; of the campus, but not of the roster. */
export const attendeeKind = z.enum(['student', 'host', 'other']);

export const attendee = record.extend({
  personId: id,
  displayName: z.string(),
  campusNumber: z.string().nullable(),
  kind: attendeeKind,
});
export type Attendee = z.infer<typeof attendee>;

export const guest = z.object({
  id,
  /** Null: not known any more. */
  name: z.string().nullable(),
  stays: z.array(span),
  isIn: z.boolean(),
  presentMs: ms,
});

/** A meeting, as far as attendance goes. */
export const timedMeeting = z.object({
  id,
  title: z.string(),
  subject: z.string().nullable(),
  groupId: id.nullable(),
  groupName: z.string().nullable(),
  startedAt: moment,
  endedAt: moment.nullable(),
  /** What counts of it. */
  from: moment,
  to: moment,
  /** When the conference server was broken: counts for everybody who came. */
  breakdowns: z.array(span),
  /** Whether it counts in the term. */
  counts: z.boolean(),
});
export type TimedMeeting = z.infer<typeof timedMeeting>;

/** What somebody's meetings come to. */
export const sums = z.object({
  counted: z.int().nonnegative(),
  attended: z.int().nonnegative(),
  partial: z.int().nonnegative(),
  absent: z.int().nonnegative(),
  excused: z.int().nonnegative(),
  presentMs: ms,
  attendedShare: share.nullable(),
  timeShare: share.nullable(),
});
export type AttendanceSums = z.infer<typeof sums>;

/** One person's part of one meeting, in a table of the term. */
export const cell = z.object({
  status: attendanceStatus,
  share,
  presentMs: ms,
  isLate: z.boolean(),
  isEarly: z.boolean(),
  isCorrected: z.boolean(),
});
