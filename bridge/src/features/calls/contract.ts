import { z } from 'zod';
import { endpoint, id, moment, text } from '../../kernel/contract.ts';
import { mostSeats } from '../meetings/contract.ts';

/** As long as a call rings, milliseconds. */
export const ringMs = 45_000;

/** The states of one invitee of a call; all but the first two are final. */
export const inviteeState = z.enum([
  'queued',
  'ringing',
  'answered',
  'declined',
  'busy',
  'no-answer',
  'unreachable',
  'cancelled',
]);
export type InviteeState = z.infer<typeof inviteeState>;

export const invitee = z.object({
  id,
  personId: id,
  name: z.string(),
  state: inviteeState,
  /** Milliseconds; the greater one is the newer state of an invitee. */
  changedAt: moment,
  /** What the invitee wrote when declining. */
  message: z.string().nullable(),
  /** How somebody without an open panel was told: by web push, by mail, or not at all. */
  toldBy: z.enum(['panel', 'push', 'mail', 'lms']).nullable(),
});
export type Invitee = z.infer<typeof invitee>;

/** A call into a meeting, as its caller and the hosts see it. */
export const call = z.object({
  id,
  meetingId: id,
  callerId: id,
  callerName: z.string(),
  startedAt: moment,
  invitees: z.array(invitee),
});
export type Call = z.infer<typeof call>;

const byCall = z.strictObject({ callId: id });
const byRing = z.strictObject({ inviteeId: id });

/** Whom to ring: any mixture; each person once, never the caller, nobody who is in already. */
const whom = z.strictObject({
  personIds: z.array(id).max(mostSeats).optional(),
  courseIds: z.array(id).max(20).optional(),
  groups: z
    .array(z.strictObject({ courseId: id, groupId: id }))
    .max(50)
    .optional(),
  departmentIds: z.array(id).max(20).optional(),
  /**
   * The size that the caller has confirmed; asked for above 20 by `call/confirm-size`, whose flaw `size` says
   * how many it would be. Fewer than confirmed may be rung without asking again.
   */
  confirmedSize: z.int().positive().optional(),
});

export const countInvitees = endpoint({
  id: 'countInvitees',
  summary: 'How many people a choice would ring.',
  method: 'POST',
  path: '/api/meetings/:meetingId/calls/count',
  who: 'person',
  inMaintenance: true,
  params: z.strictObject({ meetingId: id }),
  body: whom,
  reply: z.object({ size: z.int().nonnegative(), limit: z.int(), confirmAbove: z.int() }),
});

export const ring = endpoint({
  id: 'ring',
  summary: 'Calls people into a running meeting: their browsers ring.',
  method: 'POST',
  path: '/api/meetings/:meetingId/calls',
  who: 'person',
  inMaintenance: true,
  params: z.strictObject({ meetingId: id }),
  body: whom,
  reply: call,
});

export const ringMissing = endpoint({
  id: 'ringMissing',
  summary: 'Rings those invited to the meeting (course, series, earlier calls) who are not in.',
  method: 'POST',
  path: '/api/meetings/:meetingId/calls/missing',
  who: 'person',
  inMaintenance: true,
  params: z.strictObject({ meetingId: id }),
  body: z.strictObject({ confirmedSize: z.int().positive().optional() }),
  reply: call,
});

/** What somebody may ring as a whole, beside own groups: departments or none, and these courses. */
const whole = z.object({ departments: z.boolean(), courseIds: z.array(id) });
export type Whole = z.infer<typeof whole>;

export const listCalls = endpoint({
  id: 'listCalls',
  summary: 'The calls of a meeting that the reader made, or all of them for its hosts.',
  method: 'GET',
  path: '/api/meetings/:meetingId/calls',
  who: 'person',
  params: z.strictObject({ meetingId: id }),
  reply: z.object({
    calls: z.array(call),
    /** Whom the reader may ring: people of a course or group; null: of the whole campus. Absent: of before. */
    audience: z.object({ courseId: id, groupId: id.nullable() }).nullable().optional(),
    /** Absent: from a bridge of the version before. */
    whole: whole.optional(),
  }),
});

export const cancelCall = endpoint({
  id: 'cancelCall',
  summary: 'Stops ringing: one invitee, or all.',
  method: 'POST',
  path: '/api/calls/:callId/cancel',
  who: 'person',
  inMaintenance: true,
  params: byCall,
  body: z.strictObject({ inviteeIds: z.array(id).max(mostSeats).optional() }),
  reply: call,
});

/** A call that rings here, as the invitee sees it. */
export const incoming = z.object({
  inviteeId: id,
  callId: id,
  meetingId: id,
  title: z.string(),
  callerId: id,
  callerName: z.string(),
  /** How many others are called too. */
  others: z.int().nonnegative(),
  ringingUntil: moment,
});
export type Incoming = z.infer<typeof incoming>;

export const listIncoming = endpoint({
  id: 'listIncoming',
  summary: 'What rings for me now: asked after a reload or a reconnection.',
  method: 'GET',
  path: '/api/calls/incoming',
  who: 'person',
  reply: z.object({ incoming: z.array(incoming) }),
});

export const answer = endpoint({
  id: 'answer',
  summary: 'Answers a call; the ringing stops everywhere, and the meeting may be entered.',
  method: 'POST',
  path: '/api/calls/invitees/:inviteeId/answer',
  who: 'person',
  inMaintenance: true,
  params: byRing,
  body: z.strictObject({ with: z.enum(['video', 'voice']) }),
  reply: z.object({ meetingId: id }),
});

export const decline = endpoint({
  id: 'decline',
  summary: 'Declines a call, with a short message if one likes; the ringing stops everywhere.',
  method: 'POST',
  path: '/api/calls/invitees/:inviteeId/decline',
  who: 'person',
  inMaintenance: true,
  params: byRing,
  body: z.strictObject({ message: text(140).optional() }),
  reply: z.object({}),
});

/** A call that I did not answer. */
export const missedCall = z.object({
  inviteeId: id,
  callerId: id,
  callerName: z.string(),
  meetingId: id,
  title: z.string(),
  at: moment,
  why: z.enum(['no-answer', 'unreachable', 'busy', 'cancelled']),
  seen: z.boolean(),
  /** The meeting still runs: one can join it. */
  running: z.boolean(),
});
export type MissedCall = z.infer<typeof missedCall>;

/** For so many days a missed call is listed. */
export const missedDays = 30;

export const listMissed = endpoint({
  id: 'listMissed',
  summary: `Calls that I missed in the last ${missedDays} days, latest first.`,
  method: 'GET',
  path: '/api/calls/missed',
  who: 'person',
  reply: z.object({ missed: z.array(missedCall), unseen: z.int().nonnegative() }),
});

export const markMissedSeen = endpoint({
  id: 'markMissedSeen',
  summary: 'I have seen my missed calls.',
  method: 'POST',
  path: '/api/calls/missed/seen',
  who: 'person',
  inMaintenance: true,
  reply: z.object({}),
});

/** When I may be rung, and who sees that I am there. Hours are wall times `22:00` in `timezone`. */
export const ringSettings = z.object({
  doNotDisturbUntil: moment.nullable(),
  quietHours: z
    .strictObject({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) })
    .nullable(),
  timezone: z.string().max(64),
  /** Who may see whether I am online or in a meeting. */
  presenceFor: z.enum(['everybody', 'colleagues', 'nobody']),
  /** Who may ring me besides my teachers, hosts of my meetings and colleagues of my departments. */
  ringableBy: z.enum(['everybody', 'related']),
});
export type RingSettings = z.infer<typeof ringSettings>;

export const getRingSettings = endpoint({
  id: 'getRingSettings',
  summary: 'When I may be rung, and who sees that I am there.',
  method: 'GET',
  path: '/api/me/ringing',
  who: 'person',
  reply: ringSettings,
});

export const changeRingSettings = endpoint({
  id: 'changeRingSettings',
  summary: 'Changes when I may be rung.',
  method: 'PATCH',
  path: '/api/me/ringing',
  who: 'person',
  body: z
    .strictObject({
      doNotDisturbUntil: moment.nullable(),
      quietHours: ringSettings.shape.quietHours,
      timezone: text(64),
      presenceFor: ringSettings.shape.presenceFor,
      ringableBy: ringSettings.shape.ringableBy,
    })
    .partial(),
  reply: ringSettings,
});

/** Push to the invitee's tabs and devices, after `incoming` was pushed as `ring`. */
export const ringStoppedEvent = z.object({
  inviteeId: id,
  state: inviteeState,
  /** True for the tab or device that answered or declined: by its session. */
  bySessionId: id.nullable(),
});
/** Push to the caller and the meeting's hosts: what changed since. */
export const callEvent = z.object({ callId: id, meetingId: id, invitees: z.array(invitee) });
