import { z } from 'zod';

/** What one bridge is told. */
export const videobridgeSettings = z.object({
  /** Relay id, for example `jvb1`. */
  id: z.string(),
  /** Where browsers send to: an address of this machine, and a UDP port of the bridge's own. */
  mediaAddress: z.string(),
  mediaPort: z.number().int(),
  /** UDP port for the other bridges; 0 is any. */
  relayPort: z.number().int(),
  /** The focus's port for bridges, and what lets in there. */
  controlPort: z.number().int(),
  secret: z.string(),
  /** Where it answers as Jitsi's videobridge does. */
  httpPort: z.number().int(),
});

export type VideobridgeSettings = z.infer<typeof videobridgeSettings>;
