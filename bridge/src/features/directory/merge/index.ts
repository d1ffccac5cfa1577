/** The public interface of who is who. */
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Route } from '../../../kernel/route.ts';
import type { TemplateRenderer, Outbox } from '../../notifications/outbox/index.ts';
import type { AdminScope } from '../roles/index.ts';
import { announceConflicts } from './announcing.ts';
import type { AuditTrail, KnownPeople, Scopes, Units } from './ports.ts';
import { identityRoutes } from './routes.ts';
import { createPersonMerge } from './service.ts';

export { keptByMerges } from './moving-repository.ts';

/** What deciding who is who is made with. */
export interface MergeDeps {
  db: Database;
  clock: Clock;
  people: KnownPeople;
  departments: Units;
  roles: Scopes;
  audit: AuditTrail;
  outbox: Pick<Outbox, 'addAll' | 'carries'>;
  templates: TemplateRenderer;
  sessions: { endAllOf: (personId: string) => Promise<string[]> };
  events: Pick<Events, 'emit'>;
  /** What every feature keeps about people, and what becomes of it in a merge. */
  personal: readonly PersonalData[];
  /** Where one logs in. */
  loginUrl: string;
}

export type Merge = ReturnType<typeof createMerge>;

/** Makes what administrators see and decide of who is who, and what people say of themselves. */
export function createMerge(deps: MergeDeps) {
  const { roles: scopes, departments: units, sessions, events } = deps;
  const signOut = async (personIds: readonly string[]): Promise<void> => {
    const ended = await Promise.all(personIds.map(sessions.endAllOf));
    events.emit('session.ended', { sessionIds: ended.flat(), code: 'session/ended' });
  };
  const personMerge = createPersonMerge({ ...deps, scopes, units, signOut });
  const routes: Route[] = identityRoutes(personMerge);
  const jobs: Job[] = [
    { name: 'merge-sweep', every: 3600, onOneBridge: true, work: personMerge.sweep },
    { name: 'conflict-mails', every: 5, work: () => announceConflicts(deps) },
  ];
  return {
    ...personMerge,
    routes,
    jobs,
    waiting: [
      {
        kind: 'conflicts' as const,
        count: ({ scope }: { scope: AdminScope }): Promise<number> =>
          personMerge.countConflicts(scope.isSystem ? null : [...scope.departmentIds]),
      },
    ],
  };
}
