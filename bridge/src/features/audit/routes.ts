import { route, type Route } from '../../kernel/route.ts';
import { exportAudit, listAudit, type AuditEntry } from './contract.ts';
import type { CsvWriter, Readers } from './ports.ts';
import type { AuditService } from './service.ts';

const mostExported = 100_000;

/** The audit log over HTTP: read and exported by admins, never written. */
export function auditRoutes(audit: AuditService, readers: Readers, writer: CsvWriter): Route[] {
  return [
    route(listAudit, 'read', async ({ caller, query }) => {
      const scope = await readers.require(caller.personId);
      const found = await audit.list(scope, { ...query, limit: query.limit + 1 });
      const entries = found.slice(0, query.limit);
      const next = found.length > query.limit ? (entries.at(-1)?.seq ?? null) : null;
      return { entries, next };
    }),
    route(exportAudit, 'write', async ({ caller, query }) => {
      const scope = await readers.require(caller.personId);
      const entries = await audit.list(scope, { ...query, limit: mostExported });
      const content = writer.csv(tableOf(entries));
      return { name: 'audit.csv', type: 'text/csv; charset=utf-8', content };
    }),
  ];
}

const headers = ['time', 'who', 'action', 'kind', 'subject', 'subject id', 'before', 'after'];

const tableOf = (entries: readonly AuditEntry[]) => ({
  name: 'audit',
  columns: headers.map((header) => ({ header, width: 20 })),
  rows: entries.map((entry) => [
    new Date(entry.at).toISOString(),
    entry.actor?.name ?? '',
    entry.action,
    entry.subject.kind,
    entry.subject.name,
    entry.subject.id,
    entry.before === null ? '' : JSON.stringify(entry.before),
    entry.after === null ? '' : JSON.stringify(entry.after),
  ]),
});
