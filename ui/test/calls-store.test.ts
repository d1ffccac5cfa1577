import assert from 'node:assert/strict';
import { aCall, aCampus, anIncoming, anInvitee, type Campus } from '../scenes/campus.ts';
import { aSession, meetingId, uuid } from '../scenes/people.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import { aPanel, settled, type TestPanel } from './panel.ts';

const stores = async () => ({
  ...(await import('../src/features/calls/incoming.ts')),
  ...(await import('../src/features/calls/outgoing.ts')),
  ...(await import('../src/features/calls/missed.ts')),
  ...(await import('../src/features/calls/settings.ts')),
  ...(await import('../src/features/access/session/store.ts')),
});
type Stores = Awaited<ReturnType<typeof stores>>;

const call = () => anIncoming('en', 0);
const aRungPanel = (): TestPanel => aPanel({ campus: aCampus('en', { incoming: [call()] }) });

describe('incoming calls', () => {
  let store: Stores;
  const ends: (() => void)[] = [];
  before(async () => (store = await stores()));
  afterEach(() => ends.splice(0).forEach((end) => end()));

  const listening = async (panel: TestPanel) => {
    const incoming = panel.run(() => store.useIncoming());
    ends.push(incoming.listen());
    await settled();
    return incoming;
  };

  it('ring by push, and after a reload because they are asked for', async () => {
    const asked = await listening(aRungPanel());
    assert.equal(asked.ringing, true);
    const panel = aPanel();
    const pushed = await listening(panel);
    assert.equal(pushed.ringing, false);
    panel.bridge.tell('ring', call());
    assert.equal(pushed.rings[0]?.incoming.callerName, 'Ling Wei');
  });

  it('stop when they were answered on another device, and say so', async () => {
    const panel = aRungPanel();
    const incoming = await listening(panel);
    panel.bridge.tell('ring-stopped', {
      inviteeId: call().inviteeId,
      state: 'answered',
      bySessionId: uuid(77),
    });
    assert.equal(incoming.ringing, false);
    assert.equal(incoming.rings[0]?.stoppedBy, 'answered');
  });

  it('stop that stopped while the push was away', async () => {
    const panel = aRungPanel();
    const incoming = await listening(panel);
    if (panel.world.campus) panel.world.campus.incoming = [];
    panel.bridge.resume();
    await settled();
    assert.deepEqual(incoming.rings, []);
  });

  it('answered here are gone here, and lead into the meeting', async () => {
    const incoming = await listening(aRungPanel());
    assert.equal(await incoming.answer(call().inviteeId, 'voice'), meetingId);
    assert.deepEqual(incoming.rings, []);
  });

  it('ring on when answering failed, and the failure is told', async () => {
    const panel = aRungPanel();
    const incoming = await listening(panel);
    panel.world.failing = { answer: 'network/unreachable' };
    await assert.rejects(incoming.answer(call().inviteeId, 'video'), PanelFailure);
    await settled();
    assert.equal(incoming.ringing, true);
    assert.equal(incoming.failure?.code, 'network/unreachable');
  });

  it('declined here are gone, with the message if there is one', async () => {
    const panel = aRungPanel();
    const incoming = await listening(panel);
    await incoming.decline(call().inviteeId, '  In class.  ');
    assert.deepEqual(incoming.rings, []);
    assert.deepEqual(panel.bridge.asked('decline')?.body, { message: 'In class.' });
  });

  it('do not trouble somebody who may not be called (a guest)', async () => {
    const incoming = await listening(aPanel({ failing: { listIncoming: 'session/guest' } }));
    assert.equal(incoming.failure, null);
    assert.deepEqual(incoming.rings, []);
  });
});

describe('the calls of a meeting', () => {
  let store: Stores;
  before(async () => (store = await stores()));

  /** What somebody who is signed in follows. */
  const following = async (panel: TestPanel) => {
    await panel.run(() => store.useSession()).begin(null);
    const outgoing = panel.run(() => store.useOutgoing());
    outgoing.follow(meetingId);
    await settled();
    return outgoing;
  };

  it('are followed by push, and asked for when one is unknown', async () => {
    const panel = aPanel();
    const outgoing = await following(panel);
    assert.equal(outgoing.calls.length, 0);
    const made = aCall('en');
    if (panel.world.campus) panel.world.campus.calls = [made];
    panel.bridge.tell('call', { callId: made.id, meetingId, invitees: [] });
    await settled();
    assert.equal(outgoing.calls[0]?.invitees.length, 8);
    panel.bridge.tell('call', {
      callId: made.id,
      meetingId,
      invitees: [anInvitee('en', 0, { state: 'answered', changedAt: Date.now() + 9 })],
    });
    assert.equal(outgoing.calls[0].invitees[0]?.state, 'answered');
  });

  it('leave those of other meetings alone', async () => {
    const panel = aPanel();
    const outgoing = await following(panel);
    panel.bridge.tell('call', { callId: uuid(1), meetingId: uuid(2222), invitees: [] });
    await settled();
    assert.deepEqual(outgoing.calls, []);
  });

  it('are neither for guests nor asked for by them', async () => {
    const panel = aPanel({ session: { ...aSession('en', false), kind: 'guest' } });
    const outgoing = await following(panel);
    panel.bridge.resume();
    await settled();
    assert.equal(outgoing.mayRing, false);
    assert.equal(panel.bridge.count('listCalls'), 0);
  });

  it('offer as a whole what the bridge would ring, and everything until it says', async () => {
    const unit = (kind: 'course' | 'group' | 'department', n: number) => ({ kind, id: uuid(n) });
    const all = [unit('course', 1), unit('course', 2), unit('group', 3), unit('department', 4)];
    const offered = async (whole?: Campus['whole']) => {
      const panel = aPanel({ campus: aCampus('en', whole ? { whole } : {}) });
      const outgoing = await following(panel);
      return all.map((one) => outgoing.mayRingWhole(one));
    };
    assert.deepEqual(await offered(), [true, true, true, true]);
    const student = { departments: false, courseIds: [] };
    assert.deepEqual(await offered(student), [false, false, true, false]);
    const teacher = { departments: true, courseIds: [uuid(2)] };
    assert.deepEqual(await offered(teacher), [false, true, true, true]);
  });

  it('ring, cancel one, and cancel all', async () => {
    const panel = aPanel();
    const outgoing = await following(panel);
    const states = () => outgoing.calls[0]?.invitees.map(({ state }) => state);
    const made = await outgoing.ring({ personIds: [uuid(1000), uuid(1001)] });
    assert.deepEqual(states(), ['ringing', 'ringing']);
    await outgoing.cancel(made.id, made.invitees[0]?.id);
    assert.deepEqual(states(), ['cancelled', 'ringing']);
    await outgoing.cancelAll();
    assert.deepEqual(states(), ['cancelled', 'cancelled']);
  });

  it('say how many would be rung when that wants confirming', () => {
    const flaws = [{ field: 'size', message: '47' }];
    assert.equal(store.sizeToConfirm(new PanelFailure('call/confirm-size', { flaws })), 47);
    assert.equal(store.sizeToConfirm(new PanelFailure('call/too-many', { flaws })), null);
    assert.equal(store.sizeToConfirm(new PanelFailure('call/confirm-size')), null);
  });

  it('mean whom was picked: people, courses, groups, departments', () => {
    const unit = { name: '', size: 1 };
    const whom = store.whomOf({
      people: aCampus('en').entries.slice(0, 1),
      units: [
        { ...unit, kind: 'department', id: 'd' },
        { ...unit, kind: 'course', id: 'c' },
        { ...unit, kind: 'group', id: 'g', courseId: 'c' },
      ],
    });
    assert.deepEqual(whom, {
      personIds: [uuid(1000)],
      courseIds: ['c'],
      departmentIds: ['d'],
      groups: [{ courseId: 'c', groupId: 'g' }],
    });
  });
});

describe('missed calls and ring settings', () => {
  let store: Stores;
  before(async () => (store = await stores()));

  it('count what is new until it is seen, and learn of the next by push', async () => {
    const panel = aPanel();
    const missed = panel.run(() => store.useMissed());
    const end = missed.follow();
    await settled();
    assert.deepEqual([missed.missed.length, missed.unseen], [4, 2]);
    await missed.see();
    assert.equal(missed.unseen, 0);
    const before = panel.bridge.count('listMissed');
    for (const state of ['answered', 'no-answer'] as const) {
      panel.bridge.tell('ring-stopped', { inviteeId: uuid(1), state, bySessionId: null });
    }
    assert.equal(panel.bridge.count('listMissed'), before + 1, 'an answered call is not missed');
    end();
  });

  it('are called back in the meeting that still runs, else from the own one', async () => {
    const panel = aPanel();
    const missed = panel.run(() => store.useMissed());
    await missed.load();
    const [running, over] = missed.missed;
    assert.ok(running && over);
    assert.equal(await missed.meetingFor(running), running.meetingId);
    assert.equal(await missed.meetingFor(over), meetingId);
  });

  it('take a change of settings at once, and back when it failed', async () => {
    const panel = aPanel();
    const settings = panel.run(() => store.useRingSettings());
    await settings.load();
    await settings.change({ presenceFor: 'nobody' });
    assert.equal(settings.settings?.presenceFor, 'nobody');
    assert.equal(settings.saved, true);
    panel.world.failing = { changeRingSettings: 'network/unreachable' };
    const change = settings.change({ ringableBy: 'related' });
    assert.equal(settings.settings.ringableBy, 'related');
    await change;
    assert.equal(settings.settings.ringableBy, 'everybody');
    assert.equal(settings.failure?.code, 'network/unreachable');
  });
});
