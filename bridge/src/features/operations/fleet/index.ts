/** The public interface of Jicofo and its videobridges. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Log } from '../../../kernel/log.ts';
import { createFleetState } from './state.ts';
import type { JitsiFleet } from './ports.ts';
import type { FleetRules } from './room.ts';

export type { JitsiFleet } from './ports.ts';

/** What the fleet is made with. */
export interface FleetDeps {
  jitsi: JitsiFleet;
  rules: FleetRules;
  clock: Clock;
  log: Log;
}

export type Fleet = ReturnType<typeof createFleet>;

/** Makes what is known of Jicofo and its videobridges. */
export function createFleet(deps: FleetDeps) {
  const state = createFleetState(deps);
  return { roomInFleet: state.roomInFleet };
}
