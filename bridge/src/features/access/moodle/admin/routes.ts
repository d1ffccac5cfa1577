import { route, type Route } from '../../../../kernel/route.ts';
import type { Roles } from '../../../directory/roles/index.ts';
import { disconnectMoodle, listMoodles, openMoodleConnection } from './contract.ts';
import type { MoodleAdmin } from './service.ts';

/** What system admins do with connected Moodles, over HTTP. */
export const moodleAdminRoutes = (
  admin: MoodleAdmin,
  { requireSystem }: Pick<Roles, 'requireSystem'>,
): Route[] => [
  route(listMoodles, 'read', async ({ caller }) => {
    await requireSystem(caller.personId);
    return { moodles: await admin.list() };
  }),
  route(openMoodleConnection, 'write', async ({ caller, body }) => {
    await requireSystem(caller.personId);
    return admin.open(body, caller.personId);
  }),
  route(disconnectMoodle, 'write', async ({ caller, params }) => {
    await requireSystem(caller.personId);
    await admin.disconnect(params.moodleId, caller.personId);
    return {};
  }),
];
