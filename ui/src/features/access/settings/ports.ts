import type { InjectionKey } from 'vue';
import type { z } from 'zod';
import type { subscription } from '../../../../../bridge/src/features/notifications/sending/contract.ts';

/** `framed`: browsers ask for this only in a tab of its own. `missing`: this browser cannot. */
export type PushState = 'missing' | 'framed' | 'refused' | 'off' | 'on';

/** This browser's own notifications (W3C Push API), shown while the panel is closed. */
export interface BrowserPush {
  state(): Promise<PushState>;
  /**
   * Asks for permission where that is still open, and subscribes with the bridge's VAPID key. Null when the
   * reader said no. Call it in a press.
   */
  subscribe(publicKey: string): Promise<z.input<typeof subscription> | null>;
  /** Ends the subscription; answers its endpoint, null when there was none. */
  unsubscribe(): Promise<string | null>;
}

export const browserPushKey: InjectionKey<BrowserPush> = Symbol('browser push');
