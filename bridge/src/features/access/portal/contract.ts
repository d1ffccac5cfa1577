import { z } from 'zod';
import { endpoint } from '../../../kernel/contract.ts';

/** What the element on a portal's page shows. */
export const portalPanel = z.enum(['course', 'home', 'ringer']);

export const launchFromPortal = endpoint({
  id: 'launchFromPortal',
  summary:
    "Lets in whom a portal's server vouches for, by a token that it signed; each token once.",
  method: 'POST',
  path: '/api/portal/launches',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({
    /** A JWT; its claims are described in plugin/portal/README.md. */
    token: z.string().min(20).max(32_000),
    panel: portalPanel,
    /** For the panel `course`: the course's id as the token has it; left out where it names only one. */
    course: z.string().min(1).max(191).optional(),
    /** Origin of the page around the frame: it is told what happens in the panel. */
    origin: z.url({ protocol: /^https?$/u }).max(300),
  }),
  reply: z.object({
    /** Opens a session, once, within a minute. */
    ticket: z.string(),
    /** Where the panel goes. */
    path: z.string(),
  }),
});
