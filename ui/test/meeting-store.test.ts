import assert from 'node:assert/strict';
import { aPanel, changed, settled } from './panel.ts';
import { meetingId } from '../scenes/people.ts';

const insideKey = 'campus-meet.inside';

const load = () => import('../src/features/meetings/room/store.ts');

describe('the meeting store', () => {
  let store: Awaited<ReturnType<typeof load>>;
  before(async () => {
    store = await load();
  });

  it('checks devices before the first entry and remembers being in', async () => {
    const panel = aPanel();
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    assert.equal(meeting.phase, 'check');
    await meeting.enter();
    await settled();
    assert.equal(meeting.phase, 'in');
    assert.equal(meeting.isHost, true);
    assert.equal(meeting.state.participants.size, 2);
    assert.equal(panel.tabMemory.read(insideKey), meetingId);
  });

  it('goes straight back in after a reload', async () => {
    const panel = aPanel();
    panel.tabMemory.write(insideKey, meetingId);
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    assert.equal(meeting.phase, 'in');
  });

  it('keeps the memory for a reload and drops it on leaving', async () => {
    const panel = aPanel();
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    meeting.abandon(true);
    assert.equal(panel.tabMemory.read(insideKey), meetingId);
    await meeting.enter();
    await meeting.leave();
    assert.deepEqual(meeting.ending, { kind: 'left' });
    assert.equal(panel.tabMemory.read(insideKey), null);
  });

  it('says why the bridge refused', async () => {
    const panel = aPanel({ failing: { enterMeeting: 'meeting/full' } });
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    assert.equal(meeting.phase, 'over');
    assert.ok(meeting.ending?.kind === 'refused' && meeting.ending.failure.code === 'meeting/full');
  });

  it('is over when a host ends it elsewhere, whoever tells first, and the first reason stays', async () => {
    const panel = aPanel();
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    panel.conferences[0]?.director.tell({ kind: 'failed', reason: 'kicked' });
    panel.bridge.end(meetingId);
    assert.deepEqual(meeting.ending, { kind: 'lost', reason: 'kicked' });

    await meeting.enter();
    panel.bridge.end(meetingId);
    assert.deepEqual(meeting.ending, { kind: 'lost', reason: 'ended' });
  });

  it('knows that it was I who ended it, also when the room’s end is heard of before the answer', async () => {
    const panel = aPanel();
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    const asked = meeting.endForAll();
    panel.bridge.end(meetingId);
    assert.deepEqual(meeting.ending, { kind: 'ended-by-me' });
    await asked;
    assert.deepEqual(meeting.ending, { kind: 'ended-by-me' });
  });

  it('goes on when ending for all fails', async () => {
    const panel = aPanel({ failing: { endMeeting: 'meeting/not-host' } });
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    await assert.rejects(meeting.endForAll(), { code: 'meeting/not-host' });
    assert.equal(meeting.phase, 'in');
  });

  it('shows an ended meeting as ended without entering it', async () => {
    const panel = aPanel({ meetings: [changed({ state: 'ended' })] });
    panel.tabMemory.write(insideKey, meetingId);
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    assert.deepEqual(meeting.ending, { kind: 'lost', reason: 'ended' });
    assert.equal(panel.conferences.length, 0);
  });

  it('renews the ticket for the same room, and tells what is final from what may pass', async () => {
    const panel = aPanel();
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    const renew = panel.admissions[0]?.renewToken;
    assert.ok(renew);
    assert.deepEqual(await renew(), { jwt: 'scene' });
    panel.world.failing = { enterMeeting: 'meeting/ended' };
    assert.deepEqual(await renew(), { over: 'ended' });
    panel.world.failing = { enterMeeting: 'session/expired' };
    assert.deepEqual(await renew(), { over: 'token-refused' });
    panel.world.failing = { enterMeeting: 'network/unreachable' };
    await assert.rejects(renew(), { code: 'network/unreachable' });
  });

  it('keeps the chat over a rejoin', async () => {
    const panel = aPanel();
    const meeting = panel.run(() => store.useMeeting());
    await meeting.open(meetingId);
    await meeting.enter();
    panel.conferences[0]?.director.say('p000', 'hello', 5);
    await settled();
    await meeting.leave();
    await meeting.enter();
    await settled();
    assert.deepEqual(
      meeting.state.chat.map(({ text }) => text),
      ['hello'],
    );
  });
});
