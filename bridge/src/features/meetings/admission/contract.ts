import { z } from 'zod';
import { endpoint, id, lines, moment, text } from '../../../kernel/contract.ts';
import { shownDetails, writtenDetails } from '../details-contract.ts';
import { mostSeats } from '../contract.ts';

export { fallsOn, weekdayOf, weeklyDates } from '../../../kernel/recurrence.ts';
export * from './entrance-contract.ts';
export * from './units-contract.ts';
export * from './waiting-contract.ts';

/** Who may come in at all, from most to fewest. `invited`: course members, invited people, holders of a valid link. */
export const admissionScope = z.enum(['anyone', 'campus', 'invited']);
export type AdmissionScope = z.infer<typeof admissionScope>;

/** Characters of a guest password. */
export const guestPasswordLength = { least: 6, most: 32 };

/** What a person can read aloud; a good one is proposed by the bridge. */
export const guestPassword = text(guestPasswordLength.most).refine(
  (value) => value.length >= guestPasswordLength.least,
  `needs ${guestPasswordLength.least} characters`,
);

/** How a series lets people in, as its hosts see it. */
export const admission = z.object({
  scope: admissionScope,
  /** Asked of those who come by number; null: none is asked, or the reader may not invite guests. */
  guestPassword: z.string().nullable(),
  lobby: z.boolean(),
  /** While locked nobody new comes in but hosts. */
  locked: z.boolean(),
});
export type Admission = z.infer<typeof admission>;

const admissionChanges = z
  .strictObject({
    scope: admissionScope,
    guestPassword: guestPassword.nullable(),
    lobby: z.boolean(),
    locked: z.boolean(),
  })
  .partial();

/** A calendar date and time as on the wall, without a zone: `2026-11-24T08:00`. */
const wallTime = z.iso
  .datetime({ local: true, offset: false, precision: -1 })
  // `local` allows a time without Z, and lets one with Z through.
  .regex(/\d$/u);

/** Monday is 1, Sunday 7. */
const weekday = z.int().min(1).max(7);

/** When a series takes place: a wall time in an IANA zone, once (`weekly`: null) or again and again. */
export const schedule = z.strictObject({
  startsAt: wallTime,
  timezone: text(64),
  durationMinutes: z.int().min(5).max(1440),
  weekly: z
    .strictObject({
      /** The last day, inclusive, in the plan's zone. */
      until: z.iso.date(),
      /** 2: every second week (单双周), counted from the week of the first day; left out: every week. */
      interval: z.union([z.literal(1), z.literal(2)]).optional(),
      /** The first day's is among them; left out: that one alone. */
      weekdays: z.array(weekday).min(1).max(7).optional(),
      /** Days that are left out: holidays, a journey. */
      skipped: z.array(z.iso.date()).max(100).optional(),
    })
    .nullable(),
});
export type Schedule = z.infer<typeof schedule>;

/** What stays the same from one meeting to the next, as its hosts see it. */
export const series = z.object({
  id,
  kind: z.enum(['personal', 'fresh', 'course']),
  number: z.string(),
  title: z.string(),
  /** Of its next or running meeting. */
  ...shownDetails,
  courseId: id.nullable(),
  admission,
  /** Its meetings begin in lecture mode; hosts of a running one say otherwise with `changePermissions`. */
  lecture: z.boolean(),
  /** Whether the reader may invite people from outside; absent: from a bridge of the version before. */
  mayInviteGuests: z.boolean().optional(),
  schedule: schedule.nullable(),
  /** The occurrence that runs or comes next; null when there is none. */
  next: z
    .object({ meetingId: id, state: z.enum(['scheduled', 'open']), startsAt: moment })
    .nullable(),
  /** The address that opens the panel at "join by ID" with the number filled in. */
  url: z.string(),
});
export type Series = z.infer<typeof series>;

const bySeries = z.strictObject({ seriesId: id });
const byMeeting = z.strictObject({ meetingId: id });

export const getPersonalSeries = endpoint({
  id: 'getPersonalSeries',
  summary: 'My personal meeting ID and how it lets people in; made on first use.',
  method: 'GET',
  path: '/api/series/mine',
  who: 'person',
  reply: series,
});

export const proposePassword = endpoint({
  id: 'proposePassword',
  summary: 'A good guest password, not stored anywhere.',
  method: 'GET',
  path: '/api/series/password',
  who: 'person',
  reply: z.object({ guestPassword: z.string() }),
});

export const createSeries = endpoint({
  id: 'createSeries',
  summary: 'Makes a fresh series with a number of its own; scheduled, or to be started at once.',
  method: 'POST',
  path: '/api/series',
  who: 'person',
  body: z.strictObject({
    title: text(200),
    ...writtenDetails,
    admission: admissionChanges.optional(),
    lecture: z.boolean().optional(),
    schedule: schedule.nullable().optional(),
    invite: z.array(id).max(mostSeats).optional(),
  }),
  reply: series,
});

export const getSeries = endpoint({
  id: 'getSeries',
  summary: 'A series, for its hosts.',
  method: 'GET',
  path: '/api/series/:seriesId',
  who: 'person',
  params: bySeries,
  reply: series,
});

export const getCourseSeries = endpoint({
  id: 'getCourseSeries',
  summary:
    'The series of a course, or of one of its groups, for those who may host it; made on first use. It is planned by changing its schedule.',
  method: 'GET',
  path: '/api/courses/:courseId/series',
  who: 'person',
  params: z.strictObject({ courseId: id }),
  query: z.strictObject({ groupId: id.optional() }),
  reply: series,
});

export const getSeriesOfMeeting = endpoint({
  id: 'getSeriesOfMeeting',
  summary: 'The series of a meeting, for its hosts.',
  method: 'GET',
  path: '/api/meetings/:meetingId/series',
  who: 'person',
  params: byMeeting,
  reply: series,
});

export const changeSeries = endpoint({
  id: 'changeSeries',
  summary: 'Changes title, details, admission or schedule, also while a meeting runs; hosts only.',
  method: 'PATCH',
  path: '/api/series/:seriesId',
  who: 'person',
  params: bySeries,
  body: z.strictObject({
    title: text(200).optional(),
    /** Of its meetings that are not over, and those to come. */
    ...writtenDetails,
    admission: admissionChanges.optional(),
    lecture: z.boolean().optional(),
    schedule: schedule.nullable().optional(),
    /** Gives the series a new number; the former one leads nowhere from then on. */
    newNumber: z.literal(true).optional(),
  }),
  reply: series,
});

export const cancelSeries = endpoint({
  id: 'cancelSeries',
  summary: 'Cancels what is scheduled; invited people get a mail. Not for personal series.',
  method: 'DELETE',
  path: '/api/series/:seriesId',
  who: 'person',
  params: bySeries,
  reply: z.object({}),
});

export const startSeries = endpoint({
  id: 'startSeries',
  summary: 'Starts a meeting of the series, or answers the one that runs; hosts only.',
  method: 'POST',
  path: '/api/series/:seriesId/start',
  who: 'person',
  params: bySeries,
  reply: z.object({ meetingId: id }),
});

/** A line of "my meetings". */
export const myMeeting = z.object({
  seriesId: id,
  meetingId: id,
  title: z.string(),
  ...shownDetails,
  number: z.string(),
  state: z.enum(['scheduled', 'open', 'ended']),
  startsAt: moment,
  endedAt: moment.nullable(),
  hostName: z.string(),
  mayHost: z.boolean(),
  /** A host who may invite people from outside; absent: from a bridge of the version before. */
  mayInviteGuests: z.boolean().optional(),
  present: z.int().nonnegative(),
  courseId: id.nullable(),
  weekly: z.boolean(),
  /** On which days of the week, and in how many weeks once; null where it is not weekly. */
  repeats: z.object({ interval: z.int(), weekdays: z.array(weekday) }).nullable(),
});
export type MyMeeting = z.infer<typeof myMeeting>;

/** For so many days a meeting that is over is listed. */
export const pastDays = 30;

export const listMyMeetings = endpoint({
  id: 'listMyMeetings',
  summary: `Meetings that I host or am invited to: running, coming, and those of the last ${pastDays} days.`,
  method: 'GET',
  path: '/api/my-meetings',
  who: 'person',
  reply: z.object({
    running: z.array(myMeeting),
    coming: z.array(myMeeting),
    past: z.array(myMeeting),
  }),
});

export const invite = endpoint({
  id: 'invite',
  summary:
    'Invites people of the campus and mail addresses: each gets a mail with the link and a calendar file.',
  method: 'POST',
  path: '/api/series/:seriesId/invitations',
  who: 'person',
  params: bySeries,
  body: z.strictObject({
    personIds: z.array(id).max(mostSeats).optional(),
    emails: z.array(z.email().max(254)).max(100).optional(),
    /** Short, and without links: the mail's words are the template's. */
    message: lines(500).optional(),
  }),
  reply: z.object({
    mailed: z.int(),
    withoutAddress: z.array(id),
    /** Addresses whose owners want no invitations from here: nothing was sent to them. */
    refused: z.array(z.string()),
  }),
});
