import { z } from 'zod';
import { endpoint, id, moment } from '../../kernel/contract.ts';
import { queued } from './entry-queue/contract.ts';
import { shownDetails, writtenDetails } from './details-contract.ts';

/** Seats of the largest meeting, and so the most people of anything that is done with them at once. */
export const mostSeats = 500;

/** A meeting as one person sees it; what the course page shows and what is pushed to it. */
export const meetingSummary = z.object({
  id,
  title: z.string(),
  ...shownDetails,
  courseId: id.nullable(),
  groupId: id.nullable(),
  /** What it has in common with others of the same plan or room; absent: from a bridge of the version before. */
  seriesId: id.nullable().optional(),
  state: z.enum(['scheduled', 'open', 'ended']),
  /** When it is to begin; null for one that was started at once. */
  startsAt: moment.nullable(),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  hostName: z.string(),
  /** How many people are in, each counted once. */
  present: z.int().nonnegative(),
  capacity: z.int().positive(),
  /** True while the reader is in the meeting, in whatever tab or device. */
  iAmIn: z.boolean(),
  /** True when the reader is a host of this meeting. */
  mayHost: z.boolean(),
});
export type MeetingSummary = z.infer<typeof meetingSummary>;

/** All that a browser needs to enter the room on the conference server. */
export const entry = z.object({
  seat: z.object({ id, leaseExpiresAt: moment }),
  role: z.enum(['host', 'member']),
  /** With what one may come in: where many are, newcomers switch on when they have something to say. */
  starts: z.object({ microphone: z.boolean(), camera: z.boolean() }),
  conference: z.object({
    room: z.string(),
    jwt: z.string(),
    jwtExpiresAt: moment,
    domain: z.string(),
    muc: z.string(),
    focus: z.string(),
    serviceUrl: z.string(),
    libraryUrl: z.string(),
    displayName: z.string(),
  }),
});
export type Entry = z.infer<typeof entry>;

/**
 * What became of coming to the meeting: in; in the lobby since then; or in the queue before the room, with a seat,
 * until the conference server takes one more.
 */
export const arrival = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('entered'), ...entry.shape }),
  z.object({ outcome: z.literal('waiting'), since: moment }),
  z.object({ outcome: z.literal('queued'), ...queued.shape }),
]);
export type Arrival = z.infer<typeof arrival>;

const byMeeting = z.strictObject({ meetingId: id });

export const startCourseMeeting = endpoint({
  id: 'startCourseMeeting',
  summary:
    'Starts the meeting of a course or of one of its groups; answers the running one unless another is asked for.',
  method: 'POST',
  path: '/api/courses/:courseId/meetings',
  who: 'person',
  params: z.strictObject({ courseId: id }),
  body: z.strictObject({
    groupId: id.optional(),
    another: z.boolean().optional(),
    /** Of a new one; one that runs keeps its own. */
    ...writtenDetails,
  }),
  reply: meetingSummary,
});

export const listCourseMeetings = endpoint({
  id: 'listCourseMeetings',
  summary:
    "A course's running meetings and its latest ended ones, as far as the reader may join them.",
  method: 'GET',
  path: '/api/courses/:courseId/meetings',
  who: 'person',
  params: z.strictObject({ courseId: id }),
  reply: z.object({ meetings: z.array(meetingSummary) }),
});

export const startMyMeeting = endpoint({
  id: 'startMyMeeting',
  summary: "Starts the caller's own personal meeting, or answers it when it runs.",
  method: 'POST',
  path: '/api/meetings/mine',
  who: 'person',
  reply: meetingSummary,
});

export const getMeeting = endpoint({
  id: 'getMeeting',
  summary: 'One meeting, for those who may join it.',
  method: 'GET',
  path: '/api/meetings/:meetingId',
  who: 'participant',
  params: byMeeting,
  reply: meetingSummary,
});

/**
 * One who waits asks again every 30 seconds: a place in the lobby that was not asked for within 90 seconds is
 * given up. The push `admission` says at once what the hosts decided; after `admitted` one asks again to enter. One who is
 * `queued` asks again every five seconds, and at once when the push `entrance` says so: a place that was not asked for
 * within 20 seconds goes to the next.
 */
export const enterMeeting = endpoint({
  id: 'enterMeeting',
  summary:
    'Takes a seat and answers the token for the room, or a place in the lobby; renews them when one comes back.',
  method: 'POST',
  path: '/api/meetings/:meetingId/enter',
  who: 'participant',
  inMaintenance: true,
  params: byMeeting,
  reply: arrival,
});

export const leaveMeeting = endpoint({
  id: 'leaveMeeting',
  summary:
    "Frees the caller's seat that was not taken yet; in the room, the conference server's word decides.",
  method: 'POST',
  path: '/api/meetings/:meetingId/leave',
  who: 'participant',
  inMaintenance: true,
  params: byMeeting,
  reply: z.object({}),
});

export const endMeeting = endpoint({
  id: 'endMeeting',
  summary: 'Ends the meeting for all; hosts only.',
  method: 'POST',
  path: '/api/meetings/:meetingId/end',
  who: 'participant',
  inMaintenance: true,
  params: byMeeting,
  reply: meetingSummary,
});
