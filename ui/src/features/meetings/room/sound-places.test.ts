import assert from 'node:assert/strict';
import type { ConferenceEvent, ParticipantId } from '../../../conference/events.ts';
import { fakePerson } from '../../../adapters/fake/people.ts';
import { apply, initialState, type ConferenceState } from '../../../conference/state.ts';
import { nextPlaces, soundPlaces } from './sound-places.ts';

const self = { ...fakePerson(999), id: 'me', self: true };
const now = 1_790_000_000_000;

/** A hall of `count` others; those in `open` are not muted. */
const hall = (count: number, open: (index: number) => boolean): ConferenceState =>
  Array.from({ length: count }, (_, index) => fakePerson(index))
    .flatMap((participant, index): ConferenceEvent[] => [
      { kind: 'participant-joined', participant },
      {
        kind: 'media-added',
        medium: {
          ref: `${participant.id}/audio`,
          participantId: participant.id,
          kind: 'audio',
          muted: !open(index),
        },
      },
    ])
    .reduce(apply, apply(initialState, { kind: 'joined', self, at: 1 }));

const idOf = (index: number): ParticipantId => fakePerson(index).id;
const heardNow = (...indexes: number[]) => new Map(indexes.map((index) => [idOf(index), now]));
const refs = (...indexes: number[]) => indexes.map((index) => `${idOf(index)}/audio`);

describe('the places that play sound', () => {
  it('are as many as people where these are few, also for the muted, whose first word is to be heard', () => {
    const s = hall(3, () => false);
    assert.deepEqual(nextPlaces([], s, { heard: new Map(), now }), refs(0, 1, 2));
  });

  it('are never more than sixteen, and first for those who are not muted', () => {
    const places = nextPlaces(
      [],
      hall(499, (index) => index >= 490),
      { heard: new Map(), now },
    );
    assert.equal(places.length, soundPlaces);
    for (const ref of refs(490, 494, 498)) assert.ok(places.includes(ref), ref);
  });

  it('leave nobody out who speaks: it takes the place of one who is silent, and nobody else moves', () => {
    const s = hall(499, () => true);
    const before = nextPlaces([], s, { heard: new Map(), now });
    const speaking = [400, 401, 402];
    const after = nextPlaces(before, s, { heard: heardNow(...speaking), now });
    for (const ref of refs(...speaking)) assert.ok(after.includes(ref), ref);
    const moved = after.filter((ref, place) => ref !== before[place]);
    assert.equal(moved.length, speaking.length);
  });

  it('are given one after the other to each of five hundred who speaks', () => {
    const s = hall(499, () => true);
    let places = nextPlaces([], s, { heard: new Map(), now });
    for (let index = 0; index < 499; index += 1) {
      const at = now + index * 5_000;
      const heard = new Map([[idOf(index), at]]);
      places = nextPlaces(places, s, { heard, now: at });
      assert.ok(places.includes(refs(index)[0] ?? ''), String(index));
      assert.equal(places.length, soundPlaces);
    }
  });

  it('stay with those who are in the middle of a sentence; only the dominant speaker takes one of theirs', () => {
    const s = hall(40, () => true);
    const talking = Array.from({ length: soundPlaces }, (_, index) => index);
    const heard = new Map([...heardNow(...talking), ...heardNow(30)]);
    const before = nextPlaces([], s, { heard: heardNow(...talking), now });
    assert.deepEqual(nextPlaces(before, s, { heard, now }), before);
    const dominant = apply(s, { kind: 'dominant-speaker', id: idOf(30) });
    assert.ok(nextPlaces(before, dominant, { heard, now }).includes(refs(30)[0] ?? ''));
  });

  it('go to the dominant speaker also while the word that they are muted is late', () => {
    const s = apply(
      hall(499, (index) => index < 20),
      { kind: 'dominant-speaker', id: idOf(450) },
    );
    assert.ok(nextPlaces([], s, { heard: new Map(), now }).includes(refs(450)[0] ?? ''));
  });

  it('are empty once somebody left, and taken by the next', () => {
    const s = hall(20, () => true);
    const before = nextPlaces([], s, { heard: new Map(), now });
    const after = nextPlaces(before, apply(s, { kind: 'participant-left', id: idOf(4) }), {
      heard: new Map(),
      now,
    });
    assert.equal(after.length, soundPlaces);
    assert.deepEqual(
      after.filter((ref, place) => ref !== before[place]),
      refs(16),
    );
  });
});
