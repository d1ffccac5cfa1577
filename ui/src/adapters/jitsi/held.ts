import type { TrackEffect } from '../../conference/effect.ts';
import type { MediaRef } from '../../conference/events.ts';
import type { LocalTrack } from './surface.ts';

/** A device that is open, and its track. */
export interface Held {
  track: LocalTrack;
  /** Null while muted. */
  ref: MediaRef | null;
  /** A copy that is never muted, made when somebody asks for it; it keeps the device open by itself. */
  voice: { track: MediaStreamTrack; stream: MediaStream } | null;
  /** The device's own track: with an effect the library's track gives something else. */
  source: MediaStreamTrack | null;
  unlisten: () => void;
}

/** An effect of a track, with what the device gives noticed: a camera that is switched on again gives another one. */
export const noticing = (held: Held, effect: TrackEffect): TrackEffect => ({
  // More than an effect has to have: a mix is muted by itself.
  ...effect,
  isEnabled: (track) => effect.isEnabled(track),
  startEffect(stream) {
    [held.source = null] = stream.getTracks();
    return effect.startEffect(stream);
  },
  stopEffect: () => effect.stopEffect(),
});
