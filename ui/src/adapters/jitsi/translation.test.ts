import assert from 'node:assert/strict';
import {
  dominantSpeaker,
  hands,
  hasTrouble,
  isAwaited,
  isMuted,
  mediaNeedsVideobridge,
  stage,
} from '../../conference/selectors.ts';
import type { ConferenceState } from '../../conference/state.ts';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { settle, startMeeting } from './doubles/start.ts';
import { RemoteTrackDouble } from './doubles/tracks.ts';
import { raisedAt } from './people.ts';
import { watchVideobridge } from './videobridge.ts';

const entered = async (library: LibraryDouble, given: Parameters<typeof startMeeting>[1] = {}) => {
  const meeting = startMeeting(library, given);
  await meeting.conference.join();
  const room = library.conference();
  const video = (id: string, sourceName?: string) =>
    new RemoteTrackDouble(
      { type: 'video', videoType: 'camera' },
      library.events.track,
      sourceName === undefined ? { id } : { id, sourceName },
    );
  return { ...meeting, room, video };
};

describe('people', () => {
  it('go by the name and id that the server vouches for, else by the one they claim', async () => {
    for (const make of [library2021, library2026]) {
      const { room, state } = await entered(make());
      room.enters(new ParticipantDouble('a', 'root', { id: 'p-7', name: '李伟' }));
      room.enters(new ParticipantDouble('b', 'Guest'));
      assert.deepEqual(
        [...state().participants.values()].slice(1).map((p) => [p.personId, p.name]),
        [
          ['p-7', '李伟'],
          [null, 'Guest'],
        ],
      );
      room.tell('DISPLAY_NAME_CHANGED', 'a', 'Dean');
      assert.equal(state().participants.get('a')?.name, '李伟');
    }
  });

  it('are guests by the server’s word, and when it does not vouch for them at all', async () => {
    for (const make of [library2021, library2026]) {
      const { room, state } = await entered(make());
      room.enters(new ParticipantDouble('a', 'Dean', { id: 'g-1', name: 'Dean', guest: 'true' }));
      room.enters(new ParticipantDouble('b', 'Dean'));
      room.enters(new ParticipantDouble('c', 'Guest', { id: 'p-7', name: '李伟' }));
      const marks = () => [...state().participants.values()].slice(1).map(({ guest }) => guest);
      assert.deepEqual(marks(), [true, true, false]);
      room.tell('DISPLAY_NAME_CHANGED', 'a', '李伟');
      assert.deepEqual(marks(), [true, true, false]);
      room.tell('MESSAGE_RECEIVED', 'a', 'hi');
      room.tell('MESSAGE_RECEIVED', 'c', 'hi');
      room.tell('MESSAGE_RECEIVED', 'gone', 'hi', '2026-01-01T00:00:00Z', 'Dean');
      assert.deepEqual(
        state().chat.map(({ guest }) => guest),
        [true, false, null],
      );
    }
  });

  it('do not count when hidden, and change their role', async () => {
    const { room, state } = await entered(library2021());
    const recorder = new ParticipantDouble('r', 'recorder');
    recorder.hidden = true;
    room.enters(recorder);
    room.enters(new ParticipantDouble('a', 'A'));
    assert.equal(state().participants.size, 2);
    room.tell('USER_ROLE_CHANGED', 'a', 'moderator');
    room.tell('USER_ROLE_CHANGED', room.myUserId(), 'moderator');
    assert.ok([...state().participants.values()].every((p) => p.moderator));
  });

  it('have hands in the order in which they were raised, also those raised before one came', async () => {
    const { room, state } = await entered(library2021());
    const early = new ParticipantDouble('early', 'E');
    early.properties.set('raisedHand', '1000');
    room.enters(early);
    const late = new ParticipantDouble('late', 'L');
    room.enters(late);
    late.properties.set('raisedHand', 'true');
    room.tell('PARTICIPANT_PROPERTY_CHANGED', late, 'raisedHand', undefined, 'true');
    assert.deepEqual(
      hands(state()).map((p) => p.id),
      ['early', 'late'],
    );
    early.properties.set('raisedHand', '0');
    room.tell('PARTICIPANT_PROPERTY_CHANGED', early, 'raisedHand', '1000', '0');
    assert.deepEqual(
      hands(state()).map((p) => p.id),
      ['late'],
    );
  });

  it('cannot raise a hand in the future or by nonsense', () => {
    assert.equal(raisedAt('99999', 500), 500);
    for (const value of ['', 'false', '-4', 'NaN', 'Infinity', undefined, null, {}, 0]) {
      assert.equal(raisedAt(value, 500), null);
    }
  });
});

describe('media', () => {
  it('of 2021 are in trouble by participant, of 2026 by track', async () => {
    const old = await entered(library2021());
    old.room.enters(new ParticipantDouble('a', 'A'));
    old.room.shows(old.video('a'));
    old.room.tell('PARTICIPANT_CONN_STATUS_CHANGED', 'a', 'interrupted');
    assert.equal(hasTrouble(old.state(), 'a'), true);
    old.room.tell('PARTICIPANT_CONN_STATUS_CHANGED', 'a', 'active');
    assert.equal(hasTrouble(old.state(), 'a'), false);

    const now = await entered(library2026());
    now.room.enters(new ParticipantDouble('a', 'A'));
    const track = now.video('a', 'a-v0');
    now.room.shows(track);
    track.streamingStatus('restoring');
    assert.equal(hasTrouble(now.state(), 'a'), true);
    now.room.tell('PARTICIPANT_CONN_STATUS_CHANGED', 'a', 'active');
    assert.equal(hasTrouble(now.state(), 'a'), true, 'an event that this build does not have');
  });

  it('are muted and unmuted, and end with their stream', async () => {
    const { room, state, video, conference } = await entered(library2021());
    room.enters(new ParticipantDouble('a', 'A'));
    const track = video('a');
    room.shows(track);
    const ref = [...state().media.keys()][0]!;
    assert.ok(conference.streamOf(ref));
    track.muted = true;
    room.trackMuteChanged(track);
    assert.equal(isMuted(state(), 'a', 'camera'), true);
    room.tell('TRACK_REMOVED', track);
    assert.equal(conference.streamOf(ref), null);
    assert.equal(track.listenerCount, 0);
  });

  it('levels are thinned out, but silence is always told', async () => {
    let time = 0;
    const { room, events } = await entered(library2021(), { now: () => time });
    for (const level of [0.5, 0.9, 0.3, 0]) room.tell('TRACK_AUDIO_LEVEL_CHANGED', 'a', level);
    time = 1000;
    room.tell('TRACK_AUDIO_LEVEL_CHANGED', 'a', 7);
    const told = events.flatMap((e) => (e.kind === 'audio-level' ? [e.level] : []));
    assert.deepEqual(told, [0.5, 0, 1]);
  });

  it('have a dominant speaker, and silence in the build that tells it', async () => {
    const { room, state } = await entered(library2026());
    room.enters(new ParticipantDouble('a', 'A'));
    room.tell('DOMINANT_SPEAKER_CHANGED', 'a', []);
    assert.equal(dominantSpeaker(state()), 'a');
    room.tell('DOMINANT_SPEAKER_CHANGED', 'a', [], true);
    assert.equal(dominantSpeaker(state()), null);
  });
});

describe('what others say that they send', () => {
  const muted = (state: ConferenceState, id: string) =>
    (['audio', 'camera', 'share'] as const).map((kind) => isMuted(state, id, kind));

  it('counts before anything arrives, in presence of 2021', async () => {
    const { room, state } = await entered(library2021());
    room.enters(new ParticipantDouble('a', 'A'));
    room.says('focus', 'versions', '1');
    assert.deepEqual(muted(state(), 'a'), [true, true, true]);
    room.says('a', 'audiomuted', 'false');
    room.says('a', 'videomuted', 'false');
    assert.deepEqual(muted(state(), 'a'), [false, false, true]);
    assert.equal(isAwaited(state(), 'a', 'camera'), true);
    room.says('a', 'videoType', 'desktop');
    assert.deepEqual(muted(state(), 'a'), [false, true, false]);
    assert.equal(stage(state())?.kind, 'share');
  });

  it('counts in the sources of 2026, and is what is asked for although there is no track', async () => {
    const { room, state, conference } = await entered(library2026());
    conference.setLayoutNeeds({ stage: ['a'], stageHeight: 600, visible: ['b'], tileHeight: 180 });
    const a = new ParticipantDouble('a', 'A');
    a.sources.set('audio', new Map([['a-a0', { muted: false }]]));
    a.sources.set(
      'video',
      new Map([
        ['a-v0', { muted: true, videoType: 'camera' }],
        ['a-v1', { muted: false, videoType: 'desktop' }],
      ]),
    );
    room.enters(a);
    const b = new ParticipantDouble('b', 'B');
    room.enters(b);
    b.sources.set('video', new Map([['b-v0', { muted: false, videoType: 'camera' }]]));
    room.tell('PARTICIPANT_SOURCE_UPDATED', b);
    assert.deepEqual(muted(state(), 'a'), [false, true, false]);
    assert.deepEqual(muted(state(), 'b'), [true, false, true]);
    const asked = room.called('setReceiverConstraints').at(-1)![0] as { constraints: object };
    assert.deepEqual(asked.constraints, {
      'b-v0': { maxHeight: 180 },
      'a-v1': { maxHeight: 2160 },
    });
  });

  it('leaves a track of SSRC rewriting alone until it has an owner', async () => {
    const { room, state } = await entered(library2026());
    const what = { type: 'audio' } as const;
    room.shows(new RemoteTrackDouble(what, {}, { id: '' }));
    assert.equal(state().media.size, 0);
  });
});

describe('chat', () => {
  it('takes what the room repeats once, with its time, and the newer build’s ids', async () => {
    const { room, state } = await entered(library2021());
    room.enters(new ParticipantDouble('a', 'A'));
    const stamp = '2026-11-23T10:00:00Z';
    for (let n = 0; n < 2; n += 1) room.tell('MESSAGE_RECEIVED', 'a', 'hello', stamp);
    room.tell('MESSAGE_RECEIVED', 'a', 'hello');
    room.tell('MESSAGE_RECEIVED', 'gone', 'x', stamp, 'Gone', false, 'id-1');
    room.tell('MESSAGE_RECEIVED', 'gone', 'x', stamp, 'Gone', false, 'id-1');
    room.tell('MESSAGE_RECEIVED', 'a', { not: 'text' });
    const chat = state().chat;
    assert.deepEqual(
      chat.map((m) => [m.name, m.text]),
      [
        ['A', 'hello'],
        ['A', 'hello'],
        ['Gone', 'x'],
      ],
    );
    assert.equal(chat[0]!.at, Date.parse(stamp));
  });
});

describe('the videobridge', () => {
  it('is missed only when a third person has waited for it', async () => {
    const { room, state } = await entered(library2021());
    for (const id of ['a', 'b']) room.enters(new ParticipantDouble(id, id));
    assert.equal(mediaNeedsVideobridge(state()), false);
    room.tell('CONFERENCE_FAILED', 'conference.videobridgeNotAvailable');
    assert.equal(mediaNeedsVideobridge(state()), true, 'the server said that it has none');
    assert.equal(state().phase, 'joined', 'which is no reason to leave');
    room.tell('_MEDIA_SESSION_STARTED', { isP2P: true });
    assert.equal(mediaNeedsVideobridge(state()), true);
    room.tell('_MEDIA_SESSION_STARTED', { isP2P: false });
    assert.equal(mediaNeedsVideobridge(state()), false);
  });

  it('is waited for eight seconds', async () => {
    const told: string[] = [];
    const real = globalThis.setTimeout;
    const waits = [] as number[];
    globalThis.setTimeout = ((run: () => void, ms: number) => {
      waits.push(ms);
      return real(run, 0);
    }) as typeof setTimeout;
    try {
      const watch = watchVideobridge((event) => told.push(event.kind));
      watch.people(2);
      assert.deepEqual(waits, []);
      watch.people(3);
      watch.people(4);
      assert.deepEqual(waits, [8000]);
    } finally {
      globalThis.setTimeout = real;
    }
    await settle();
    assert.deepEqual(told, ['videobridge']);
  });
});
