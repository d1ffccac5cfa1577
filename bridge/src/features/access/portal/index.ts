/** The portal feature's front door. */
export { createPortalAdmin, createPortals, type Portals } from './service.ts';
export { createPortalRepository, trustColumn } from './repository.ts';
export { portalTrust, trustPortal } from './trust-repository.ts';
export { portalRoutes } from './routes.ts';
export type { PortalDetails } from './portal.ts';
export type { PortalRegistrar } from './ports.ts';
