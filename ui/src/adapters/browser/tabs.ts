import type { PendingTab, Tabs } from '../../features/session/ports.ts';

/** New tabs. `open` must run inside a press, before anything is awaited, or pop-up blockers refuse it. */
export const browserTabs: Tabs = {
  open(waitingText: string): PendingTab | null {
    const tab = window.open('about:blank', '_blank');
    if (!tab) return null;
    tab.document.title = waitingText;
    tab.document.body.textContent = waitingText;
    return {
      go: (url) => tab.location.replace(new URL(url, window.location.href).href),
      close: () => tab.close(),
      isClosed: () => tab.closed,
      focus: () => tab.focus(),
    };
  },
};
