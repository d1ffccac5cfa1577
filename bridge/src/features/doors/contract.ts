import { z } from 'zod';
import { endpoint, id, moment, text } from '../../kernel/contract.ts';
import { openSession } from '../sessions/contract.ts';

/** Who may come in at all. `invited`: course members, invited people, holders of a valid link. */
export const admissionScope = z.enum(['anyone', 'campus', 'invited']);
export type AdmissionScope = z.infer<typeof admissionScope>;

/** 6 to 32 characters that a person can read aloud; a good one is proposed by the bridge. */
export const guestPassword = text(32).refine((value) => value.length >= 6, 'needs 6 characters');

/** How a series lets people in, as its hosts see it. */
export const admission = z.object({
  scope: admissionScope,
  /** Asked of those who come by number; null: none is asked. */
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

/** Digits of a meeting number; written in any grouping (spaces, dots, hyphens), full-width digits too. */
export const meetingNumber = z
  .string()
  .max(40)
  .transform((value) => value.normalize('NFKC').replace(/[\s.\-‐-―]/gu, ''))
  .refine((value) => /^\d{9,10}$/u.test(value), 'must be a meeting ID of 9 or 10 digits');

/** A calendar date and time as on the wall, without a zone: `2026-11-24T08:00`. */
const wallTime = z.iso.datetime({ local: true, offset: false, precision: -1 });

/** When a scheduled series takes place: a wall time in an IANA zone, once or every week. */
export const schedule = z.strictObject({
  startsAt: wallTime,
  timezone: text(64),
  durationMinutes: z.int().min(5).max(1440),
  /** Null: once. `until` is the last day, inclusive, in the same zone. */
  weekly: z.strictObject({ until: z.iso.date() }).nullable(),
});
export type Schedule = z.infer<typeof schedule>;

/** What stays the same from one meeting to the next, as its hosts see it. */
export const series = z.object({
  id,
  kind: z.enum(['personal', 'fresh', 'course']),
  number: z.string(),
  title: z.string(),
  courseId: id.nullable(),
  admission,
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
    admission: admissionChanges.optional(),
    schedule: schedule.nullable().optional(),
    invite: z.array(id).max(500).optional(),
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
  summary: 'Changes title, admission or schedule, also while a meeting runs; hosts only.',
  method: 'PATCH',
  path: '/api/series/:seriesId',
  who: 'person',
  params: bySeries,
  body: z.strictObject({
    title: text(200).optional(),
    admission: admissionChanges.optional(),
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
  number: z.string(),
  state: z.enum(['scheduled', 'open', 'ended']),
  startsAt: moment,
  endedAt: moment.nullable(),
  hostName: z.string(),
  mayHost: z.boolean(),
  present: z.int().nonnegative(),
  courseId: id.nullable(),
  weekly: z.boolean(),
});
export type MyMeeting = z.infer<typeof myMeeting>;

export const listMyMeetings = endpoint({
  id: 'listMyMeetings',
  summary: 'Meetings that I host or am invited to: running, coming, and those of the last 30 days.',
  method: 'GET',
  path: '/api/my-meetings',
  who: 'person',
  reply: z.object({
    running: z.array(myMeeting),
    coming: z.array(myMeeting),
    past: z.array(myMeeting),
  }),
});

/** What a door that was opened leads to. A guest gets a session; a person goes on with the own one. */
const passed = z.object({
  meetingId: id,
  title: z.string(),
  hostName: z.string(),
  state: z.enum(['scheduled', 'open']),
  startsAt: moment.nullable(),
  /** Set for somebody without an account. */
  guest: openSession.nullable(),
});
export type Passed = z.infer<typeof passed>;

/** The name that a guest types; a signed-in person's own name is used instead. */
const guestName = text(80);

export const knockByNumber = endpoint({
  id: 'knockByNumber',
  summary:
    'The door "meeting ID + guest password". A wrong number and a wrong password get the same answer.',
  method: 'POST',
  path: '/api/doors/number',
  who: 'anyone',
  body: z.strictObject({
    number: meetingNumber,
    guestPassword: z.string().max(64).optional(),
    name: guestName.optional(),
  }),
  reply: passed,
});

export const lookAtLink = endpoint({
  id: 'lookAtLink',
  summary: 'What an invitation link leads to, before a name is typed; uses nothing up.',
  method: 'POST',
  path: '/api/doors/link/look',
  who: 'anyone',
  body: z.strictObject({ token: z.string().min(20).max(100) }),
  reply: z.object({
    title: z.string(),
    hostName: z.string(),
    state: z.enum(['scheduled', 'open', 'none']),
    startsAt: moment.nullable(),
    /** The name that the link fixes; null: the guest types one. */
    guestName: z.string().nullable(),
    lobby: z.boolean(),
  }),
});

export const knockByLink = endpoint({
  id: 'knockByLink',
  summary: 'The door "link". A dead link says why: expired, used up, revoked.',
  method: 'POST',
  path: '/api/doors/link',
  who: 'anyone',
  body: z.strictObject({ token: z.string().min(20).max(100), name: guestName.optional() }),
  reply: passed,
});

/** An invitation link as the hosts see it. The address is only shown when it is made or rotated. */
export const link = z.object({
  id,
  url: z.string().nullable(),
  createdAt: moment,
  expiresAt: moment.nullable(),
  /** How often it may be used; null: any number. */
  uses: z.int().positive().nullable(),
  used: z.int().nonnegative(),
  guestName: z.string().nullable(),
  role: z.enum(['member', 'host']),
  state: z.enum(['live', 'expired', 'used-up', 'revoked']),
});
export type Link = z.infer<typeof link>;

export const listLinks = endpoint({
  id: 'listLinks',
  summary: 'The invitation links of a series; hosts only.',
  method: 'GET',
  path: '/api/series/:seriesId/links',
  who: 'person',
  params: bySeries,
  reply: z.object({ links: z.array(link) }),
});

export const createLink = endpoint({
  id: 'createLink',
  summary: 'Makes an invitation link; with `guestName` it is personal and has that name and role.',
  method: 'POST',
  path: '/api/series/:seriesId/links',
  who: 'person',
  params: bySeries,
  body: z.strictObject({
    expiresAt: moment.nullable().optional(),
    uses: z.int().min(1).max(10_000).nullable().optional(),
    guestName: guestName.optional(),
    role: z.enum(['member', 'host']).optional(),
  }),
  reply: link,
});

const byLink = z.strictObject({ seriesId: id, linkId: id });

export const revokeLink = endpoint({
  id: 'revokeLink',
  summary: 'Makes a link lead nowhere from now on; hosts only.',
  method: 'POST',
  path: '/api/series/:seriesId/links/:linkId/revoke',
  who: 'person',
  params: byLink,
  reply: link,
});

export const rotateLink = endpoint({
  id: 'rotateLink',
  summary: 'Gives a link a new address; the former one leads nowhere from now on.',
  method: 'POST',
  path: '/api/series/:seriesId/links/:linkId/rotate',
  who: 'person',
  params: byLink,
  reply: link,
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
    personIds: z.array(id).max(500).optional(),
    emails: z.array(z.email().max(254)).max(100).optional(),
    message: text(1000).optional(),
  }),
  reply: z.object({ mailed: z.int(), withoutAddress: z.array(id) }),
});

/** One who waits in the lobby. */
export const waiting = z.object({
  participantId: id,
  name: z.string(),
  kind: z.enum(['person', 'guest']),
  door: z.enum(['member', 'call', 'number', 'link']),
  since: moment,
});
export type Waiting = z.infer<typeof waiting>;

export const listLobby = endpoint({
  id: 'listLobby',
  summary: 'Who waits; hosts only. Pushed as `lobby` as well.',
  method: 'GET',
  path: '/api/meetings/:meetingId/lobby',
  who: 'participant',
  params: byMeeting,
  reply: z.object({ waiting: z.array(waiting) }),
});

const lobbyChoice = z.union([
  z.strictObject({ participantIds: z.array(id).min(1).max(500) }),
  z.strictObject({ all: z.literal(true) }),
]);

export const admit = endpoint({
  id: 'admit',
  summary: 'Lets people in from the lobby: some, or all; hosts only.',
  method: 'POST',
  path: '/api/meetings/:meetingId/lobby/admit',
  who: 'participant',
  params: byMeeting,
  body: lobbyChoice,
  reply: z.object({ waiting: z.array(waiting) }),
});

export const refuse = endpoint({
  id: 'refuse',
  summary: 'Sends people in the lobby away; hosts only.',
  method: 'POST',
  path: '/api/meetings/:meetingId/lobby/refuse',
  who: 'participant',
  params: byMeeting,
  body: lobbyChoice,
  reply: z.object({ waiting: z.array(waiting) }),
});

export const stopWaiting = endpoint({
  id: 'stopWaiting',
  summary: 'Leaves the lobby.',
  method: 'POST',
  path: '/api/meetings/:meetingId/lobby/leave',
  who: 'participant',
  params: byMeeting,
  reply: z.object({}),
});

/** Somebody whom a host removed for good. */
export const ban = z.object({ participantId: id, name: z.string(), at: moment });

export const listBans = endpoint({
  id: 'listBans',
  summary: 'Who may not come back; hosts only.',
  method: 'GET',
  path: '/api/series/:seriesId/bans',
  who: 'person',
  params: bySeries,
  reply: z.object({ bans: z.array(ban) }),
});

export const liftBan = endpoint({
  id: 'liftBan',
  summary: 'Lets somebody come back; hosts only.',
  method: 'DELETE',
  path: '/api/series/:seriesId/bans/:participantId',
  who: 'person',
  params: z.strictObject({ seriesId: id, participantId: id }),
  reply: z.object({}),
});

/** Push to the waiting participant. */
export const admissionEvent = z.object({
  meetingId: id,
  outcome: z.enum(['admitted', 'refused', 'timed-out', 'meeting-ended']),
});
/** Push to the hosts of a meeting. */
export const lobbyEvent = z.object({ meetingId: id, waiting: z.array(waiting) });
