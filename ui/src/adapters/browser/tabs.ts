import type { PendingTab, Tabs } from '../../features/access/session/ports.ts';

declare global {
  interface Window {
    /** What this page left for tabs that it opened, by tab. Another origin cannot read it, nor put one there. */
    campusMeetNotes?: WeakMap<Window, string>;
  }
}

/** New tabs. `open` must run inside a press, before anything is awaited, or pop-up blockers refuse it. */
export const browserTabs: Tabs = {
  open(waitingText: string, note?: string): PendingTab | null {
    const tab = window.open('about:blank', '_blank');
    if (!tab) return null;
    if (note !== undefined) (window.campusMeetNotes ??= new WeakMap()).set(tab, note);
    tab.document.title = waitingText;
    tab.document.body.textContent = waitingText;
    return {
      go: (url) => tab.location.replace(new URL(url, window.location.href).href),
      close: () => tab.close(),
      isClosed: () => tab.closed,
      focus: () => tab.focus(),
    };
  },
  takeNote() {
    try {
      const notes = (window.opener as Window | null)?.campusMeetNotes;
      const note = notes?.get(window) ?? null;
      notes?.delete(window);
      return note;
    } catch {
      // Opened by a page of another origin: it has nothing to tell us.
      return null;
    }
  },
  isFramed: () => window.self !== window.top,
};
