import assert from 'node:assert/strict';
import { callFixture, type RunningBridge } from '../../../test/call-fixture.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { endMeeting, startCourseMeeting } from '../meetings/contract.ts';
import {
  answer,
  cancelCall,
  changeRingSettings,
  decline,
  listCalls,
  listMissed,
  markMissedSeen,
  ringMissing,
} from './contract.ts';
import { dayMs } from '../../kernel/clock.ts';

const missedOf = async (bridge: RunningBridge, who: Actor) =>
  (await bridge.ask(who, listMissed)).reply;

forEachDatabase('ringing', (open) => {
  const opened = async () => callFixture(await open());

  it('rings on every tab and device, and stops on all when one answers', async () => {
    const { bridge, people, student, teacher, meetingId, rings } = await opened();
    const phone = await people.elsewhere(student);
    const tabs = [await bridge.tab(student), await bridge.tab(phone)] as const;
    const caller = await bridge.tab(teacher);
    const { reply } = await rings([student]);
    assert.deepEqual(
      reply.invitees.map(({ state, toldBy, name }) => [state, toldBy, name]),
      [['ringing', 'panel', '王小明']],
    );
    const heard = await tabs[0].next('ring');
    assert.deepEqual([heard.callerName, heard.others], ['林芳', 0]);
    assert.deepEqual(await tabs[1].next('ring'), heard);
    const { inviteeId } = heard;
    const answered = await bridge.ask(phone, answer, {
      params: { inviteeId },
      body: { with: 'voice' },
    });
    assert.deepEqual(answered.reply, { meetingId });
    for (const tab of tabs) {
      const stopped = await tab.next('ring-stopped');
      assert.deepEqual(stopped, { inviteeId, state: 'answered', bySessionId: phone.sessionId });
    }
    const notified = await caller.next('call', ({ invitees }) => invitees[0]?.state === 'answered');
    assert.equal(notified.callId, reply.id);
  });

  it('answering again changes nothing and admits all the same', async () => {
    const { bridge, student, meetingId, rings } = await opened();
    await bridge.tab(student);
    const inviteeId = (await rings([student])).reply.invitees[0]?.id ?? '';
    const asked = { params: { inviteeId }, body: { with: 'video' } };
    const both = await Promise.all([
      bridge.ask(student, answer, asked),
      bridge.ask(student, answer, asked),
    ]);
    both.push(await bridge.ask(student, answer, asked));
    for (const one of both) assert.deepEqual(one.reply, { meetingId });
    const late = await bridge.ask(student, decline, { params: { inviteeId } });
    assert.equal(late.code, 'call/over');
  });

  it('keeps the words of a decline as they were written: markup is text', async () => {
    const { bridge, student, teacher, rings } = await opened();
    await bridge.tab(student);
    const caller = await bridge.tab(teacher);
    const inviteeId = (await rings([student])).reply.invitees[0]?.id ?? '';
    const message = '<img src=x onerror=alert(1)> =1+1 {{x}} 上课中';
    const declined = await bridge.ask(student, decline, {
      params: { inviteeId },
      body: { message },
    });
    assert.equal(declined.status, 200);
    const notified = await caller.next('call', ({ invitees }) => invitees[0]?.state === 'declined');
    assert.equal(notified.invitees[0]?.message, message);
    const again = await bridge.ask(student, decline, { params: { inviteeId }, body: {} });
    assert.equal(again.status, 200, 'a repeated decline is no error');
    const long = { params: { inviteeId }, body: { message: 'x'.repeat(141) } };
    assert.equal((await bridge.ask(student, decline, long)).code, 'request/invalid');
    assert.deepEqual((await missedOf(bridge, student)).missed, [], 'a declined call is not missed');
  });

  it('stops after 45 seconds with no answer, which is a missed call until it is seen', async () => {
    const { bridge, clock, student, teacher, meetingId, rings } = await opened();
    const tab = await bridge.tab(student);
    const caller = await bridge.tab(teacher);
    await rings([student]);
    clock.move(45_001);
    assert.equal((await tab.next('ring-stopped')).state, 'no-answer');
    await caller.next('call', ({ invitees }) => invitees[0]?.state === 'no-answer');
    const { missed, unseen } = await missedOf(bridge, student);
    assert.deepEqual(
      missed.map((one) => [one.why, one.callerName, one.meetingId, one.running]),
      [['no-answer', '林芳', meetingId, true]],
    );
    assert.equal(unseen, 1);
    await bridge.ask(student, markMissedSeen);
    assert.equal((await missedOf(bridge, student)).unseen, 0);
    clock.move(30 * dayMs);
    assert.deepEqual((await missedOf(bridge, student)).missed, []);
  });

  it('says busy of who is in another meeting, and leaves out who is in this one', async () => {
    const { bridge, people, student, other, stranger, meetingId, rings } = await opened();
    const elsewhere = await bridge.meetingOf(stranger);
    await people.inside(elsewhere, student.id);
    await people.inside(meetingId, other.id);
    await bridge.tab(student);
    const { reply } = await rings([student, other]);
    assert.deepEqual(
      reply.invitees.map(({ personId, state }) => [personId, state]),
      [[student.id, 'busy']],
    );
    assert.equal((await missedOf(bridge, student)).missed[0]?.why, 'busy');
    assert.equal((await rings([other])).code, 'call/nobody');
  });

  it('is unreachable without a panel, and rings nobody who wants quiet, without saying why', async () => {
    const { bridge, clock, student, other, teacher, meetingId, rings } = await opened();
    const tab = await bridge.tab(student);
    const notified = await bridge.tab(teacher);
    const until = clock.now() + 3_600_000;
    await bridge.ask(student, changeRingSettings, { body: { doNotDisturbUntil: until } });
    const { reply } = await rings([student, other]);
    const quiet = reply.invitees.find(({ personId }) => personId === student.id);
    assert.deepEqual([quiet?.state, quiet?.toldBy, quiet?.message], ['unreachable', null, null]);
    const calls = async () =>
      (await bridge.ask(teacher, listCalls, { params: { meetingId } })).reply.calls[0]?.invitees;
    const away = (await calls())?.find(({ personId }) => personId === other.id);
    assert.ok(away?.state === 'queued' || away?.state === 'unreachable');
    await notified.next('call', ({ invitees }) =>
      invitees.some(({ personId }) => personId === other.id),
    );
    assert.equal((await missedOf(bridge, other)).missed[0]?.why, 'unreachable');
    assert.equal((await missedOf(bridge, student)).missed[0]?.why, 'unreachable');
    assert.equal(
      tab.seen.some(({ event }) => event === 'ring'),
      false,
    );
  });

  it('stops when the caller cancels, or the meeting ends', async () => {
    const { bridge, student, other, teacher, meetingId, rings } = await opened();
    const first = await bridge.tab(student);
    const second = await bridge.tab(other);
    const { reply } = await rings([student, other]);
    const one = reply.invitees.find(({ personId }) => personId === student.id)?.id ?? '';
    const params = { callId: reply.id };
    const cancelled = await bridge.ask(teacher, cancelCall, {
      params,
      body: { inviteeIds: [one] },
    });
    assert.deepEqual(
      new Map(cancelled.reply.invitees.map(({ personId, state }) => [personId, state])),
      new Map([
        [student.id, 'cancelled'],
        [other.id, 'ringing'],
      ]),
    );
    assert.equal((await first.next('ring-stopped')).state, 'cancelled');
    const late = { params: { inviteeId: one }, body: { with: 'video' } };
    assert.equal((await bridge.ask(student, answer, late)).code, 'call/over');
    await bridge.ask(teacher, endMeeting, { params: { meetingId } });
    assert.equal((await second.next('ring-stopped')).state, 'cancelled');
  });

  it('rings everybody invited who is not in yet', async () => {
    const { bridge, people, teacher, student, other, course } = await opened();
    const started = await bridge.ask(teacher, startCourseMeeting, {
      params: { courseId: course.id },
    });
    const meetingId = started.reply.id;
    await people.inside(meetingId, other.id);
    const tab = await bridge.tab(student);
    const { reply } = await bridge.ask(teacher, ringMissing, { params: { meetingId } });
    assert.deepEqual(
      reply.invitees.map(({ personId }) => personId),
      [student.id],
    );
    assert.equal((await tab.next('ring')).meetingId, meetingId);
    const again = await bridge.ask(teacher, ringMissing, { params: { meetingId } });
    assert.equal(again.code, 'call/nobody', 'it rings there already');
    const { calls } = (await bridge.ask(teacher, listCalls, { params: { meetingId } })).reply;
    assert.equal(calls.length, 1);
  });
});
