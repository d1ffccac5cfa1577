import assert from 'node:assert/strict';
import { library2021 } from './doubles/library-2021.ts';
import { bundle2021, package2021 } from './doubles/package-2021.ts';
import { conferenceOutcome, connectionOutcome } from './failures.ts';
import type { Library, LibraryConference, LocalTrack, RemoteTrack } from './surface.ts';

/** Every member of an interface, so that none is forgotten when the surface grows; a field is no method. */
type Members<T> = Record<Exclude<keyof T, `_${string}`>, 'has' | 'not' | 'field'>;

const conference: Members<LibraryConference> = {
  jvbJingleSession: 'field',
  p2pJingleSession: 'field',
  on: 'has',
  off: 'has',
  join: 'has',
  leave: 'has',
  dispose: 'not',
  myUserId: 'has',
  isModerator: 'has',
  setDisplayName: 'has',
  sendTextMessage: 'has',
  sendPrivateTextMessage: 'has',
  sendMessage: 'has',
  sendCommand: 'has',
  addCommandListener: 'has',
  removeCommandListener: 'has',
  setLocalParticipantProperty: 'has',
  addTrack: 'has',
  replaceTrack: 'has',
  removeTrack: 'has',
  getLocalVideoTracks: 'not',
  getForwardedSources: 'not',
  setReceiverConstraints: 'has',
  muteParticipant: 'has',
};
const tracks: Members<LocalTrack & RemoteTrack> = {
  addEventListener: 'has',
  removeEventListener: 'has',
  getType: 'has',
  getVideoType: 'has',
  getTrack: 'has',
  getParticipantId: 'has',
  isMuted: 'has',
  isLocal: 'has',
  getSourceName: 'has',
  mute: 'has',
  unmute: 'has',
  dispose: 'has',
  setEffect: 'has',
  getTrackStreamingStatus: 'not',
};

describe('the double of 2021 against the real package', () => {
  let real: Library;
  let text: string;
  before(async () => {
    real = await package2021();
    text = await bundle2021();
  });

  it('has the same event and error names with the same values', () => {
    const double = library2021();
    for (const [kind, names] of [
      ...Object.entries({ ...double.events }).map(([k, n]) => [`events.${k}`, n] as const),
      ...Object.entries({ ...double.errors }).map(([k, n]) => [`errors.${k}`, n] as const),
    ]) {
      const [group, key] = kind.split('.') as ['events' | 'errors', 'conference'];
      const known = Object.fromEntries(
        Object.keys(names).map((name) => [name, real[group][key][name]]),
      );
      assert.deepEqual(known, names, kind);
    }
  });

  it('lacks the events that only newer builds have', () => {
    assert.equal(real.events.track['TRACK_STREAMING_STATUS_CHANGED'], undefined);
    assert.equal(real.events.connection['CONNECTION_TOKEN_EXPIRED'], undefined);
  });

  it('has the entrances and the connection that the adapter uses', () => {
    for (const name of ['init', 'setLogLevel', 'isWebRtcSupported', 'createLocalTracks'] as const) {
      assert.equal(typeof real[name], 'function', name);
    }
    assert.equal(real.logLevels['ERROR'], 'error');
    const { prototype } = real.JitsiConnection as unknown as { prototype: object };
    for (const name of ['connect', 'disconnect', 'initJitsiConference', 'addEventListener']) {
      assert.ok(name in prototype, name);
    }
    assert.ok('setToken' in prototype && !('refreshToken' in prototype));
  });

  it('has each method of a conference and of tracks, or lacks it, as feature detection takes it', () => {
    const isMethod = (name: string) =>
      new RegExp(`prototype\\.${name}=|[;{}\\n]${name}\\([^()]*\\)\\{`, 'u').test(text);
    for (const [name, expected] of Object.entries({ ...conference, ...tracks })) {
      // Both are on other classes of the bundle as well; that the conference lacks it was read in its source.
      if (name === 'dispose' || name.endsWith('EventListener')) continue;
      if (expected === 'field') assert.ok(text.includes(`this.${name}=null`), name);
      else assert.equal(isMethod(name), expected === 'has', name);
    }
  });

  it('knows what each of its errors means', () => {
    const unknown = conferenceOutcome('something new');
    const generic = ['CHAT_ERROR', 'PASSWORD_NOT_SUPPORTED', 'CONNECTION_ERROR'];
    generic.push('CONFERENCE_RESTARTED', 'GRACEFUL_SHUTDOWN');
    for (const [name, value] of Object.entries(real.errors.conference)) {
      if (generic.includes(name) || typeof value !== 'string') continue;
      assert.notDeepEqual(conferenceOutcome(value), unknown, name);
    }
    const refused = real.errors.connection['PASSWORD_REQUIRED'];
    assert.equal(connectionOutcome(refused).reason, 'token-refused');
  });
});
