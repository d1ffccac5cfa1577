import type { LibraryConference, LocalTrack, MediaSession } from './surface.ts';

/** How long sessions may take to be set up before a track is added all the same, milliseconds. */
const patience = 8000;
/** How often they are looked at, milliseconds; calm are those that were found unchanged so many times in a row. */
const glance = 100;
const glances = 3;
/** How often it is tried to add a track: what goes wrong more often is no collision. */
const attempts = 3;

/**
 * Adds a track to every session of the conference: over a videobridge, and peer to peer.
 *
 * The library (2021 as well as 2026) loses a track that comes while a call is being set up: a session that has made
 * its offer and waits for the answer does not announce it, and one that begins while the track is still on its way
 * into another one never gets it. The others then miss this picture for the rest of the call. Right after the answer
 * the library negotiates once more, beside its own queue, and what is added meanwhile fails. So a track waits until
 * the sessions that there are stand, and is added anew when one began meanwhile, or when it failed.
 * Rejects with the library's error.
 */
export async function addTrack(
  conference: LibraryConference,
  track: LocalTrack,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await calm(conference, sleep);
    const before = sessionsOf(conference);
    try {
      await conference.addTrack(track);
    } catch (error) {
      if (before.length === 0 || attempt === attempts) throw error;
      continue;
    }
    const isMissed = sessionsOf(conference).some((session) => !before.includes(session));
    if (!isMissed || attempt === attempts) return;
    await conference.removeTrack(track);
  }
}

/** Waits while a session is being set up; not for ever: an answer may never come. */
async function calm(
  conference: LibraryConference,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  for (let waited = 0, seen = 0; waited < patience; waited += glance) {
    const sessions = sessionsOf(conference);
    seen = sessions.every(stands) ? seen + 1 : 0;
    if (sessions.length === 0 || seen === glances) return;
    await sleep(glance);
  }
}

const sessionsOf = ({ jvbJingleSession, p2pJingleSession }: LibraryConference): MediaSession[] =>
  [jvbJingleSession, p2pJingleSession].flatMap((session) => session ?? []);

const stands = ({ state, peerconnection }: MediaSession): boolean =>
  state !== 'pending' && (peerconnection?.signalingState ?? 'stable') === 'stable';
