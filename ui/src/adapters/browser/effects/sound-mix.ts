import type { TrackEffect } from '../../../conference/effect.ts';

/** An effect that is muted by itself: the voice falls silent, and the sound beside it goes on. */
export interface MixEffect extends TrackEffect {
  setMuted(muted: boolean): void;
  isMuted(): boolean;
}

/**
 * Sends the sound of a shared screen with the voice: a participant has one track of sound. `effect` is what is done to
 * the voice, and to the voice only.
 */
export function mixIn(sound: MediaStreamTrack, effect: TrackEffect | null): MixEffect {
  let voice: MediaStreamTrack | undefined;
  let context: AudioContext | null = null;
  const end = () => {
    effect?.stopEffect();
    context?.close().catch(() => undefined);
    context = null;
    voice = undefined;
  };
  return {
    isEnabled: () => true,
    startEffect(stream) {
      if (context) end();
      const spoken = effect?.startEffect(stream) ?? stream;
      [voice] = spoken.getAudioTracks();
      context = new AudioContext();
      const both = context.createMediaStreamDestination();
      for (const one of [spoken, new MediaStream([sound])])
        context.createMediaStreamSource(one).connect(both);
      context.resume().catch(() => undefined);
      return both.stream;
    },
    stopEffect: end,
    setMuted(muted) {
      if (voice) voice.enabled = !muted;
    },
    isMuted: () => voice?.enabled === false,
  };
}
