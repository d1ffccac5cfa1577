/** The public interface of registering people by sheets. */
import type { Job } from '../../../kernel/jobs.ts';
import type { Route } from '../../../kernel/route.ts';
import type { TemplateRenderer } from '../../notifications/outbox/index.ts';
import type { NotificationMailer } from '../../notifications/sending/index.ts';
import type { AdminScope } from '../../directory/roles/index.ts';
import type { PersonRow } from './row.ts';
import { kindsOf, peopleOfKind } from './imported-repository.ts';
import type { RowImportDeps, RegistrationScopes, SheetWriter } from './ports.ts';
import type { RegistrationDeps } from './batch-access.ts';
import { registrationRoutes } from './routes.ts';
import { createRowImport } from './import-rows.ts';
import { createRegistration } from './service.ts';

export { parseRow, type PersonRow, type RowRules } from './row.ts';
export type { RowImport } from './import-rows.ts';
export type { RowImportDeps } from './ports.ts';

/** What registering by sheets is made with. */
export interface ImportDeps extends Omit<RegistrationDeps, 'scopes' | 'administrators' | 'mails'> {
  roles: RegistrationScopes & Pick<RowImportDeps, 'administrators'>;
  templates: TemplateRenderer;
  /** Tells whoever submitted a sheet what came of it. */
  notifyByMail: NotificationMailer;
  writer: SheetWriter;
  /** Our root as browsers reach it, without a slash at its end. */
  publicUrl: string;
}

export type Registered = ReturnType<typeof createImport>['registered'];

/** Makes registering by sheets, and the job that takes up what a process left that died. */
export function createImport(deps: ImportDeps) {
  const { roles, publicUrl, notifyByMail, templates } = deps;
  const registration = createRegistration({
    ...deps,
    scopes: roles,
    administrators: roles.administrators,
    mails: {
      loginUrl: `${publicUrl}/login`,
      batchUrl: (batchId) => `${publicUrl}/admin/registration/${batchId}`,
      write: templates,
      notify: notifyByMail,
    },
  });
  const routes: Route[] = registrationRoutes({ ...deps, registration, scopes: roles });
  const jobs: Job[] = [
    { name: 'sheet-work', every: 15, work: registration.work },
    { name: 'sheet-expiry', every: 60, onOneBridge: true, work: registration.expire },
  ];
  return {
    ...registration,
    /** The same for rows that no sheet brings, in the caller's transaction. */
    rowImport: createRowImport({ ...deps, administrators: roles.administrators }),
    /** As what people are registered, by a sheet or by themselves. */
    registered: {
      kindsOf: (personIds: readonly string[]) => kindsOf(deps.db, personIds),
      ofKind: (kind: PersonRow['kind']) => peopleOfKind(deps.db, kind),
    },
    routes,
    jobs,
    waiting: [
      {
        kind: 'sheets-to-review' as const,
        count: ({ personId, scope }: { personId: string; scope: AdminScope }): Promise<number> =>
          registration.countForReview(personId, scope.isSystem),
      },
      {
        kind: 'sheets-returned' as const,
        count: ({ personId }: { personId: string }): Promise<number> =>
          registration.countReturned(personId),
      },
    ],
  };
}
