/** The public interface of applying for an account. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { QueueRules } from '../../../kernel/queues.ts';
import type { Route } from '../../../kernel/route.ts';
import { createStoredRateLimit } from '../../../kernel/stored-rate-limit.ts';
import type { Sessions } from '../../access/sessions/index.ts';
import type { AuditTrail } from '../../audit/index.ts';
import type { Departments } from '../../directory/departments/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Roles } from '../../directory/roles/index.ts';
import type { TemplateRenderer } from '../../notifications/outbox/index.ts';
import type { NotificationMailer } from '../../notifications/sending/index.ts';
import { createApplying, type ApplyingDeps } from './applying.ts';
import { createDeciding } from './deciding.ts';
import type { CampusDirectory, Mail, Scope } from './ports.ts';
import { applicantProvisioner, type ProvisionerDeps } from './provisioner.ts';
import { applicationRoutes, decisionRoutes } from './routes.ts';

/** How soon a mail that was asked for goes into the outbox, seconds. */
const mailsEvery = 1;

/** What applying for an account is made with. */
export interface SignupDeps extends Pick<
  ApplyingDeps,
  'key' | 'formerKeys' | 'domains' | 'policy' | 'country'
> {
  db: Database;
  clock: Clock;
  people: People;
  departments: Departments;
  roles: Pick<Roles, 'require' | 'holds' | 'administrators' | 'nearestAdmins'>;
  audit: AuditTrail;
  sessions: Pick<Sessions, 'openedSince'>;
  /** Registers people by rows, as sheets do. */
  rowImport: ProvisionerDeps['rowImport'];
  outbox: Mail;
  templates: TemplateRenderer;
  notifyByMail: NotificationMailer;
  /** How long whoever shares an address waits in line. */
  queues?: Partial<QueueRules>;
  /** Null where none is configured. */
  directory: CampusDirectory | null;
  /** Our root as browsers reach it, without a slash at its end. */
  publicUrl: string;
}

/** Makes applications for an account, and what admins decide about them. */
export function createSignup(deps: SignupDeps) {
  const { departments: units, roles, publicUrl, templates } = deps;
  const shared = {
    ...deps,
    units,
    admins: roles,
    rateLimit: createStoredRateLimit(deps),
    provisioner: applicantProvisioner(deps),
    addresses: {
      confirmPage: (token: string) => `${publicUrl}/register#${token}`,
      signupPage: `${publicUrl}/register`,
      login: `${publicUrl}/login`,
      applications: `${publicUrl}/admin/applications`,
      templates,
    },
  };
  const applying = createApplying(shared);
  const deciding = createDeciding({ ...shared, scopes: roles });
  const routes: Route[] = [...applicationRoutes(applying), ...decisionRoutes(deciding)];
  const jobs: Job[] = [{ name: 'application-mails', every: mailsEvery, work: applying.deliver }];
  return {
    applying,
    deciding,
    routes,
    jobs,
    waiting: [
      {
        kind: 'applications' as const,
        count: ({ scope }: { scope: Scope }): Promise<number> => deciding.countWaiting(scope),
      },
    ],
  };
}
