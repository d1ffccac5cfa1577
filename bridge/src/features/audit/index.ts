/** The audit log's public interface. */
import type { Route } from '../../kernel/route.ts';
import type { CsvWriter, Readers } from './ports.ts';
import { auditRoutes } from './routes.ts';
import { createAuditService, type AuditDeps } from './service.ts';

export type Audit = ReturnType<typeof createAudit>;
/** Keeps what was done, in the caller's transaction: what others need of the audit log. */
export type AuditTrail = Pick<Audit, 'record'>;

/** Makes the audit log. Its readers are only known once there are roles. */
export function createAudit(deps: AuditDeps) {
  const service = createAuditService(deps);
  return {
    ...service,
    routes: (readers: Readers, writer: CsvWriter): Route[] => auditRoutes(service, readers, writer),
  };
}
