import { createMoodleClient, createMoodleSource } from '../adapters/moodle/index.ts';
import type { RosterSource } from '../features/rosters/index.ts';
import type { Settings } from './config.ts';

/** The roster sources that the configuration names. */
export function configuredSources(config: Settings): RosterSource[] {
  return moodle(config);
}

function moodle({ MOODLE_URL: wwwroot, MOODLE_TOKEN: token }: Settings): RosterSource[] {
  if (wwwroot === undefined || token === undefined) return [];
  const call = createMoodleClient({ wwwroot, token });
  return [createMoodleSource(call, { name: 'moodle', wwwroot })];
}
