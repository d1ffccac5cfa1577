import { createFleet, type Fleet } from '../features/operations/fleet/index.ts';
import { connectFleet } from '../app/adapters.ts';
import { composeRegistry } from '../app/registry.ts';
import type { Deps } from '../app/config.ts';

/** Jicofo and the videobridges, for the command line: which of our meetings run is not asked there. */
export function composeFleet(deps: Deps): Fleet {
  const meetings = {
    open: () => Promise.resolve([]),
    presentIds: () => Promise.resolve(new Set<string>()),
    figures: () => ({
      queue: () =>
        Promise.resolve({ waiting: 0, longestMs: 0, onTheWay: 0, atOnce: 0, meetings: new Map() }),
      waits: () => Promise.resolve([]),
    }),
  };
  const { config } = deps;
  return createFleet({ ...deps, ...composeRegistry(deps), ...connectFleet(config), meetings });
}
