/** The public interface of planning: how many videobridges a meeting needs, and what would break first. */
import { route, type Route } from '../../../kernel/route.ts';
import { planVideobridges } from './contract.ts';
import { planCapacity } from './plan.ts';

export { packetsPerCore, stressThreshold } from './figures.ts';
export { planCapacity } from './plan.ts';
export type { CapacityPlan } from './contract.ts';

/** What planning is made with. */
export interface CapacityDeps {
  roles: { requireSystem: (personId: string) => Promise<unknown> };
}

/** Makes the planner over HTTP, for system admins. */
export const createCapacity = ({ roles }: CapacityDeps): { routes: Route[] } => ({
  routes: [
    route(planVideobridges, 'read', async ({ caller, query }) => {
      await roles.requireSystem(caller.personId);
      return { ...planCapacity(query) };
    }),
  ],
});
