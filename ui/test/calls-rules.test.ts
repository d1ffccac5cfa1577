import assert from 'node:assert/strict';
import { aCall, anIncoming, anInvitee } from '../scenes/campus.ts';
import { uuid } from '../scenes/people.ts';
import {
  calledOf,
  countsOf,
  eventsOf,
  withCall,
  withEvent,
} from '../src/features/calls/calling.ts';
import { endOf, inPhase, withRing, withStopped, type Ring } from '../src/features/calls/ringing.ts';
import { tomorrowAtEight } from '../src/features/calls/settings.ts';
import { ringtone } from '../src/adapters/browser/ringtone.ts';

describe('calls that ring here', () => {
  const now = 1_000_000;
  const call = anIncoming('en', 0, { ringingUntil: now + 30_000 });
  const one = (): Ring[] => withRing([], call, now);

  it('are known once, however often they are told', () => {
    assert.equal(withRing(one(), call, now).length, 1);
    assert.equal(withRing(one(), anIncoming('en', 1), now).length, 2);
  });

  it('ring to the end that the bridge said, and 45 seconds where the clocks differ', () => {
    assert.equal(endOf(call, now), now + 30_000);
    assert.equal(endOf({ ...call, ringingUntil: now - 1 }, now), now + 45_000);
    assert.equal(endOf({ ...call, ringingUntil: now + 3_600_000 }, now), now + 45_000);
  });

  it('say why they stopped, except to the tab that stopped them', () => {
    const [stopped] = withStopped(one(), call.inviteeId, 'answered');
    assert.equal(stopped?.phase, 'stopped');
    assert.equal(stopped.stoppedBy, 'answered');
    const answering = inPhase(one(), call.inviteeId, 'answering');
    assert.deepEqual(withStopped(answering, call.inviteeId, 'answered'), []);
  });

  it('keep the first reason, and ring again when they are called again', () => {
    const stopped = withStopped(one(), call.inviteeId, 'cancelled');
    assert.deepEqual(withStopped(stopped, call.inviteeId, 'no-answer'), stopped);
    const again = withRing(stopped, call, now);
    assert.deepEqual(
      again.map(({ phase }) => phase),
      ['ringing'],
    );
  });
});

describe('calls that one makes', () => {
  const call = aCall('en');

  it('take the newer state of an invitee, whichever comes first', () => {
    const older = anInvitee('en', 0, { state: 'ringing', changedAt: 1_000 });
    const newer = { ...older, state: 'answered' as const, changedAt: 2_000 };
    const start = [{ ...call, invitees: [older] }];
    const stateAfter = (...changes: (typeof older)[]): string | undefined =>
      changes.reduce((calls, one) => withEvent(calls, call.id, [one]), start)[0]?.invitees[0]
        ?.state;
    assert.equal(stateAfter(newer), 'answered');
    assert.equal(stateAfter(newer, older), 'answered');
    assert.equal(
      withCall(start, { ...call, invitees: [newer] })[0]?.invitees[0]?.state,
      'answered',
    );
    assert.equal(withCall([], call).length, 1);
  });

  it('list somebody who was rung twice once, by the latest call', () => {
    const again = {
      ...call,
      id: uuid(3001),
      startedAt: call.startedAt + 1,
      invitees: [anInvitee('en', 5, { id: uuid(2999), state: 'answered' })],
    };
    const called = calledOf([again, call], 'en');
    assert.equal(called.length, 8);
    const row = called.find(({ invitee }) => invitee.personId === uuid(1005));
    assert.equal(row?.invitee.state, 'answered');
    assert.equal(called[0]?.invitee.state, 'ringing');
    assert.equal(Object.fromEntries(countsOf(called))['answered'], 2);
  });

  it('tell their caller what became of them, once, and nothing of the calls of others', () => {
    const declined = anInvitee('en', 0, { state: 'declined', message: 'In class.' });
    const after = [{ ...call, invitees: [declined, ...call.invitees.slice(1)] }];
    assert.deepEqual(
      eventsOf([call], after, call.callerId).map(({ state, message }) => [state, message]),
      [['declined', 'In class.']],
    );
    assert.deepEqual(eventsOf(after, after, call.callerId), []);
    assert.deepEqual(eventsOf([call], after, uuid(77)), []);
    assert.deepEqual(eventsOf([], after, call.callerId), [], 'what was before one came is no news');
  });
});

describe('what rings', () => {
  it('is a tone of a few seconds that never clips and ends in silence', () => {
    const samples = ringtone(8_000);
    const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    assert.ok(samples.length > 16_000 && loudest > 0.1 && loudest < 1, String(loudest));
    assert.ok(Math.abs(samples.at(-1) ?? 1) < 0.01);
  });

  it('is undisturbed until eight in the morning of the next day', () => {
    const until = new Date(tomorrowAtEight(new Date(2026, 10, 30, 23, 59).getTime()));
    assert.deepEqual([until.getMonth(), until.getDate(), until.getHours()], [11, 1, 8]);
  });
});
