/**
 * Changes what a device gives before anybody else sees or hears it, one stream at a time. In the form that
 * lib-jitsi-meet takes; a preview uses it in the same way.
 */
export interface TrackEffect {
  /** Whether it fits a track of the library's; ours are given to what they are for. */
  isEnabled(track: unknown): boolean;
  /**
   * The changed stream, at once: nothing of the original is in it, not even before the first picture is ready. Its
   * tracks are never stopped by the effect: to the library that would look like a device that was pulled out.
   */
  startEffect(stream: MediaStream): MediaStream;
  /** Ends the work and lets the original stream go, without stopping it. */
  stopEffect(): void;
}

/** Makes an effect when it is needed, loading what it takes; null: there is none after all. Rejects when it cannot. */
export type MakeEffect = () => Promise<TrackEffect | null>;
