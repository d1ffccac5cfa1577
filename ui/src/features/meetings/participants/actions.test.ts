import assert from 'node:assert/strict';
import type { ConferenceEvent, Participant } from '../../../conference/events.ts';
import { apply, initialState } from '../../../conference/state.ts';
import { actionsFor, type Viewer } from './actions.ts';

const self: Participant = {
  id: 'me',
  personId: 'p-me',
  name: 'Me',
  moderator: true,
  guest: false,
  self: true,
};
const ann: Participant = {
  id: 'ann',
  personId: 'p-ann',
  name: 'A',
  moderator: false,
  guest: false,
  self: false,
};
const host: Viewer = {
  host: true,
  pinned: null,
  spotlight: [],
  isExempt: () => false,
  lecture: false,
  mayWriteTo: () => false,
};
const member: Viewer = { ...host, host: false };

const after = (...events: ConferenceEvent[]) =>
  [
    { kind: 'connecting' } as const,
    { kind: 'joined', self, at: 1 } as const,
    { kind: 'participant-joined', participant: ann } as const,
    ...events,
  ].reduce(apply, initialState);
const sends = (kind: 'audio' | 'camera' | 'share'): ConferenceEvent => ({
  kind: 'media-added',
  medium: { ref: kind, participantId: 'ann', kind, muted: false },
});

describe('what can be done about somebody in the list', () => {
  it('by a member: whom one sees large, how the connection is, and nothing else', () => {
    assert.deepEqual(actionsFor(after(sends('audio')), ann, member), ['pin', 'connection']);
    assert.deepEqual(actionsFor(after(), ann, { ...member, pinned: 'ann' }), [
      'unpin',
      'connection',
    ]);
    assert.deepEqual(actionsFor(after(), self, member), ['connection']);
  });

  it('writing to them privately, by whoever may', () => {
    const viewer = { ...member, mayWriteTo: ({ id }: Participant) => id === 'ann' };
    assert.deepEqual(actionsFor(after(), ann, viewer), ['pin', 'message', 'connection']);
    assert.ok(actionsFor(after(), ann, { ...viewer, host: true }).includes('message'));
  });

  it('by a host: what is on can be switched off; what is off can only be asked for', () => {
    assert.deepEqual(actionsFor(after(), ann, host), [
      'pin',
      'connection',
      'spotlight',
      'ask-microphone',
      'ask-camera',
      'make-host',
      'remove',
    ]);
    const busy = after(sends('audio'), sends('camera'), sends('share'), {
      kind: 'hand',
      id: 'ann',
      raisedAt: 5,
    });
    assert.deepEqual(actionsFor(busy, ann, host), [
      'pin',
      'connection',
      'spotlight',
      'mute',
      'camera-off',
      'stop-share',
      'lower-hand',
      'make-host',
      'remove',
    ]);
  });

  it('in lecture mode: calling up first, and taking it back; nobody bound is asked to switch on', () => {
    const lecturer = { ...host, lecture: true };
    const of = (change: Partial<Participant>, viewer: Viewer) =>
      actionsFor(after(), { ...ann, ...change }, viewer);
    const [first, ...rest] = of({}, lecturer);
    assert.equal(first, 'call-up');
    assert(!rest.some((action) => action.startsWith('ask') || action === 'unexempt'));
    const calling = { ...lecturer, isExempt: () => true };
    assert.equal(of({}, calling)[0], 'take-back');
    assert(of({}, calling).includes('ask-microphone'));
    for (const nobody of [{ personId: null }, { moderator: true }]) {
      assert.notEqual(of(nobody, lecturer)[0], 'call-up');
    }
    assert.deepEqual(of({}, { ...member, lecture: true }), of({}, member));
  });

  it('about a host, somebody exempt, and somebody whom the server does not vouch for', () => {
    const of = (change: Partial<Participant>, viewer = host) =>
      actionsFor(after(), { ...ann, ...change }, viewer).slice(5);
    assert.deepEqual(of({ moderator: true }), ['make-member', 'remove']);
    const exempting = { ...host, isExempt: (id: string | null) => id === 'p-ann' };
    assert.deepEqual(of({}, exempting), ['unexempt', 'make-host', 'remove']);
    assert.deepEqual(actionsFor(after(), { ...ann, personId: null }, host).slice(2), [
      'ask-microphone',
      'ask-camera',
    ]);
  });

  it('by a host, to show somebody large to everybody: alone, beside others, not any more', () => {
    const of = (spotlight: string[], whom = ann) =>
      actionsFor(after(), whom, { ...host, spotlight }).filter((one) => one.includes('spotlight'));
    assert.deepEqual(of([]), ['spotlight']);
    assert.deepEqual(of(['p-bob']), ['spotlight', 'add-spotlight']);
    assert.deepEqual(of(['p-ann']), ['end-spotlight']);
    assert.deepEqual(of(['p-ann', 'p-bob']), ['spotlight', 'end-spotlight']);
    assert.deepEqual(of([], self), ['spotlight']);
  });
});
