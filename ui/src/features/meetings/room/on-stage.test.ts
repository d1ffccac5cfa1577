import assert from 'node:assert/strict';
import type { ConferenceEvent } from '../../../conference/events.ts';
import { apply, initialState } from '../../../conference/state.ts';
import { onStage, participantsOf } from './on-stage.ts';

const person = (id: string, personId: string | null = `p-${id}`) => ({
  id,
  personId,
  name: id,
  moderator: false,
  guest: false,
  self: id === 'me',
});
const comes = (id: string, personId?: string | null): ConferenceEvent => ({
  kind: 'participant-joined',
  participant: person(id, personId),
});
const after = (...events: ConferenceEvent[]) =>
  [
    { kind: 'connecting' } as const,
    { kind: 'joined', self: person('me'), at: 1 } as const,
    comes('a'),
    comes('b'),
    { kind: 'dominant-speaker', id: 'b' } as const,
    ...events,
  ].reduce(apply, initialState);
const share: ConferenceEvent = {
  kind: 'media-added',
  medium: { ref: 's', participantId: 'b', kind: 'share', muted: false },
};
const cameras = (...ids: string[]) =>
  ids.map((participantId) => ({ participantId, kind: 'camera' }) as const);
const nobody = { pinned: null, spotlit: [] };

describe('on the stage', () => {
  it('is who speaks, unless hosts show somebody to everybody', () => {
    assert.deepEqual(onStage(after(), nobody), cameras('b'));
    assert.deepEqual(onStage(after(), { pinned: null, spotlit: ['a', 'me'] }), cameras('a', 'me'));
    assert.deepEqual(onStage(initialState, { pinned: 'a', spotlit: ['a'] }), []);
  });

  it('is whom this person pinned: that goes before the hosts’ choice', () => {
    assert.deepEqual(onStage(after(), { pinned: 'b', spotlit: ['a'] }), cameras('b'));
    assert.deepEqual(onStage(after(), { pinned: 'gone', spotlit: ['a'] }), cameras('a'));
  });

  it('is a share before both', () => {
    const shown = [{ participantId: 'b', kind: 'share' }];
    assert.deepEqual(onStage(after(share), { pinned: 'a', spotlit: ['a'] }), shown);
  });

  it('is not who has left', () => {
    const left = after({ kind: 'participant-left', id: 'a' });
    assert.deepEqual(onStage(left, { pinned: null, spotlit: ['a', 'me'] }), cameras('me'));
    assert.deepEqual(onStage(left, { pinned: null, spotlit: ['a'] }), cameras('b'));
  });
});

describe('people of whom hosts speak', () => {
  it('are participants by the id that the server vouches for, in the hosts’ order', () => {
    const s = after(comes('x', null), comes('a2', 'p-a'));
    assert.deepEqual(participantsOf(s, ['p-b', 'p-a', 'p-unknown']), ['b', 'a', 'a2']);
  });
});
