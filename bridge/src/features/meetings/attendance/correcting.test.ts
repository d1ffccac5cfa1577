import assert from 'node:assert/strict';
import {
  aClass,
  attendanceFixture,
  own,
  seen,
  term,
  type AttendanceFixture,
} from '../../../../test/attendance-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  correctAttendance,
  setAttendanceRule,
  setMeetingCounts,
  undoCorrections,
} from './contract.ts';

forEachDatabase('rules and corrections of attendance', (open) => {
  const put = (fixture: AttendanceFixture, who: Actor, body: object) =>
    fixture.bridge.ask(who, setAttendanceRule, { params: { courseId: fixture.course.id }, body });
  const rule = { lateMinutes: 25, earlyMinutes: 5, leastShare: 60, breakMinutes: 0 };

  it('teachers set the rules, and everything is decided anew', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, bo } = fixture;
    const held = await aClass(fixture);
    assert.equal((await put(fixture, lan, rule)).code, 'meeting/not-host');
    assert.equal((await put(fixture, teacher, { ...rule, leastShare: 0 })).code, 'request/invalid');
    assert.equal((await put(fixture, teacher, rule)).status, 200);
    const { reply } = await seen(fixture, teacher, held.id);
    const of = (who: Actor) => reply.people.find(({ personId }) => personId === who.id)!;
    assert.deepEqual([of(bo).status, of(bo).isLate], ['attended', false]);
    assert.deepEqual([of(lan).stays.length, of(lan).breaks.length], [2, 0]);
  });

  it('a correction counts, says who made it and why, and is taken back', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, cai, bridge } = fixture;
    const held = await aClass(fixture);
    const params = { meetingId: held.id };
    const body = { personIds: [cai.id], status: 'excused', reason: '病假 <b>' };
    assert.equal(
      (await bridge.ask(lan, correctAttendance, { params, body })).code,
      'meeting/not-host',
    );
    const { reply } = await bridge.ask(teacher, correctAttendance, { params, body });
    const record = async () => {
      const found = await own(fixture, cai);
      return { sums: found.reply.sums, ...found.reply.meetings[0]!.record };
    };
    const after = await record();
    assert.deepEqual([after.status, after.computed], ['excused', 'absent']);
    assert.deepEqual(
      [after.correction?.reason, after.correction?.madeBy, after.correction?.madeAt],
      ['病假 <b>', '林老师', fixture.clock.now()],
    );
    assert.deepEqual([after.sums.counted, after.sums.excused], [0, 1]);
    const { correctionIds } = reply;
    const undo = (who: Actor) =>
      bridge.ask(who, undoCorrections, { params, body: { correctionIds } });
    assert.equal((await undo(cai)).code, 'meeting/not-host');
    assert.equal((await undo(teacher)).status, 200);
    assert.equal((await undo(teacher)).code, 'attendance/not-found', 'once');
    assert.equal((await record()).status, 'absent');
  });

  it('of two corrections the later counts, and without it the one before', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, cai, bridge } = fixture;
    const held = await aClass(fixture);
    const params = { meetingId: held.id };
    const correct = async (status: string) => {
      const body = { personIds: [cai.id], status, reason: 'r' };
      return (await bridge.ask(teacher, correctAttendance, { params, body })).reply.correctionIds;
    };
    await correct('excused');
    const correctionIds = await correct('attended');
    const status = async () => (await own(fixture, cai)).reply.meetings[0]!.record.status;
    assert.equal(await status(), 'attended');
    await bridge.ask(teacher, undoCorrections, { params, body: { correctionIds } });
    assert.equal(await status(), 'excused');
  });

  it('corrects nobody of another course, and nothing of another’s meeting', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, outsider, cai, bridge } = fixture;
    const held = await aClass(fixture);
    const params = { meetingId: held.id };
    const body = { personIds: [cai.id, outsider.id], status: 'excused', reason: 'r' };
    assert.equal(
      (await bridge.ask(teacher, correctAttendance, { params, body })).code,
      'course/not-a-member',
    );
    const mine = { ...body, personIds: [cai.id] };
    assert.equal(
      (await bridge.ask(outsider, correctAttendance, { params, body: mine })).code,
      'course/not-a-member',
    );
    assert.equal((await own(fixture, cai)).reply.meetings[0]!.record.status, 'absent');
  });

  it('says whether a meeting counts: without a word, where anybody of the roster came', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, bridge } = fixture;
    await aClass(fixture);
    const trial = await fixture.meeting();
    await trial.joins(teacher);
    trial.at(3);
    await trial.ends();
    const counted = async () => (await own(fixture, lan)).reply.sums.counted;
    assert.equal(await counted(), 1);
    const set = (counts: boolean, who = teacher) =>
      bridge.ask(who, setMeetingCounts, { params: { meetingId: trial.id }, body: { counts } });
    assert.equal((await set(true, lan)).code, 'meeting/not-host');
    await set(true);
    assert.equal(await counted(), 2);
    await set(false);
    assert.equal(await counted(), 1);
  });

  it('is for the members of a group where the meeting is the group’s', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, bo, course } = fixture;
    const held = await fixture.meeting(course.groupId);
    await held.joins(lan);
    held.at(10);
    await held.ends();
    const { reply } = await term(fixture, teacher);
    const cells = Object.fromEntries(
      reply.people.map(({ personId, cells: [only] }) => [personId, only?.status ?? null]),
    );
    assert.deepEqual([cells[lan.id], cells[bo.id]], ['attended', null]);
    assert.equal((await own(fixture, bo)).reply.meetings.length, 0);
  });
});
