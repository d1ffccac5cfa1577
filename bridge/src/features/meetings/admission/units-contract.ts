import { z } from 'zod';
import { endpoint, id } from '../../../kernel/contract.ts';

const invitedUnit = z.object({ id, name: z.string() });
export type InvitedUnit = z.infer<typeof invitedUnit>;
const invitedUnits = z.object({ units: z.array(invitedUnit) });

export const listInvitedUnits = endpoint({
  id: 'listInvitedUnits',
  summary: 'The departments that a series is for; hosts only.',
  method: 'GET',
  path: '/api/series/:seriesId/units',
  who: 'person',
  params: z.strictObject({ seriesId: id }),
  reply: invitedUnits,
});

export const inviteUnits = endpoint({
  id: 'inviteUnits',
  summary:
    'Makes a series one for departments: whoever is in them, or below, belongs to it for as long. Nobody is mailed. Hosts of the staff only.',
  method: 'POST',
  path: '/api/series/:seriesId/units',
  who: 'person',
  params: z.strictObject({ seriesId: id }),
  body: z.strictObject({ departmentIds: z.array(id).min(1).max(50) }),
  reply: invitedUnits,
});

export const dropInvitedUnit = endpoint({
  id: 'dropInvitedUnit',
  summary: 'The series is not for this department any more; hosts only.',
  method: 'DELETE',
  path: '/api/series/:seriesId/units/:departmentId',
  who: 'person',
  params: z.strictObject({ seriesId: id, departmentId: id }),
  reply: invitedUnits,
});
