import { z } from 'zod';
import type { Memory } from '../../../kernel/ports.ts';

const memoryKey = 'campus-meet.devices';

const one = z.string().exactOptional();

const preferences = z.object({
  microphone: z.boolean().catch(true),
  camera: z.boolean().catch(true),
  chosen: z.object({ microphone: one, camera: one, speaker: one }).catch({}),
});

/** With what a person joins: on or off, and which devices. */
export type Preferences = z.infer<typeof preferences>;

const fresh = (): Preferences => ({ microphone: true, camera: true, chosen: {} });

/** What this browser remembers; anything unreadable counts as nothing. */
export function readPreferences(memory: Memory): Preferences {
  try {
    return preferences.parse(JSON.parse(memory.read(memoryKey) ?? ''));
  } catch {
    return fresh();
  }
}

/** Remembers them for the next meeting and for a reload. */
export function writePreferences(memory: Memory, value: Preferences): void {
  memory.write(memoryKey, JSON.stringify(value));
}
