import type { LocalTrack } from '../surface.ts';
import { ConferenceDouble, type ParticipantDouble } from './conference.ts';
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

/** Camera and screen beside each other; replacing one by the other throws, and at once, not by its promise. */
class Conference2026 extends ConferenceDouble {
  getLocalVideoTracks(): LocalTrack[] {
    return this.localTracks.filter((track) => track.getType() === 'video');
  }

  getForwardedSources(): string[] {
    return [];
  }

  addTrack(track: LocalTrack): Promise<unknown> {
    const own = doubleOf(track);
    const rivals = this.localTracks.filter(
      (other) => other.getType() === own.getType() && other.getVideoType() === own.getVideoType(),
    );
    if (rivals.includes(own)) return Promise.resolve(own);
    if (rivals.length > 0) {
      return Promise.reject(
        new Error(`Cannot add second ${own.getType()} track to the conference`),
      );
    }
    return this.replaceTrack(null, own);
  }

  replaceTrack(old: LocalTrack | null, next: LocalTrack | null): Promise<unknown> {
    const gone = old && doubleOf(old);
    const come = next && doubleOf(next);
    if (gone && come && gone.getVideoType() !== come.getVideoType()) {
      throw new Error(
        `Replacing a track of videoType=${gone.getVideoType()} with a track of ` +
          `videoType=${come.getVideoType()} is not supported in this mode.`,
      );
    }
    this.calls.push(['replaceTrack', old, next]);
    if (gone?.home === this) this.drop(gone);
    if (come) this.take(come);
    return Promise.resolve();
  }

  dispose(): Promise<unknown> {
    this.calls.push(['dispose']);
    return Promise.resolve();
  }

  /** Participants of this build have `getIdentity()`. */
  override enters(participant: ParticipantDouble): void {
    const identity = participant._identity;
    const getSources = () => participant.sources;
    super.enters(Object.assign(participant, { getIdentity: () => identity, getSources }));
  }
}

/** Names and values as in lib-jitsi-meet v2193 (August 2026), read from its source. */
const build: Build = {
  events: {
    conference: {
      ...conferenceEvents,
      FORWARDED_SOURCES_CHANGED: 'conference.forwardedSourcesChanged',
      PARTICIPANT_SOURCE_UPDATED: 'conference.participant_source_updated',
    },
    connection: { ...connectionEvents, CONNECTION_TOKEN_EXPIRED: 'connection.tokenExpired' },
    connectionQuality: connectionQualityEvents,
    track: { ...trackEvents, TRACK_STREAMING_STATUS_CHANGED: 'track.streaming_status_changed' },
  },
  errors: {
    conference: conferenceErrors,
    connection: connectionErrors,
    track: { ...trackErrors, TRACK_IS_DISPOSED: 'track.track_is_disposed' },
  },
  conference: Conference2026,
  connection: (connection) => ({
    refreshToken: (jwt) => {
      connection.calls.push(['refreshToken', jwt]);
      return Promise.resolve();
    },
  }),
};

/** A double of the library as it is in August 2026. */
export const library2026 = (): LibraryDouble => createLibrary(build);
