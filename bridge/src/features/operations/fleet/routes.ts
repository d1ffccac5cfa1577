import { route, type Route } from '../../../kernel/route.ts';
import { drainVideobridge, getFleet, movePeople } from './contract.ts';
import type { FleetService } from './service.ts';

/** Jicofo and the videobridges over HTTP, for system admins. @param requireSystem throws for everybody else */
export const fleetRoutes = (
  fleet: FleetService,
  requireSystem: (personId: string) => Promise<void>,
): Route[] => [
  route(getFleet, 'read', async ({ caller }) => {
    await requireSystem(caller.personId);
    return fleet.view();
  }),
  route(drainVideobridge, 'write', async ({ caller, params, body }) => {
    await requireSystem(caller.personId);
    await fleet.drain(params.videobridgeId, body.drain, caller.personId);
    return {};
  }),
  route(movePeople, 'write', async ({ caller, params, body }) => {
    await requireSystem(caller.personId);
    return { moved: await fleet.move(params.videobridgeId, body.people, caller.personId) };
  }),
];
