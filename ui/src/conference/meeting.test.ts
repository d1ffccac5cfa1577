import assert from 'node:assert/strict';
import type { ConferenceEvent, MediaKind } from './events.ts';
import {
  audible,
  dominantSpeaker,
  grid,
  hands,
  hasTrouble,
  isAwaited,
  isMuted,
  mediaNeedsVideobridge,
  mutedBy,
  refOf,
  self,
  shares,
  stage,
} from './selectors.ts';
import { apply, initialState, type ConferenceState } from './state.ts';

const person = (id: string, isSelf = false) => ({
  id,
  personId: `p-${id}`,
  name: id,
  moderator: false,
  guest: false,
  self: isSelf,
});
const comes = (id: string): ConferenceEvent => ({
  kind: 'participant-joined',
  participant: person(id),
});
const sends = (id: string, kind: MediaKind, muted = false): ConferenceEvent => ({
  kind: 'media-added',
  medium: { ref: `${id}-${kind}`, participantId: id, kind, muted },
});
const speaks = (id: string | null): ConferenceEvent => ({ kind: 'dominant-speaker', id });
const entered: ConferenceEvent[] = [
  { kind: 'connecting' },
  comes('a'),
  { kind: 'joined', self: person('me', true), at: 5 },
];
const after = (...events: ConferenceEvent[]): ConferenceState =>
  [...entered, ...events].reduce(apply, initialState);

describe('the stage', () => {
  it('shows oneself when alone, and another as soon as there is one', () => {
    const alone = after({ kind: 'participant-left', id: 'a' });
    assert.deepEqual(stage(alone), { participantId: 'me', kind: 'camera' });
    assert.deepEqual(stage(after()), { participantId: 'a', kind: 'camera' });
    assert.equal(stage(initialState), null);
  });

  it('follows the speaker but never turns to oneself', () => {
    const unmuted: ConferenceEvent = { kind: 'local-on', medium: 'microphone', ref: 'mine' };
    const s = after(comes('b'), unmuted, speaks('b'), speaks('me'));
    assert.equal(stage(s)?.participantId, 'b');
    assert.equal(dominantSpeaker(s), 'me');
    assert.equal(dominantSpeaker(apply(s, speaks(null))), null);
  });

  it('prefers the pinned one to the speaker and a share to both', () => {
    const s = after(comes('b'), comes('c'), speaks('b'));
    assert.equal(stage(s, 'c')?.participantId, 'c');
    assert.equal(stage(s, 'gone')?.participantId, 'b');
    const sharing = apply(s, sends('a', 'share'));
    assert.deepEqual(stage(sharing, 'c'), { participantId: 'a', kind: 'share' });
    const second = apply(sharing, sends('b', 'share'));
    assert.equal(stage(second)?.participantId, 'b');
    assert.equal(stage(second, null, 'a')?.participantId, 'a', 'the one that was chosen');
    const stopped = apply(second, { kind: 'media-removed', ref: 'b-share' });
    assert.equal(stage(stopped, null, 'b')?.participantId, 'a', 'the chosen one has ended');
    assert.equal(stage(stopped)?.participantId, 'a');
    assert.deepEqual(shares(apply(stopped, { kind: 'participant-left', id: 'a' })), []);
  });
});

describe('people', () => {
  it('keeps the order of the grid when people speak, with oneself where asked', () => {
    const s = after(comes('b'), speaks('b'), { kind: 'hand', id: 'b', raisedAt: 1 });
    assert.deepEqual(
      grid(s).map((p) => p.id),
      ['me', 'a', 'b'],
    );
    assert.deepEqual(
      grid(s, 'last').map((p) => p.id),
      ['a', 'b', 'me'],
    );
    assert.equal(self(s)?.personId, 'p-me');
  });

  it('lists hands by time, and lowers them', () => {
    const s = after(
      comes('b'),
      { kind: 'hand', id: 'me', raisedAt: 30 },
      { kind: 'hand', id: 'b', raisedAt: 10 },
      { kind: 'hand', id: 'a', raisedAt: 20 },
    );
    assert.deepEqual(
      hands(s).map((p) => p.id),
      ['b', 'a', 'me'],
    );
    const lowered = apply(s, { kind: 'hand', id: 'a', raisedAt: null });
    assert.deepEqual(
      hands(lowered).map((p) => p.id),
      ['b', 'me'],
    );
  });

  it('changes name and role', () => {
    const s = after({
      kind: 'participant-updated',
      id: 'a',
      change: { name: '王芳', moderator: true },
    });
    assert.deepEqual(s.participants.get('a'), { ...person('a'), name: '王芳', moderator: true });
  });
});

describe('media', () => {
  it('tells muted from sent, and by whom', () => {
    const s = after(sends('a', 'audio'), sends('a', 'camera', true));
    assert.equal(refOf(s, 'a', 'audio'), 'a-audio');
    assert.equal(isMuted(s, 'a', 'camera'), true);
    assert.equal(audible(s).length, 1);
    const muted = apply(s, { kind: 'media-muted', ref: 'a-audio', muted: true, by: 'me' });
    assert.equal(mutedBy(muted, 'a', 'audio'), 'me');
    const back = apply(muted, { kind: 'media-muted', ref: 'a-audio', muted: false, by: null });
    assert.equal(mutedBy(back, 'a', 'audio'), null);
    assert.equal(isMuted(back, 'a', 'audio'), false);
  });

  it('shows one’s own media the same way, and who muted them', () => {
    const on = after({ kind: 'local-on', medium: 'microphone', ref: 'mine' });
    assert.equal(refOf(on, 'me', 'audio'), 'mine');
    const muted = apply(on, { kind: 'local-off', medium: 'microphone', by: 'a' });
    assert.equal(isMuted(muted, 'me', 'audio'), true);
    assert.equal(mutedBy(muted, 'me', 'audio'), 'a');
    const problem = apply(muted, { kind: 'device-problem', medium: 'microphone', problem: 'busy' });
    assert.equal(problem.local.microphone.problem, 'busy');
    assert.equal(problem.local.microphone.status, 'off');
  });

  it('knows trouble from a picture that is not asked for', () => {
    const s = after(sends('a', 'camera'));
    assert.equal(
      hasTrouble(apply(s, { kind: 'media-flow', ref: 'a-camera', flow: 'inactive' }), 'a'),
      false,
    );
    assert.equal(
      hasTrouble(apply(s, { kind: 'media-flow', ref: 'a-camera', flow: 'interrupted' }), 'a'),
      true,
    );
  });

  it('says that media needs a videobridge only for the third person and only when there is none', () => {
    const absent: ConferenceEvent = { kind: 'videobridge', videobridge: 'absent' };
    assert.equal(mediaNeedsVideobridge(after(absent)), false);
    assert.equal(mediaNeedsVideobridge(after(comes('b'))), false);
    assert.equal(mediaNeedsVideobridge(after(comes('b'), absent)), true);
    const present = after(comes('b'), absent, { kind: 'videobridge', videobridge: 'present' });
    assert.equal(mediaNeedsVideobridge(present), false);
  });
});

describe('the connection', () => {
  it('keeps people on the screen while interrupted, and forgets them when it has to join again', () => {
    const s = after({ kind: 'local-on', medium: 'camera', ref: 'mine' }, { kind: 'interrupted' });
    assert.equal(s.phase, 'interrupted');
    assert.equal(s.participants.size, 2);
    assert.equal(apply(s, { kind: 'restored' }).phase, 'joined');
    const again = apply(s, { kind: 'rejoining', attempt: 2 });
    assert.deepEqual([again.phase, again.attempt, again.participants.size], ['interrupted', 2, 0]);
    assert.equal(apply(again, { kind: 'restored' }).phase, 'interrupted');
    const back = apply(again, { kind: 'joined', self: person('me2', true), at: 99 });
    assert.deepEqual([back.phase, back.attempt, back.joinedAt], ['joined', 0, 5]);
    assert.equal(refOf(back, 'me2', 'camera'), 'mine');
  });

  it('keeps the reason of a failure and the chat, and takes a new attempt', () => {
    const message = {
      id: '1',
      participantId: 'a',
      name: 'a',
      guest: false,
      text: 'hi',
      at: 1,
      mine: false,
      to: null,
    };
    const s = after(
      { kind: 'chat', message },
      { kind: 'failed', reason: 'kicked' },
      { kind: 'left' },
    );
    assert.deepEqual([s.phase, s.failure, s.participants.size], ['failed', 'kicked', 0]);
    assert.equal(apply(s, comes('late')), s);
    const again = apply(s, { kind: 'connecting' });
    assert.deepEqual([again.phase, again.failure, again.chat.length], ['connecting', null, 1]);
  });
});

describe('what somebody says that they send', () => {
  const says = (id: string, ...media: MediaKind[]): ConferenceEvent => ({
    kind: 'sends',
    id,
    media,
  });

  it('is no mute when it has not arrived', () => {
    const s = after(says('a', 'audio', 'camera'));
    assert.deepEqual(
      [isMuted(s, 'a', 'audio'), isMuted(s, 'a', 'camera'), isMuted(s, 'a', 'share')],
      [false, false, true],
    );
    assert.equal(isAwaited(s, 'a', 'camera'), true);
    assert.equal(isAwaited(apply(s, sends('a', 'camera')), 'a', 'camera'), false);
  });

  it('counts before what is left of a medium', () => {
    const s = after(sends('a', 'audio'), says('a'));
    assert.equal(isMuted(s, 'a', 'audio'), true);
  });

  it('puts a share on the stage before its picture is there', () => {
    assert.deepEqual(stage(after(comes('b'), says('b', 'share'))), {
      participantId: 'b',
      kind: 'share',
    });
  });

  it('is gone with them', () => {
    const s = after(says('a', 'share'), { kind: 'participant-left', id: 'a' });
    assert.equal(s.sends.size, 0);
    assert.notEqual(stage(s)?.kind, 'share');
  });

  it('keeps the frame of who speaks away from who is muted', () => {
    assert.equal(dominantSpeaker(after(says('a', 'audio'), speaks('a'))), 'a');
    assert.equal(dominantSpeaker(after(says('a', 'camera'), speaks('a'))), null);
  });
});
