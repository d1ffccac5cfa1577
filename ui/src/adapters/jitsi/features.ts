import type { Capabilities } from '../../conference/events.ts';
import type { Library, LibraryConference } from './surface.ts';

/** How this build of the library wants to be spoken to, found by what it has, never by its version. */
export interface Features {
  /** Camera and screen are two tracks; otherwise the screen takes the camera's place. */
  multiStream: boolean;
  /** Receiver constraints name sources (`<id>-v0`), otherwise participants. */
  sourceConstraints: boolean;
}

/** Looks at a conference object of the build. */
export const featuresOf = (conference: LibraryConference): Features => ({
  multiStream: typeof conference.getLocalVideoTracks === 'function',
  sourceConstraints:
    typeof conference.getForwardedSources === 'function' ||
    typeof conference.getLocalVideoTracks === 'function',
});

/** What the browser and its frame allow; see adapters/browser. */
export interface Allowed {
  share: boolean;
  chooseSpeaker: boolean;
}

/** Capabilities before a conference is there: a careful guess. */
export const guessed = (allowed: Allowed): Capabilities => ({
  share: allowed.share,
  cameraBesideShare: false,
  chooseSpeaker: allowed.chooseSpeaker,
});

/** Capabilities of a conference of this build. */
export const capabilitiesOf = (
  library: Library,
  conference: LibraryConference,
  allowed: Allowed,
): Capabilities => {
  const { multiStream } = featuresOf(conference);
  return {
    share: allowed.share && library.isDesktopSharingEnabled(),
    cameraBesideShare: multiStream,
    chooseSpeaker: allowed.chooseSpeaker,
  };
};
