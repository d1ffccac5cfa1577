import type { ConferenceListener } from '../../conference/conference.ts';
import type { DeviceProblem, LocalMedium } from '../../conference/events.ts';
import type { TrackEffect } from '../../conference/effect.ts';
import type { MediaBook } from './media-book.ts';
import type { Library, LibraryConference, LocalTrack } from './surface.ts';

/** What sending sound, picture and screen needs. */
export interface LocalPorts {
  /** Loads the library when it is not there yet; rejects when it cannot be had. */
  library: () => Promise<Library>;
  /** The conference object that tracks are to be added to; null while not in a room. */
  conference: () => LibraryConference | null;
  emit: ConferenceListener;
  book: MediaBook;
  /** Names a problem, also by what the frame around us allows. */
  problemOf: (error: unknown, medium: LocalMedium) => DeviceProblem;
  toStream: (track: MediaStreamTrack) => MediaStream;
  sleep: (ms: number) => Promise<void>;
  /** Does what opens the picker of screens, with our wishes. */
  withScreenWishes: <T>(work: () => Promise<T>) => Promise<T>;
  /** The voice, with its own effect, and a sound beside it. */
  mixIn: (sound: MediaStreamTrack, effect: TrackEffect | null) => TrackEffect;
}

/** Stops capturing for good and takes the track out of its conference; the device's light goes out at once. */
export async function release(track: LocalTrack | null): Promise<void> {
  if (!track) return;
  track.getTrack()?.stop();
  await track.dispose().catch(() => undefined);
}

/** Runs tasks one after the other; a task that fails does not stop those behind it. */
export function createQueue() {
  let last: Promise<void> = Promise.resolve();
  return (task: () => Promise<void>): Promise<void> => {
    last = last.then(task, task).catch(() => undefined);
    return last;
  };
}
