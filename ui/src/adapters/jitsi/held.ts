import type { TrackEffect } from '../../conference/effect.ts';
import type { MediaRef, ParticipantId } from '../../conference/events.ts';
import type { LocalTrack } from './surface.ts';

/** A device that is open, and its track. */
export interface Held {
  track: LocalTrack;
  /** Null while muted. */
  ref: MediaRef | null;
  /** Who muted it while it was being switched on; told once that is done. */
  mutedBy: ParticipantId | null;
  /** A copy that is never muted, made when somebody asks for it; it keeps the device open by itself. */
  voice: { track: MediaStreamTrack; stream: MediaStream } | null;
  /** The device's own track: with an effect the library's track gives something else. */
  source: MediaStreamTrack | null;
  unlisten: () => void;
}

/** A device that was opened just now, and is not sent yet. */
export const heldBy = (track: LocalTrack): Held => ({
  track,
  ref: null,
  mutedBy: null,
  voice: null,
  source: track.getTrack() ?? null,
  unlisten: () => undefined,
});

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
