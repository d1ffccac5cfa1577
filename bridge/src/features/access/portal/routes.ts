import { route, type Route } from '../../../kernel/route.ts';
import { launchFromPortal } from './contract.ts';
import type { PortalService } from './service.ts';

/** The one way in for portals. The budget is wide: a campus comes from few addresses. */
export const portalRoutes = (portals: Pick<PortalService, 'launch'>): Route[] => [
  route(launchFromPortal, 'launch', ({ body }) => portals.launch(body)),
];
