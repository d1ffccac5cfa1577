import type { z } from 'zod';

/** Where a process of the stand-in finds its settings: in the environment, since arguments can be read by everybody on the machine. */
export const settingsVariable = 'CAMPUS_MEET_STAND_IN';

/** @throws ZodError for settings that do not fit */
export function readSettings<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  return schema.parse(JSON.parse(process.env[settingsVariable] ?? '{}'));
}
