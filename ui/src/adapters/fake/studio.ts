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
  readonly #makers = new Map<MediaRef, () => MediaStream>();
  readonly #elements = new Map<HTMLMediaElement, MediaRef>();

  tell(event: ConferenceEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Puts a stream behind a ref; null (no streams in this meeting) leaves it empty. */
  show(ref: MediaRef, stream: MediaStream | null): void {
    if (stream) this.#streams.set(ref, stream);
  }

  /** Puts a picture behind a ref that is painted only while an element shows it: five hundred are too many. */
  offer(ref: MediaRef, make: () => MediaStream): void {
    this.#makers.set(ref, make);
  }

  hide(ref: MediaRef): void {
    for (const [element, shown] of this.#elements) if (shown === ref) this.#empty(element);
    this.#makers.delete(ref);
    this.#stop(ref);
  }

  streamOf(ref: MediaRef): MediaStream | null {
    const made = this.#streams.get(ref) ?? this.#makers.get(ref)?.() ?? null;
    if (made) this.#streams.set(ref, made);
    return made;
  }

  attach(ref: MediaRef, element: HTMLMediaElement): () => void {
    const stream = this.streamOf(ref);
    if (!stream) return () => undefined;
    element.srcObject = stream;
    this.#elements.set(element, ref);
    element.play().catch(() => undefined);
    return () => {
      if (this.#elements.get(element) !== ref) return;
      this.#empty(element);
      const isShown = [...this.#elements.values()].includes(ref);
      if (!isShown && this.#makers.has(ref)) this.#stop(ref);
    };
  }

  close(): void {
    this.listeners.clear();
    for (const ref of [...this.#streams.keys(), ...this.#makers.keys()]) this.hide(ref);
  }

  #stop(ref: MediaRef): void {
    for (const track of this.#streams.get(ref)?.getTracks() ?? []) track.stop();
    this.#streams.delete(ref);
  }

  #empty(element: HTMLMediaElement): void {
    element.srcObject = null;
    this.#elements.delete(element);
  }
}
