import assert from 'node:assert/strict';
import {
  aClass,
  attendanceFixture,
  own,
  term,
  type AttendanceFixture,
} from '../../../../test/attendance-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { answerObjection, getCourseAttendance, objectToAttendance } from './contract.ts';

forEachDatabase('an objection to attendance', (open) => {
  const object = (fixture: AttendanceFixture, who: Actor, meetingId: string) => {
    const body = { note: 'Ich war da.' };
    return fixture.bridge.ask(who, objectToAttendance, { params: { meetingId }, body });
  };
  const answer = async (
    { bridge, course, teacher }: AttendanceFixture,
    who: Actor,
    body: { status: string | null; answer: string },
  ) => {
    const { reply } = await bridge.ask(teacher, getCourseAttendance, {
      params: { courseId: course.id },
    });
    const [open_] = reply.objections;
    const params = { meetingId: open_?.meetingId ?? '', objectionId: open_?.id ?? '' };
    return bridge.ask(who, answerObjection, { params, body });
  };

  it('reaches the teacher, and is answered by a correction', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, bo } = fixture;
    const held = await aClass(fixture);
    assert.equal((await object(fixture, bo, held.id)).status, 200);
    assert.equal((await object(fixture, bo, held.id)).code, 'attendance/objection-open');
    const [listed] = (await term(fixture, teacher)).reply.objections;
    assert.deepEqual(
      [listed?.displayName, listed?.note, listed?.computed],
      ['Bo', 'Ich war da.', 'partial'],
    );
    const given = { status: 'attended', answer: 'Stimmt.' };
    assert.equal((await answer(fixture, bo, given)).code, 'meeting/not-host');
    assert.equal((await answer(fixture, teacher, given)).status, 200);
    const { record } = (await own(fixture, bo)).reply.meetings[0]!;
    assert.deepEqual([record.status, record.correction?.reason], ['attended', 'Stimmt.']);
    const [answered] = record.objections;
    assert.deepEqual(
      [answered?.state, answered?.answer, answered?.answeredBy],
      ['accepted', 'Stimmt.', '林老师'],
    );
    assert.deepEqual((await term(fixture, teacher)).reply.objections, []);
  });

  it('is refused with an answer, and then may be made again, five times at most', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, cai } = fixture;
    const held = await aClass(fixture);
    for (let round = 0; round < 5; round += 1) {
      assert.equal((await object(fixture, cai, held.id)).status, 200);
      const given = { status: null, answer: 'Nein.' };
      assert.equal((await answer(fixture, teacher, given)).status, 200);
    }
    assert.equal((await object(fixture, cai, held.id)).code, 'attendance/too-many-objections');
    assert.equal((await own(fixture, cai)).reply.meetings[0]!.record.status, 'absent');
  });

  it('is answered once, and is made to one’s own meetings that are over only', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, bo, cai, outsider, bridge } = fixture;
    const held = await aClass(fixture);
    await object(fixture, bo, held.id);
    const [listed] = (await term(fixture, teacher)).reply.objections;
    const params = { meetingId: held.id, objectionId: listed!.id };
    const body = { status: null, answer: 'Nein.' };
    await bridge.ask(teacher, answerObjection, { params, body });
    assert.equal(
      (await bridge.ask(teacher, answerObjection, { params, body })).code,
      'attendance/answered',
    );
    assert.equal((await object(fixture, outsider, held.id)).code, 'course/not-a-member');
    assert.equal((await object(fixture, teacher, held.id)).code, 'meeting/not-allowed');
    const running = await fixture.meeting();
    assert.equal((await object(fixture, cai, running.id)).code, 'attendance/not-over');
    const ofGroup = await fixture.meeting(fixture.course.groupId);
    await ofGroup.ends();
    assert.equal((await object(fixture, cai, ofGroup.id)).code, 'meeting/not-allowed');
  });
});
