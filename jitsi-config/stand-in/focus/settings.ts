import { z } from 'zod';

/** What the focus's process is told; see FocusSettings. */
export const focusSettings = z.object({
  domain: z.string(),
  componentPort: z.number().int(),
  componentSecret: z.string(),
  controlPort: z.number().int(),
  bridgeSecret: z.string(),
  /** Where it answers as Jicofo does. */
  httpPort: z.number().int(),
});
