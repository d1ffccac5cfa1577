/** The public interface of the people whom an admin is responsible for, and of what waits for one. */
import type { Route } from '../../../kernel/route.ts';
import type { TableWriter } from '../../../kernel/table.ts';
import type { Registered } from '../../registration/import/index.ts';
import type { PeoplePages, Scopes, Units, WaitingCounter } from './ports.ts';
import { administrationRoutes, waitingRoutes } from './routes.ts';
import { createAdministration } from './service.ts';

export type { WaitingCounter } from './ports.ts';

/** What the overview is made with. */
export interface OverviewDeps {
  people: PeoplePages;
  roles: Scopes;
  departments: Units;
  /** As what people are registered. */
  registered: Registered;
  writer: TableWriter;
  /** What may wait for an admin, counted by each feature on its own. */
  waiting: () => readonly WaitingCounter[];
}

/** Makes an admin's overview. */
export function createOverview(deps: OverviewDeps): { routes: Route[] } {
  const { roles, departments, writer, waiting } = deps;
  const people = createAdministration({ ...deps, scopes: roles, units: departments });
  return { routes: [...administrationRoutes(people, writer), ...waitingRoutes(roles, waiting)] };
}
