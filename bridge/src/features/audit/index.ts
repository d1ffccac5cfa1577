/** The audit log's front door. */
export { createAudit } from './service.ts';
export { auditRoutes } from './routes.ts';
