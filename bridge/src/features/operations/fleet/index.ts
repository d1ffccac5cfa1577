/** The public interface of Jicofo and its videobridges. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Log } from '../../../kernel/log.ts';
import type { AuditTrail } from '../../audit/index.ts';
import type { Roles } from '../../directory/roles/index.ts';
import type { JitsiFleet, RunningMeetings } from './ports.ts';
import type { FleetRules } from './room.ts';
import { fleetRoutes } from './routes.ts';
import { createFleetService } from './service.ts';
import { createFleetState } from './state.ts';

/** What the fleet is made with. */
export interface FleetDeps {
  db: Database;
  jitsi: JitsiFleet;
  rules: FleetRules;
  meetings: RunningMeetings;
  roles: Pick<Roles, 'requireSystem'>;
  audit: AuditTrail;
  clock: Clock;
  log: Log;
}

export type { FleetVideobridge } from './contract.ts';
export type { FocusView } from './ports.ts';

export type Fleet = ReturnType<typeof createFleet>;

/** Makes what is known of Jicofo and its videobridges, and what system admins do with them. */
export function createFleet(deps: FleetDeps) {
  const state = createFleetState(deps);
  const service = createFleetService({ ...deps, state });
  return {
    roomInFleet: state.roomInFleet,
    /** The stress of each videobridge, by its name, as far as somebody says it. */
    stress: service.stress,
    /** Jicofo and the videobridges now: for whoever watches. */
    servers: service.servers,
    /** For the command line: newcomers go elsewhere or come again, people are called to the others. */
    drain: service.drain,
    move: service.move,
    routes: fleetRoutes(service, deps.roles.requireSystem),
  };
}
