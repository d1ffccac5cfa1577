import { getSiteInfo, neededFunctions } from './functions.ts';
import type { Call } from './client.ts';

export { createMoodleClient } from './client.ts';
export { createMoodleMessages } from './messages.ts';
export { createMoodleSource } from './source.ts';

/** What a look at Moodle found, for `doctor`. */
export interface MoodleCheck {
  release: string;
  /** Moodle's own idea of its address: the configured wwwroot must be exactly this. */
  siteurl: string;
  /** Functions that the token's service lacks. */
  missing: string[];
}

/** Tries the connection and the token. Fails as every call does. */
export async function checkMoodle(call: Call): Promise<MoodleCheck> {
  const { release, siteurl, functions } = await getSiteInfo(call);
  const names = new Set(functions.map(({ name }) => name));
  return { release, siteurl, missing: neededFunctions.filter((name) => !names.has(name)) };
}
