import { z } from 'zod';
import type { Memory } from '../../../kernel/ports.ts';

/** The backgrounds that are drawn by drawn.ts: no picture of anybody's. */
const drawnNames = ['daylight', 'library', 'board', 'hills', 'evening'] as const;
export type DrawnName = (typeof drawnNames)[number];

/** What may be behind a person: nothing changed, blurred, their own picture, or one that is drawn here. */
export const backgrounds = ['none', 'blur', 'strong-blur', 'own', ...drawnNames] as const;
export type Background = (typeof backgrounds)[number];

/** What can be chosen: the own picture only where there is one. */
export const backgroundsWith = (ownPicture: string | null): Background[] =>
  backgrounds.filter((background) => background !== 'own' || ownPicture !== null);

const memoryKey = 'campus-meet.devices';

const one = z.string().exactOptional();

const preferences = z.object({
  microphone: z.boolean().catch(true),
  camera: z.boolean().catch(true),
  chosen: z.object({ microphone: one, camera: one, speaker: one }).catch({}),
  /** One sees oneself as in a mirror; the others never do. */
  mirror: z.boolean().catch(true),
  /**
   * On unless switched off: the space bar does nothing else in a meeting, a short answer needs no search for a button,
   * and it opens no microphone by a key that is only hit (room/push-to-talk.ts).
   */
  pushToTalk: z.boolean().catch(true),
  background: z.enum(backgrounds).catch('none'),
  /** Off unless switched on: it costs processor time, and browsers suppress some noise by themselves. */
  noise: z.boolean().catch(false),
});

/** With what a person joins and how: on or off, which devices, how they are used. */
export type Preferences = z.infer<typeof preferences>;

const fresh = (): Preferences => preferences.parse({});

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
