import { FakeConference, type FakeSettings } from './conference.ts';
import { scripts, type ScriptName } from './scripts.ts';

export { FakeConference, type FakeSettings } from './conference.ts';
export { createPictures } from './pictures.ts';
export { scripts, type ScriptName } from './scripts.ts';

/** A scripted meeting by name; `settings` may say the rest (pictures with `streams: createPictures()`). */
export const createFakeConference = (
  name: ScriptName,
  settings: Omit<FakeSettings, 'script'> = {},
): FakeConference => {
  const now = settings.now ?? (() => Date.now());
  return new FakeConference({ ...settings, script: (director) => scripts[name](director, now()) });
};
