import { z } from 'zod';
import { endpoint, id } from '../../../kernel/contract.ts';

/**
 * Whom members may write to. `everybody`: all write to all, and any two privately. `hosts`: members write privately to
 * hosts only, who write to everybody and answer privately. `off`: only hosts write.
 */
export const chatRule = z.enum(['everybody', 'hosts', 'off']);
export type ChatRule = z.infer<typeof chatRule>;

/** Characters of one message of the chat; Prosody (campus_meet/speech.lib.lua) refuses longer ones. */
export const longestMessage = 2_000;

/** What members (not hosts) may do in a meeting. */
export const permissions = z.object({
  microphone: z.boolean(),
  camera: z.boolean(),
  share: z.boolean(),
  chat: chatRule,
});
export type Permissions = z.infer<typeof permissions>;

const changes = z.strictObject({ ...permissions.shape, lecture: z.boolean() }).partial();
export type PermissionChanges = z.infer<typeof changes>;

/** How many people at once may be exempt from what is forbidden. */
export const mostExempt = 100;

/**
 * How many people at once may be in the spotlight: a grid of three by three still shows faces on a phone, and
 * everybody in the meeting receives all of them.
 */
export const mostSpotlit = 9;

/** What holds in a meeting for everybody, and whom it does not bind. */
export const rules = z.object({
  /** As they are kept: in lecture mode none of the media, whatever was allowed before and will be after it. */
  permissions,
  /** Only hosts, and whom they call up, send sound and pictures. */
  lecture: z.boolean(),
  /** Members who may do what the others may not: called upon, giving a talk. */
  exempt: z.array(id),
  /** Whom everybody sees large, in the order in which hosts chose them; all of them are in the meeting. */
  spotlight: z.array(id),
  /** While locked nobody new comes in but hosts; changed with the series (`changeSeries`). */
  locked: z.boolean(),
});
export type Rules = z.infer<typeof rules>;

const byMeeting = z.strictObject({ meetingId: id });
const byParticipant = z.strictObject({ meetingId: id, participantId: id });

export const getRules = endpoint({
  id: 'getRules',
  summary:
    'What members may do in this meeting, and whether it is locked. Pushed as `rules` as well.',
  method: 'GET',
  path: '/api/meetings/:meetingId/rules',
  who: 'participant',
  params: byMeeting,
  reply: rules,
});

export const changePermissions = endpoint({
  id: 'changePermissions',
  summary:
    'Allows or forbids microphones, cameras and shares to members, switches lecture mode, and says whom they may write to; hosts only.',
  method: 'PATCH',
  path: '/api/meetings/:meetingId/permissions',
  who: 'participant',
  inMaintenance: true,
  params: byMeeting,
  body: changes,
  reply: rules,
});

export const setExempt = endpoint({
  id: 'setExempt',
  summary: 'Lets one member do what the others may not, or not any more; hosts only.',
  method: 'PUT',
  path: '/api/meetings/:meetingId/participants/:participantId/exempt',
  who: 'participant',
  inMaintenance: true,
  params: byParticipant,
  body: z.strictObject({ exempt: z.boolean() }),
  reply: rules,
});

/** Alone, beside those who are in it already, or not any more. */
const spotlightChange = z.enum(['only', 'also', 'off']);
export type SpotlightChange = z.infer<typeof spotlightChange>;

export const setSpotlight = endpoint({
  id: 'setSpotlight',
  summary: 'Shows somebody who is in large to everybody, or not any more; hosts only.',
  method: 'PUT',
  path: '/api/meetings/:meetingId/participants/:participantId/spotlight',
  who: 'participant',
  inMaintenance: true,
  params: byParticipant,
  body: z.strictObject({ spotlight: spotlightChange }),
  reply: rules,
});

export const setRole = endpoint({
  id: 'setRole',
  summary:
    'Makes somebody a co-host of this meeting, or a member again; kept after a reload; hosts only.',
  method: 'PUT',
  path: '/api/meetings/:meetingId/participants/:participantId/role',
  who: 'participant',
  inMaintenance: true,
  params: byParticipant,
  body: z.strictObject({ role: z.enum(['host', 'member']) }),
  reply: z.object({}),
});

export const removeFromMeeting = endpoint({
  id: 'removeFromMeeting',
  summary: 'Removes somebody, for now or for good (`ban`); hosts only.',
  method: 'POST',
  path: '/api/meetings/:meetingId/participants/:participantId/remove',
  who: 'participant',
  inMaintenance: true,
  params: byParticipant,
  body: z.strictObject({ ban: z.boolean().optional() }),
  reply: z.object({}),
});

/** Push to everybody in the meeting. */
export const rulesEvent = z.object({ meetingId: id, rules });
/** Push to the one whose role changed. */
export const roleEvent = z.object({ meetingId: id, role: z.enum(['host', 'member']) });
