import { z } from 'zod';
import { id } from '../../../kernel/contract.ts';

/** One's place among those who wait to be let in; 1: the next. */
export const queued = z.object({
  place: z.int().positive(),
  /** In about how many seconds it is one's turn, as fast as it goes now. */
  seconds: z.int().positive(),
});
export type Queued = z.infer<typeof queued>;

/** To the one who waits: another place, or (null) it is their turn: the panel asks to enter again. */
export const entranceEvent = z.object({ meetingId: id, queued: queued.nullable() });
