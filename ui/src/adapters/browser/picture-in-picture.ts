import type { PictureInPicture } from '../../features/meetings/room/ports.ts';

declare global {
  interface Window {
    /** Chromium since 116, Firefox since 151; only in a page that nothing frames. */
    documentPictureInPicture?: {
      requestWindow(size: { width: number; height: number }): Promise<Window>;
    };
  }
  interface MediaSession {
    setActionHandler(action: CallAction, handler: (() => void) | null): void;
  }
}

/** What a browser has for calls; Chromium since 93, the first since 120. */
type CallAction = 'enterpictureinpicture' | 'togglemicrophone' | 'togglecamera' | 'hangup';

/** Answers what takes the handler away again; a browser that does not know the action throws. */
function handle(action: CallAction, handler: () => void): () => void {
  const { mediaSession } = navigator;
  try {
    mediaSession.setActionHandler(action, handler);
  } catch {
    return () => undefined;
  }
  return () => mediaSession.setActionHandler(action, null);
}

async function showDevices(microphone: boolean, camera: boolean): Promise<void> {
  const { mediaSession } = navigator;
  try {
    await mediaSession.setMicrophoneActive(microphone);
    await mediaSession.setCameraActive(camera);
  } catch {
    // Some browsers have the buttons and cannot show how the devices stand.
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
  // Dark or light is the reader's choice, which style sheets find there.
  Object.assign(other.documentElement.dataset, document.documentElement.dataset);
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
  control({ microphone, camera, leave }) {
    const handlers = [
      handle('togglemicrophone', microphone.toggle),
      handle('togglecamera', camera.toggle),
      handle('hangup', leave),
    ];
    void showDevices(microphone.on, camera.on);
    return () => handlers.forEach((forget) => forget());
  },
  onAway: (open) => handle('enterpictureinpicture', open),
};
