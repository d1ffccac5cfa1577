import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  deviceProblems,
  failureReasons,
  reactions,
  type ConferenceEvent,
  type ConferenceEventKind,
} from './events.ts';
import { headCount, grid, hands, shares, stage, mediaNeedsVideobridge } from './selectors.ts';
import { apply, initialState, type ConferenceState } from './state.ts';

const id = fc.constantFrom('self', 'a', 'b', 'c', 'd');
const ref = fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5');
const someone = fc.record({
  id,
  personId: fc.option(fc.string()),
  name: fc.string(),
  moderator: fc.boolean(),
  guest: fc.boolean(),
  self: fc.constant(false),
});
const medium = fc.constantFrom('microphone', 'camera', 'share');

const fields: Record<ConferenceEventKind, Record<string, fc.Arbitrary<unknown>>> = {
  connecting: {},
  capabilities: {
    capabilities: fc.record({
      share: fc.boolean(),
      cameraBesideShare: fc.boolean(),
      chooseSpeaker: fc.boolean(),
    }),
  },
  joined: {
    self: someone.map((person) => ({ ...person, id: 'self', self: true })),
    at: fc.nat(),
  },
  interrupted: {},
  restored: {},
  rejoining: { attempt: fc.integer({ min: 1, max: 9 }) },
  failed: { reason: fc.constantFrom(...failureReasons) },
  left: {},
  'participant-joined': { participant: someone.filter((person) => person.id !== 'self') },
  'participant-updated': { id, change: fc.record({ name: fc.string(), moderator: fc.boolean() }) },
  'participant-left': { id },
  'dominant-speaker': { id: fc.option(id) },
  'audio-level': { id, level: fc.double() },
  hand: { id, raisedAt: fc.option(fc.nat(1000)) },
  chat: {
    message: fc.record({
      id: ref,
      participantId: id,
      name: fc.string(),
      guest: fc.option(fc.boolean()),
      text: fc.string(),
      at: fc.nat(),
      mine: fc.boolean(),
      to: fc.option(fc.array(fc.record({ id, name: fc.string() }))),
    }),
  },
  'chat-refused': {
    refused: fc.record({
      id: fc.option(ref),
      text: fc.string(),
      to: fc.option(fc.array(id)),
      reason: fc.constantFrom('rule', 'gone'),
      at: fc.nat(),
    }),
  },
  connection: { id, figures: fc.record({ quality: fc.option(fc.nat(100)) }) },
  reaction: { id, key: fc.nat(9), reaction: fc.constantFrom(...reactions) },
  asked: { medium: fc.constantFrom('microphone', 'camera'), by: id, at: fc.nat() },
  sends: { id, media: fc.subarray(['audio', 'camera', 'share'] as const) },
  'media-added': {
    medium: fc.record({
      ref,
      participantId: id.filter((who) => who !== 'self'),
      kind: fc.constantFrom('audio', 'camera', 'share'),
      muted: fc.boolean(),
    }),
  },
  'media-removed': { ref },
  'media-muted': { ref, muted: fc.boolean(), by: fc.option(id) },
  'media-flow': { ref, flow: fc.constantFrom('active', 'inactive', 'interrupted') },
  videobridge: { videobridge: fc.constantFrom('unknown', 'present', 'absent') },
  arrival: { trouble: fc.option(fc.constantFrom('library-old', 'nothing')) },
  'local-starting': { medium },
  'local-on': { medium, ref },
  'local-off': { medium, by: fc.option(id) },
  'share-changed': { content: fc.constantFrom('text', 'video'), sound: fc.boolean() },
  'device-problem': { medium, problem: fc.constantFrom(...deviceProblems) },
  'device-replaced': { medium: fc.constantFrom('microphone', 'camera'), label: fc.string() },
  'devices-chosen': { devices: fc.record({ camera: fc.string() }, { requiredKeys: [] }) },
};
const kinds = Object.keys(fields) as ConferenceEventKind[];
const event = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), ...fields[kind] }),
  ) as fc.Arbitrary<unknown>;
const events = fc.array(event as fc.Arbitrary<ConferenceEvent>, { maxLength: 60 });

const run = (list: readonly ConferenceEvent[], from: ConferenceState = initialState) =>
  list.reduce(apply, from);

describe('conference state, whatever comes in whatever order', () => {
  it('never throws, and every selector answers', () => {
    fc.assert(
      fc.property(events, fc.option(id), (list, pinned) => {
        const s = run(list);
        const everybody = grid(s);
        assert.equal(everybody.length, headCount(s));
        assert.equal(new Set(everybody.map((p) => p.id)).size, everybody.length);
        for (const hand of hands(s)) assert.ok(s.participants.has(hand.id));
        const shown = stage(s, pinned);
        assert.equal(shown === null, everybody.length === 0);
        if (shown) assert.ok(s.participants.has(shown.participantId));
        for (const level of s.levels.values()) assert.ok(level >= 0 && level <= 1);
        if (mediaNeedsVideobridge(s)) assert.ok(everybody.length > 2);
      }),
    );
  });

  it('takes an event twice as once, and says so by returning the same object', () => {
    fc.assert(
      fc.property(events, event as fc.Arbitrary<ConferenceEvent>, (list, last) => {
        const once = apply(run(list), last);
        assert.equal(apply(once, last), once);
      }),
    );
  });

  it('does not change the state that it was given', () => {
    fc.assert(
      fc.property(events, event as fc.Arbitrary<ConferenceEvent>, (list, last) => {
        const before = run(list);
        const copy = structuredClone(before);
        apply(before, last);
        assert.deepEqual(structuredClone(before), copy);
      }),
    );
  });

  it('drops everything of a participant who left', () => {
    fc.assert(
      fc.property(
        events,
        id.filter((who) => who !== 'self'),
        (list, gone) => {
          const s = run([{ kind: 'connecting' }, ...list, { kind: 'participant-left', id: gone }]);
          assert.ok(!s.participants.has(gone));
          assert.ok(![...s.media.values()].some((m) => m.participantId === gone));
          assert.ok(!s.connections.has(gone));
          assert.ok(!s.hands.has(gone) && !s.levels.has(gone) && !s.speakers.includes(gone));
        },
      ),
    );
  });

  it('shows the same participants and shares whatever the order of independent arrivals', () => {
    const arrivals: ConferenceEvent[] = ['a', 'b', 'c'].flatMap((who) => [
      {
        kind: 'participant-joined' as const,
        participant: {
          id: who,
          personId: null,
          name: who,
          moderator: false,
          guest: false,
          self: false,
        },
      },
      {
        kind: 'media-added' as const,
        medium: { ref: `${who}-s`, participantId: who, kind: 'share' as const, muted: false },
      },
      { kind: 'hand' as const, id: who, raisedAt: who.charCodeAt(0) },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(arrivals, { minLength: arrivals.length }), (shuffled) => {
        const s = run(shuffled);
        assert.equal(headCount(s), 3);
        assert.deepEqual(
          shares(s)
            .map((m) => m.participantId)
            .sort(),
          ['a', 'b', 'c'],
        );
        assert.deepEqual(
          hands(s).map((p) => p.id),
          ['a', 'b', 'c'],
        );
      }),
    );
  });
});
