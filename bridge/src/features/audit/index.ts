/** The audit log's front door. */
export { createAudit, type Audit } from './service.ts';
export { auditRoutes } from './routes.ts';
