import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';
import { mostSeats } from '../contract.ts';

const bySeries = z.strictObject({ seriesId: id });
const byMeeting = z.strictObject({ meetingId: id });

/** One who waits in the lobby. */
export const waiting = z.object({
  participantId: id,
  name: z.string(),
  kind: z.enum(['person', 'guest']),
  door: z.enum(['member', 'call', 'number', 'link']),
  since: moment,
  /** A member in the meeting, or its host, whose name this guest's equals or resembles. */
  resembles: z.string().nullable(),
  /** From the network of a guest who was removed for good in the last day: perhaps the same. */
  fromBanned: z.boolean(),
});
export type Waiting = z.infer<typeof waiting>;

/** A guest inside whose name equals or resembles that of a member inside, or of the host. */
export const lookalike = z.object({ participantId: id, name: z.string(), resembles: z.string() });
export type Lookalike = z.infer<typeof lookalike>;

export const listLobby = endpoint({
  id: 'listLobby',
  summary:
    'Who waits, and which guests inside have the name of somebody else; hosts only. Pushed as `lobby` as well.',
  method: 'GET',
  path: '/api/meetings/:meetingId/lobby',
  who: 'participant',
  params: byMeeting,
  reply: z.object({ waiting: z.array(waiting), lookalikes: z.array(lookalike) }),
});

const lobbyChoice = z.union([
  z.strictObject({ participantIds: z.array(id).min(1).max(mostSeats) }),
  z.strictObject({ all: z.literal(true) }),
]);

export const admit = endpoint({
  id: 'admit',
  summary: 'Lets people in from the lobby: some, or all; hosts only.',
  method: 'POST',
  path: '/api/meetings/:meetingId/lobby/admit',
  who: 'participant',
  inMaintenance: true,
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
  inMaintenance: true,
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
  inMaintenance: true,
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
export const lobbyEvent = z.object({
  meetingId: id,
  waiting: z.array(waiting),
  lookalikes: z.array(lookalike),
});
