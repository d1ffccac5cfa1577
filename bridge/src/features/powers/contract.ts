import { z } from 'zod';
import { endpoint, id } from '../../kernel/contract.ts';

/** What members (not hosts) may do in a meeting. */
export const permissions = z.object({
  microphone: z.boolean(),
  camera: z.boolean(),
  share: z.boolean(),
  chat: z.boolean(),
});
export type Permissions = z.infer<typeof permissions>;

const byMeeting = z.strictObject({ meetingId: id });
const byParticipant = z.strictObject({ meetingId: id, participantId: id });

export const getPermissions = endpoint({
  id: 'getPermissions',
  summary: 'What members may do in this meeting. Pushed as `permissions` as well.',
  method: 'GET',
  path: '/api/meetings/:meetingId/permissions',
  who: 'participant',
  params: byMeeting,
  reply: permissions,
});

export const changePermissions = endpoint({
  id: 'changePermissions',
  summary: 'Allows or forbids microphones, cameras, shares, chat to members; hosts only.',
  method: 'PATCH',
  path: '/api/meetings/:meetingId/permissions',
  who: 'participant',
  params: byMeeting,
  body: z
    .strictObject({
      microphone: z.boolean(),
      camera: z.boolean(),
      share: z.boolean(),
      chat: z.boolean(),
    })
    .partial(),
  reply: permissions,
});

export const setRole = endpoint({
  id: 'setRole',
  summary: 'Makes somebody a co-host, or a member again; kept after a reload; hosts only.',
  method: 'PUT',
  path: '/api/meetings/:meetingId/participants/:participantId/role',
  who: 'participant',
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
  params: byParticipant,
  body: z.strictObject({ ban: z.boolean().optional() }),
  reply: z.object({}),
});

/** Push to everybody in the meeting. */
export const permissionsEvent = z.object({ meetingId: id, permissions });
/** Push to the one whose role changed. */
export const roleEvent = z.object({ meetingId: id, role: z.enum(['host', 'member']) });
