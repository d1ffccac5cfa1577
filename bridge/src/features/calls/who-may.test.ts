import assert from 'node:assert/strict';
import { choose, courseFixture } from '../../../test/call-fixture.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { newId } from '../../kernel/ids.ts';
import { endMeeting } from '../meetings/contract.ts';
import {
  answer,
  cancelCall,
  changeRingSettings,
  countInvitees,
  decline,
  listCalls,
  listIncoming,
  listMissed,
  ring,
  ringMissing,
} from './contract.ts';

forEachDatabase('who may ring whom', (open) => {
  const opened = async () => {
    const made = await courseFixture(await open());
    const code = async (who: Actor, body: object, meetingId = made.meetingId) =>
      (await made.bridge.ask(who, ring, { params: { meetingId }, body })).code;
    return { ...made, code };
  };

  it('hosts ring from anywhere, members from inside, strangers not at all', async () => {
    const { people, student, other, stranger, teacher, meetingId, code } = await opened();
    assert.equal(await code(student, choose(other)), 'call/not-in-meeting');
    await people.inside(meetingId, student.id);
    assert.equal(await code(student, choose(other)), undefined);
    assert.equal(await code(stranger, choose(other)), 'meeting/not-allowed');
    assert.equal(await code(teacher, choose(stranger)), undefined);
    assert.equal(await code(teacher, choose(stranger), newId()), 'meeting/not-found');
  });

  it('nobody rings for a meeting that is over', async () => {
    const { bridge, teacher, student, meetingId, code } = await opened();
    await bridge.ask(teacher, endMeeting, { params: { meetingId } });
    assert.equal(await code(teacher, choose(student)), 'meeting/ended');
  });

  it('only hosts ring a whole course, only members a group, only staff a department', async () => {
    const { people, bridge, teacher, student, other, meetingId, course, code } = await opened();
    for (const one of [student, other]) await people.inside(meetingId, one.id);
    const unit = await people.department([teacher, student]);
    const below = await people.department([other], unit.externalId);
    const whole = { courseIds: [course.id] };
    const group = { groups: [{ courseId: course.id, groupId: course.groupId }] };
    const department = { departmentIds: [unit.id] };
    assert.equal(await code(student, whole), 'call/not-allowed');
    assert.equal(await code(student, department), 'call/not-allowed');
    assert.equal(await code(other, group), 'course/group-not-found');
    assert.equal(await code(student, group), 'call/nobody', 'only the student is in it');
    const size = async (body: object) =>
      (await bridge.ask(teacher, countInvitees, { params: { meetingId }, body })).reply.size;
    assert.equal(await size(whole), 0, 'both students are in already');
    const third = await people.person('Third');
    const more = await people.department([third], below.externalId);
    assert.ok(more);
    assert.equal(await size(department), 1, 'with what lies below it, without who is in');
    assert.equal(await size({ departmentIds: [newId()] }), 0);
  });

  it('rings each once, never the caller, nobody deactivated, nobody unknown', async () => {
    const { bridge, teacher, student, other, gone, course, meetingId } = await opened();
    const { reply } = await bridge.ask(teacher, ring, {
      params: { meetingId },
      body: {
        ...choose(student, student, teacher, gone),
        courseIds: [course.id],
        groups: [{ courseId: course.id, groupId: course.groupId }],
      },
    });
    assert.deepEqual(
      new Set(reply.invitees.map(({ personId }) => personId)),
      new Set([student.id, other.id]),
    );
    assert.equal(reply.invitees.length, 2);
  });

  it('"related" keeps others away, but not teachers, own hosts and colleagues', async () => {
    const { people, bridge, teacher, student, other, stranger, meetingId, code } = await opened();
    await bridge.ask(student, changeRingSettings, { body: { ringableBy: 'related' } });
    await people.inside(meetingId, other.id);
    assert.equal(await code(other, choose(student)), 'call/not-ringable', 'a course mate');
    const own = await bridge.meetingOf(stranger);
    assert.equal(await code(stranger, choose(student), own), 'call/not-ringable');
    const colleague = await people.person('Colleague');
    await people.department([colleague, student]);
    assert.equal(
      await code(colleague, choose(student), await bridge.meetingOf(colleague)),
      undefined,
    );
    assert.equal(await code(teacher, choose(student)), undefined);
  });

  it('among several, who may not be rung looks unreachable and learns nothing', async () => {
    const { bridge, student, other, stranger } = await opened();
    await bridge.ask(student, changeRingSettings, { body: { ringableBy: 'related' } });
    const [tab] = [await bridge.tab(student), await bridge.tab(other)];
    const meetingId = await bridge.meetingOf(stranger);
    const body = choose(student, other);
    const { reply } = await bridge.ask(stranger, ring, { params: { meetingId }, body });
    const blocked = reply.invitees.find(({ personId }) => personId === student.id);
    assert.equal(blocked?.state, 'unreachable');
    assert.deepEqual((await bridge.ask(student, listMissed)).reply.missed, []);
    const asked = { params: { inviteeId: blocked.id }, body: { with: 'video' } };
    assert.equal((await bridge.ask(student, answer, asked)).code, 'call/not-found');
    // The class that began is told of all the same.
    assert.deepEqual(
      tab.seen.filter(({ event }) => event !== 'notice'),
      [],
    );
  });

  it('a member rings nobody into a meeting for invited people; a host does; nobody who is banned', async () => {
    const { db, people, teacher, student, other, stranger, meetingId, code } = await opened();
    await people.inside(meetingId, student.id);
    await db('meeting_series').update({ scope: 'invited' });
    assert.equal(await code(student, choose(stranger)), 'call/not-for-them');
    assert.equal(await code(student, choose(other)), undefined);
    assert.equal(await code(teacher, choose(stranger)), undefined);
    const [series] = await db('meetings')
      .where({ id: meetingId })
      .select<{ series_id: string }[]>();
    const third = await people.person('Third');
    const ban = { series_id: series?.series_id, participant_id: third.id, name: 'T', banned_at: 1 };
    await db('series_bans').insert(ban);
    assert.equal(await code(teacher, choose(third)), 'call/not-for-them');
  });

  it('guests take no part in calls', async () => {
    const { db, bridge, people, student, meetingId } = await opened();
    const meeting = await db('meetings').where({ id: meetingId }).select<{ series_id: string }[]>();
    const guest = await people.guest('Gast', meeting[0]?.series_id ?? '');
    const params = { meetingId, inviteeId: newId(), callId: newId() };
    const everything = [ring, countInvitees, ringMissing, listCalls, cancelCall, listIncoming];
    for (const endpoint of [...everything, answer, decline, listMissed, changeRingSettings]) {
      const refused = await bridge.ask(guest, endpoint, { params, body: choose(student) });
      assert.deepEqual([refused.status, refused.code], [403, 'session/guest']);
    }
  });

  it("nobody answers, declines, cancels or sees somebody else's call", async () => {
    const { bridge, people, teacher, student, other, stranger, meetingId } = await opened();
    await people.inside(meetingId, other.id);
    await bridge.tab(student);
    const params = { meetingId };
    const { reply } = await bridge.ask(teacher, ring, { params, body: choose(student) });
    const byRing = { params: { inviteeId: reply.invitees[0]?.id ?? '' } };
    for (const who of [other, stranger, teacher]) {
      const answered = await bridge.ask(who, answer, { ...byRing, body: { with: 'video' } });
      assert.equal(answered.code, 'call/not-found');
      assert.equal((await bridge.ask(who, decline, byRing)).code, 'call/not-found');
      assert.deepEqual((await bridge.ask(who, listIncoming)).reply.incoming, []);
    }
    const byCall = { params: { callId: reply.id } };
    for (const who of [student, other, stranger]) {
      assert.equal((await bridge.ask(who, cancelCall, byCall)).code, 'call/not-found');
    }
    assert.deepEqual((await bridge.ask(other, listCalls, { params })).reply.calls, []);
    assert.equal((await bridge.ask(stranger, listCalls, { params })).code, 'meeting/not-allowed');
    assert.equal((await bridge.ask(other, ringMissing, { params })).code, 'meeting/not-host');
    const nowhere = await bridge.ask(student, answer, {
      params: { inviteeId: newId() },
      body: { with: 'voice' },
    });
    assert.equal(nowhere.code, 'call/not-found');
  });

  it('another host sees the calls of the meeting and may stop them', async () => {
    const { bridge, people, teacher, student, other, meetingId } = await opened();
    await people.inside(meetingId, other.id);
    await bridge.tab(student);
    const watching = await bridge.tab(teacher);
    await watching.socket.emitWithAck('watch', { topic: `meeting:${meetingId}` });
    const params = { meetingId };
    const { reply } = await bridge.ask(other, ring, { params, body: choose(student) });
    assert.equal((await watching.next('call')).callId, reply.id);
    const { calls } = (await bridge.ask(teacher, listCalls, { params })).reply;
    assert.equal(calls[0]?.callerName, 'Other student');
    const cancelled = await bridge.ask(teacher, cancelCall, { params: { callId: reply.id } });
    assert.equal(cancelled.reply.invitees[0]?.state, 'cancelled');
  });
});
