import type { InjectionKey } from 'vue';

/** How a ringing call is noticed in this tab. `elsewhere`: another tab of this browser rings aloud. */
export type Loudness = 'aloud' | 'elsewhere' | 'silent';

/** What makes people notice a call: sound and vibration. */
export interface Bell {
  /**
   * Rings, aloud in one tab of this browser only, until the returned function is called. `tell` hears how; where
   * the browser wants a press before any sound, `silent` comes first and `aloud` follows the next press.
   */
  ring(tell: (loudness: Loudness) => void): () => void;
}

export const bellKey: InjectionKey<Bell> = Symbol('bell');
