import type { InjectionKey } from 'vue';

/** A tab that was opened by a press and waits for its address. */
export interface PendingTab {
  go(url: string): void;
  close(): void;
  isClosed(): boolean;
  focus(): void;
}

export interface Tabs {
  /** True inside another page's frame. */
  framed(): boolean;
  /** Opens a tab that shows `waitingText`; null when the browser blocked it. */
  open(waitingText: string): PendingTab | null;
}

export const tabsKey: InjectionKey<Tabs> = Symbol('tabs');
