import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { z } from 'zod';
import { mostSeats } from '../../../../bridge/src/features/meetings/contract.ts';

/** With what somebody goes in out of a call, and whom to ring from there. */
export const intent = z.object({
  with: z.enum(['video', 'voice']),
  ring: z.array(z.uuid()).max(mostSeats),
});
export type Intent = z.infer<typeof intent>;

/** In which meeting this tab is, and with what it goes into the next one. Memory of this page, never of an address. */
export const useInside = defineStore('inside', () => ({
  /** Told by the meeting's screen; null = in none. */
  meetingId: ref<string | null>(null),
  /** With what to go into the meeting that is being opened in place. */
  intent: shallowRef<Intent | null>(null),
  /** Whom to ring as soon as one is in. */
  toRing: shallowRef<readonly string[]>([]),
}));
