import type { ConferenceListener } from '../../conference/conference.ts';
import type { ConferenceEvent, MediaRef } from '../../conference/events.ts';

/** Where the streams of a scripted meeting come from; a browser's are in pictures.ts. */
export interface Streams {
  camera(seed: number, label: string): MediaStream;
  screen(label: string): MediaStream;
  silence(): MediaStream;
}

/** What the two sides of a scripted meeting share: who listens, and what is to be seen. */
export class Studio {
  readonly listeners = new Set<ConferenceListener>();
  readonly #streams = new Map<MediaRef, MediaStream>();
  readonly #elements = new Map<HTMLMediaElement, MediaRef>();

  tell(event: ConferenceEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Puts a stream behind a ref; null (no streams in this meeting) leaves it empty. */
  show(ref: MediaRef, stream: MediaStream | null): void {
    if (stream) this.#streams.set(ref, stream);
  }

  hide(ref: MediaRef): void {
    for (const [element, shown] of this.#elements) if (shown === ref) this.#empty(element);
    for (const track of this.#streams.get(ref)?.getTracks() ?? []) track.stop();
    this.#streams.delete(ref);
  }

  streamOf(ref: MediaRef): MediaStream | null {
    return this.#streams.get(ref) ?? null;
  }

  attach(ref: MediaRef, element: HTMLMediaElement): () => void {
    const stream = this.streamOf(ref);
    if (!stream) return () => undefined;
    element.srcObject = stream;
    this.#elements.set(element, ref);
    element.play().catch(() => undefined);
    return () => {
      if (this.#elements.get(element) === ref) this.#empty(element);
    };
  }

  close(): void {
    this.listeners.clear();
    for (const ref of [...this.#streams.keys()]) this.hide(ref);
  }

  #empty(element: HTMLMediaElement): void {
    element.srcObject = null;
    this.#elements.delete(element);
  }
}
