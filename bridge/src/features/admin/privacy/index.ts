/** The public interface of what is kept about people. */
import type { Database } from '../../../kernel/database.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';
import type { Route } from '../../../kernel/route.ts';
import { createStoredRateLimit } from '../../../kernel/stored-rate-limit.ts';
import type { Audit } from '../../audit/index.ts';
import type { AdminScope } from '../../directory/roles/index.ts';
import type { TemplateRenderer } from '../../notifications/outbox/index.ts';
import { createCourseData } from './course-data.ts';
import { createErasures } from './erasures.ts';
import { deactivatedSweeper } from './deactivated.ts';
import { createMyData } from './my-data.ts';
import type { CsvWriter, Insight, Mail, Proof, Scopes } from './ports.ts';
import { createRetention, createSweepers, type Sweeper } from './retention.ts';
import { privacyRoutes } from './routes.ts';
import { exportRateLimit } from './rate-limit.ts';

export { createRetention, createSweepers, type Sweeper } from './retention.ts';

/** What keeping people's data is made with. */
export interface PrivacyDeps extends Omit<Insight, 'roles'> {
  db: Database;
  clock: Clock;
  log: Log;
  roles: Scopes & Insight['roles'];
  audit: Pick<Audit, 'record' | 'unname'>;
  proof: Proof;
  /** By which what is counted is kept. */
  key: Buffer;
  events: Pick<Events, 'emit'>;
  outbox: Mail;
  templates: TemplateRenderer;
  writer: CsvWriter;
  /** All that is kept about people, as each feature states it. */
  data: readonly PersonalData[];
  /** What goes after a while, as each feature states it. */
  retentions: readonly Retention[];
  /** What goes after a while in a way of its own. */
  sweepers: readonly Sweeper[];
  /** Whether an admin has to agree to an erasure. */
  isReviewed: boolean;
  /** What the product is called. */
  product: string;
  /** Our root as browsers reach it, without a slash at its end. */
  publicUrl: string;
  /** IANA name, for people whose own zone is not known. */
  campusZone: string;
}

/** Makes what is kept about people: shown, handed out, erased, and gone after a while. */
export function createPrivacy(deps: PrivacyDeps) {
  const { roles: scopes, events, templates: write, publicUrl, campusZone } = deps;
  const erasures = createErasures({
    ...deps,
    scopes,
    addresses: { myData: `${publicUrl}/settings/data`, write, campusZone },
    ended: (sessionIds) => events.emit('session.ended', { sessionIds, code: 'session/ended' }),
  });
  const sweepers = [...deps.sweepers, ...createSweepers(deps), deactivatedSweeper(deps, erasures)];
  const retention = createRetention({ ...deps, sweepers });
  const rateLimit = exportRateLimit(createStoredRateLimit(deps));
  const myData = createMyData({ ...deps, scopes, retention, sweepers, rateLimit });
  const routes: Route[] = privacyRoutes({ myData, erasures, retention, scopes });
  const jobs: Job[] = [
    { name: 'erasures', every: 60, onOneBridge: true, work: erasures.work },
    { name: 'retention', every: 600, onOneBridge: true, work: retention.sweep },
  ];
  return {
    erasures,
    /** What is kept in the meetings of one course, for its LMS. */
    courseData: createCourseData(deps),
    retention,
    sweepers,
    routes,
    jobs,
    waiting: [
      {
        kind: 'erasures' as const,
        count: ({ scope }: { scope: AdminScope }): Promise<number> => erasures.countWaiting(scope),
      },
    ],
  };
}
