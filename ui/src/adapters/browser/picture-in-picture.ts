import type { PictureInPicture } from '../../features/meetings/room/ports.ts';

declare global {
  interface Window {
    /** Chromium since 116, Firefox since 151; only in a page that nothing frames. */
    documentPictureInPicture?: {
      requestWindow(size: { width: number; height: number }): Promise<Window>;
    };
  }
  interface MediaSession {
    /** Chromium since 120. */
    setActionHandler(action: 'enterpictureinpicture', handler: (() => void) | null): void;
  }
}

/** CSS pixels: a face and the buttons below it. */
const size = { width: 340, height: 280 };

const isFramed = (): boolean => window.self !== window.top;

/** Makes another document look as this page does, without loading anything. */
export function dress({ document: other, CSSStyleSheet }: Window & typeof globalThis): void {
  other.adoptedStyleSheets = [...document.styleSheets].map(({ cssRules }) => {
    const copy = new CSSStyleSheet();
    copy.replaceSync([...cssRules].map((rule) => rule.cssText).join('\n'));
    return copy;
  });
  other.title = document.title;
  other.documentElement.lang = document.documentElement.lang;
}

/** Picture in picture, as far as this browser has it. */
export const browserPictureInPicture: PictureInPicture = {
  way() {
    if (window.documentPictureInPicture && !isFramed()) return 'window';
    if (!('requestPictureInPicture' in HTMLVideoElement.prototype)) return 'none';
    if (document.pictureInPictureEnabled) return 'video';
    return isFramed() ? 'framed' : 'none';
  },
  async openWindow(closed) {
    try {
      const opened = await window.documentPictureInPicture?.requestWindow(size);
      if (!opened) return null;
      dress(opened as Window & typeof globalThis);
      opened.addEventListener('pagehide', closed, { once: true });
      return { body: opened.document.body, keys: opened, close: () => opened.close() };
    } catch {
      return null;
    }
  },
  async openVideo(video, closed) {
    try {
      await video.requestPictureInPicture();
    } catch {
      return null;
    }
    video.addEventListener('leavepictureinpicture', closed, { once: true });
    return () => {
      if (document.pictureInPictureElement !== video) return;
      document.exitPictureInPicture().catch(() => undefined);
    };
  },
  onAway(open) {
    const { mediaSession } = navigator;
    try {
      mediaSession.setActionHandler('enterpictureinpicture', open);
    } catch {
      // This browser does not ask for it.
      return () => undefined;
    }
    return () => mediaSession.setActionHandler('enterpictureinpicture', null);
  },
};
