import type { LocalTrack } from '../surface.ts';
import { ConferenceDouble } from './conference.ts';
import { createLibrary, type Build, type LibraryDouble } from './library.ts';
import {
  conferenceErrors,
  conferenceEvents,
  connectionErrors,
  connectionEvents,
  connectionQualityEvents,
  trackErrors,
  trackEvents,
} from './names.ts';
import { doubleOf } from './tracks.ts';

/** One track of each type: a second one is refused, and the screen replaces the camera. */
class Conference2021 extends ConferenceDouble {
  readonly #commands = new Map<string, Set<(...args: never[]) => void>>();

  addCommandListener(name: string, listener: (...args: never[]) => void): void {
    this.#commands.set(name, (this.#commands.get(name) ?? new Set()).add(listener));
  }

  removeCommandListener(name: string, listener: (...args: never[]) => void): void {
    this.#commands.get(name)?.delete(listener);
  }

  override says(id: string, name: string, value: string): void {
    const listeners = (this.#commands.get(name) ?? []) as Iterable<
      (node: { value: string }, id: string) => void
    >;
    for (const listener of listeners) listener({ value }, id);
  }

  addTrack(track: LocalTrack): Promise<unknown> {
    const own = doubleOf(track);
    const same = this.localTracks.find((other) => other.getType() === own.getType());
    if (same === own) return Promise.resolve(own);
    if (same) {
      return Promise.reject(
        new Error(`Cannot add second ${own.getType()} track to the conference`),
      );
    }
    return this.replaceTrack(null, own);
  }

  replaceTrack(old: LocalTrack | null, next: LocalTrack | null): Promise<unknown> {
    this.calls.push(['replaceTrack', old, next]);
    const gone = old && doubleOf(old);
    const come = next && doubleOf(next);
    const home = gone?.home === this;
    if ((home && gone.disposed) || come?.disposed === true) {
      return Promise.reject(
        Object.assign(new Error('disposed'), { name: build.errors.track['TRACK_IS_DISPOSED'] }),
      );
    }
    if (home) this.drop(gone);
    if (come) this.take(come);
    return Promise.resolve();
  }
}

/** Names and values as in @lyno/lib-jitsi-meet 2.6726.2 (jitsi-meet_6726, December 2021); a test compares them. */
export const build: Build = {
  events: {
    conference: {
      ...conferenceEvents,
      PARTICIPANT_CONN_STATUS_CHANGED: 'conference.participant_conn_status_changed',
    },
    connection: connectionEvents,
    connectionQuality: connectionQualityEvents,
    track: trackEvents,
  },
  errors: {
    conference: { ...conferenceErrors, CONFERENCE_RESTARTED: 'conference.restarted' },
    connection: connectionErrors,
    track: { ...trackErrors, TRACK_IS_DISPOSED: 'track.track_is_disposed' },
  },
  conference: Conference2021,
  connection: (connection) => ({
    setToken: (jwt) => void connection.calls.push(['setToken', jwt]),
  }),
};

/** A double of the library as it was in December 2021. */
export const library2021 = (): LibraryDouble => createLibrary(build);
