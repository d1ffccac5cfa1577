import type { MediaRef } from '../../conference/events.ts';
import type { Track } from './surface.ts';

/** Keeps which track is behind which ref, and which elements show it. */
export interface MediaBook {
  /** A new ref for what the track gives now. */
  enter(track: Track): MediaRef;
  /** Forgets a ref and empties the elements that show it. */
  drop(ref: MediaRef): void;
  streamOf(ref: MediaRef): MediaStream | null;
  attach(ref: MediaRef, element: HTMLMediaElement): () => void;
  /** Plays all sound on this speaker from now on. */
  setSpeaker(deviceId: string): void;
  clear(): void;
}

interface Page {
  stream: MediaStream | null;
  elements: Set<HTMLMediaElement>;
}

/** `toStream` makes a stream of one track; the library's own streams may carry more than the one. */
export function createMediaBook(
  toStream: (track: MediaStreamTrack) => MediaStream = (track) => new MediaStream([track]),
): MediaBook {
  const pages = new Map<MediaRef, Page>();
  let count = 0;
  let speaker = '';

  const drop = (ref: MediaRef) => {
    for (const element of pages.get(ref)?.elements ?? []) element.srcObject = null;
    pages.delete(ref);
  };
  return {
    enter(track) {
      count += 1;
      const media = track.getTrack();
      const ref = `media-${count}`;
      pages.set(ref, { stream: media ? toStream(media) : null, elements: new Set() });
      return ref;
    },
    drop,
    streamOf: (ref) => pages.get(ref)?.stream ?? null,
    attach(ref, element) {
      const page = pages.get(ref);
      if (!page) return () => undefined;
      page.elements.add(element);
      element.srcObject = page.stream;
      route(element, speaker);
      // Refused only before the first press in the page; the element's own controls then start it.
      element.play().catch(() => undefined);
      return () => {
        if (!page.elements.delete(element)) return;
        if (element.srcObject === page.stream) element.srcObject = null;
      };
    },
    setSpeaker(deviceId) {
      speaker = deviceId;
      for (const page of pages.values())
        for (const element of page.elements) route(element, speaker);
    },
    clear() {
      for (const ref of [...pages.keys()]) drop(ref);
    },
  };
}

function route(element: HTMLMediaElement, speaker: string): void {
  if (!('setSinkId' in element) || element.sinkId === speaker) return;
  // A speaker that was unplugged: the sound stays on the default one.
  element.setSinkId(speaker).catch(() => undefined);
}
