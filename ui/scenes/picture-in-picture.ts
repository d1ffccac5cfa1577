import { browserPictureInPicture, dress } from '../src/adapters/browser/picture-in-picture.ts';
import type {
  OwnButtons,
  PictureInPicture,
  PictureInPictureWay,
} from '../src/features/meetings/room/ports.ts';

/** The handle by which tests are the browser that shows small windows. */
export interface PictureInPictureHandle {
  way: PictureInPictureWay | 'as the browser has it';
  refuses: boolean;
  /** The small window: a frame, which is another document as well. */
  frame: HTMLIFrameElement | null;
  /** What the browser's own small window shows. */
  video: HTMLVideoElement | null;
  /** The buttons of the browser's own window. */
  buttons: OwnButtons | null;
  /** Another tab is looked at. */
  away: (() => void) | null;
  /** The person closes the small window. */
  close: (() => void) | null;
}

/** Small windows as tests order them. */
export function scriptedPictureInPicture(): {
  pictureInPicture: PictureInPicture;
  handle: PictureInPictureHandle;
} {
  const handle: PictureInPictureHandle = {
    way: 'window',
    refuses: false,
    frame: null,
    video: null,
    buttons: null,
    away: null,
    close: null,
  };
  const isReal = (): boolean => handle.way === 'as the browser has it';
  const whenClosed = (closed: () => void) => (): void => {
    if (handle.frame === null && handle.video === null) return;
    handle.frame?.remove();
    handle.frame = handle.video = handle.close = null;
    closed();
  };
  return {
    handle,
    pictureInPicture: {
      way: () =>
        handle.way === 'as the browser has it' ? browserPictureInPicture.way() : handle.way,
      openWindow(closed) {
        if (isReal()) return browserPictureInPicture.openWindow(closed);
        if (handle.refuses) return Promise.resolve(null);
        const frame = document.createElement('iframe');
        frame.title = 'The small window';
        frame.style.cssText =
          'position: fixed; inset: auto 20px 120px auto; inline-size: 340px; block-size: 280px; z-index: 50';
        document.body.append(frame);
        const inside = frame.contentWindow as (Window & typeof globalThis) | null;
        if (!inside) return Promise.resolve(null);
        dress(inside);
        handle.frame = frame;
        handle.close = whenClosed(closed);
        return Promise.resolve({
          body: inside.document.body,
          keys: inside,
          close: () => handle.close?.(),
        });
      },
      openVideo(video, closed) {
        if (isReal()) return browserPictureInPicture.openVideo(video, closed);
        if (handle.refuses) return Promise.resolve(null);
        handle.video = video;
        handle.close = whenClosed(closed);
        return Promise.resolve(() => handle.close?.());
      },
      control(buttons) {
        handle.buttons = buttons;
        return () => (handle.buttons = null);
      },
      onAway(open) {
        handle.away = open;
        return () => (handle.away = null);
      },
    },
  };
}
