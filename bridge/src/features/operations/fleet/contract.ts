import { z } from 'zod';

/** How many more people the videobridges take now, by the rule that Jicofo goes by. */
export const roomInFleet = z.object({
  /** In whatever meetings. */
  seats: z.int().nonnegative(),
  /** In one meeting that nobody is in yet: only videobridges that may share a meeting count together. */
  oneMeeting: z.int().nonnegative(),
  /** How many videobridges take newcomers. */
  videobridges: z.int().nonnegative(),
});
export type RoomInFleet = z.infer<typeof roomInFleet>;
