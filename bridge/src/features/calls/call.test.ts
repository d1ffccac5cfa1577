import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFinal, stepOf, stepped, stepTime, type CallEvent, type Invitee } from './call.ts';
import { ringMs } from './contract.ts';

const now = 1_790_000_000_000;

const queued: Invitee = {
  id: 'i',
  callId: 'c',
  meetingId: 'm',
  callerId: 'teacher',
  personId: 'student',
  name: '王芳',
  state: 'queued',
  changedAt: now,
  createdAt: now,
  dueAt: now,
  message: null,
  toldBy: null,
  missedAt: null,
  seenAt: null,
  bySessionId: null,
};

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ kind: fc.constant('rung' as const), by: fc.constantFrom('panel', 'push') }),
  fc.record({ kind: fc.constant('answered' as const), sessionId: fc.constantFrom('s1', 's2') }),
  fc.record({
    kind: fc.constant('declined' as const),
    sessionId: fc.constantFrom('s1', 's2'),
    message: fc.option(fc.string()),
  }),
  fc.record({
    kind: fc.constant('not-reached' as const),
    toldBy: fc.constantFrom('mail' as const, null),
  }),
  fc
    .constantFrom('came-in' as const, 'busy' as const, 'blocked' as const)
    .map((kind) => ({ kind })),
  fc.constantFrom('time-up' as const, 'cancelled' as const).map((kind) => ({ kind })),
);

const after = (events: readonly CallEvent[], start = queued): Invitee =>
  events.reduce((invitee, event, index) => {
    const step = stepOf(invitee, event, now + index);
    return step ? stepped(invitee, step, stepTime([invitee], now + index)) : invitee;
  }, start);

describe('the states of an invitee', () => {
  it('rings for 45 seconds, then there is no answer and a missed call', () => {
    const ringing = after([{ kind: 'rung', by: 'panel' }]);
    assert.equal(ringing.state, 'ringing');
    assert.equal(ringing.dueAt, now + ringMs);
    const over = after([{ kind: 'rung', by: 'panel' }, { kind: 'time-up' }]);
    assert.equal(over.state, 'no-answer');
    assert.notEqual(over.missedAt, null);
  });

  it('keeps who answered, by session, and the message of a decline', () => {
    const ring: CallEvent = { kind: 'rung', by: 'panel' };
    assert.equal(after([ring, { kind: 'answered', sessionId: 's1' }]).bySessionId, 's1');
    const declined = after([ring, { kind: 'declined', sessionId: 's2', message: 'later' }]);
    assert.deepEqual([declined.state, declined.message], ['declined', 'later']);
  });

  it('makes a missed call of a cancelled ring, but not of one that was never heard', () => {
    const heard = after([{ kind: 'rung', by: 'push' }, { kind: 'cancelled' }]);
    assert.notEqual(heard.missedAt, null);
    assert.equal(after([{ kind: 'cancelled' }]).missedAt, null);
  });

  it('tells a person nothing of a call by somebody who may not ring them', () => {
    const blocked = after([{ kind: 'blocked' }]);
    assert.deepEqual(
      [blocked.state, blocked.missedAt, blocked.toldBy],
      ['unreachable', null, null],
    );
  });

  it('never leaves a final state, whatever comes, in whatever order, however often', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        let invitee = queued;
        for (const event of events) {
          const next = after([event], invitee);
          if (isFinal(invitee.state)) assert.deepEqual(next, invitee);
          invitee = next;
        }
      }),
    );
  });

  it('changes nothing when an event comes twice in a row', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), anyEvent, (events, event) => {
        const once = after([event], after(events));
        assert.deepEqual(after([event], once), once);
      }),
    );
  });

  it('is due exactly while it is not final, and is missed only once it is', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const { state, dueAt, missedAt } = after(events);
        assert.equal(dueAt === null, isFinal(state));
        if (missedAt !== null) assert.ok(isFinal(state) && state !== 'answered');
      }),
    );
  });

  it('stamps every change with a later time than the one before, even within a millisecond', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        let invitee = queued;
        for (const event of events) {
          const step = stepOf(invitee, event, now);
          if (!step) continue;
          const next = stepped(invitee, step, stepTime([invitee], now));
          assert.ok(next.changedAt > invitee.changedAt);
          invitee = next;
        }
      }),
    );
  });
});
