import assert from 'node:assert/strict';
import { aClass, attendanceFixture, term } from '../../../../test/attendance-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import type { Database } from '../../../kernel/database.ts';
import { getGrades } from '../grades/contract.ts';
import { objectToAttendance, setAttendanceRule } from './contract.ts';
import { usualRule } from './record.ts';

/** A class of all and one of the group, whose only student is Lan; somebody hosts the group's meetings only. */
async function twoClasses(db: Database) {
  const fixture = await attendanceFixture(db);
  const { people, course, lan, bo, bridge } = fixture;
  const assistant = await people.assistant(course, await people.person('Assistant'), {
    groups: [course.groupId],
    granted: ['view-attendance'],
  });
  const whole = await aClass(fixture);
  const lab = await fixture.meeting(course.groupId);
  await lab.joins(lan);
  lab.at(30);
  await lab.ends();
  for (const [who, { id: meetingId }] of [
    [bo, whole],
    [lan, lab],
  ] as const) {
    await bridge.ask(who, objectToAttendance, { params: { meetingId }, body: { note: 'n' } });
  }
  return { ...fixture, assistant, lab, whole };
}

forEachDatabase('the term of who hosts own groups only', (open) => {
  it('is of their meetings and students, and of nothing else', async () => {
    const made = await twoClasses(await open());
    const { assistant, teacher, lan, lab, whole } = made;
    const { code, reply } = await term(made, assistant);
    assert.equal(code, undefined);
    assert.deepEqual(
      [
        reply.meetings.map(({ id }) => id),
        reply.people.map(({ personId, sums }) => [personId, sums.attended, sums.counted]),
        reply.objections.map(({ meetingId, personId }) => [meetingId, personId]),
      ],
      [[lab.id], [[lan.id, 1, 1]], [[lab.id, lan.id]]],
    );
    const all = (await term(made, teacher)).reply;
    assert.deepEqual(
      all.meetings.map(({ id }) => id),
      [whole.id, lab.id],
    );
    assert.deepEqual([all.people.length, all.objections.length], [3, 2]);
  });

  it('is the same as a sheet', async () => {
    const { assistant, course, db, clock } = await twoClasses(await open());
    const { send } = await runRawBridge(db, clock);
    const look = 'form=csv&language=en&timezone=Asia/Shanghai';
    const path = `/api/courses/${course.id}/attendance/export?${look}`;
    const { text, status } = await send({ path, token: assistant.token });
    assert.equal(status, 200, text);
    const rows = text.trim().split('\r\n');
    assert.equal(rows.length, 2, text);
    assert.match(rows[1] ?? '', /Lan,S1,1 \/ 1,/u);
  });

  it('lets them change nothing that is of all: neither the rules nor the grades', async () => {
    const { assistant, course, bridge } = await twoClasses(await open());
    const params = { courseId: course.id };
    const rule = await bridge.ask(assistant, setAttendanceRule, { params, body: usualRule });
    assert.equal(rule.code, 'attendance/not-allowed');
    const grades = await bridge.ask(assistant, getGrades, { params });
    assert.equal(grades.code, 'attendance/not-allowed');
  });

  it('is nobody’s who may not see attendance, or hosts none of the groups', async () => {
    const made = await twoClasses(await open());
    const { people, course } = made;
    const groups = [course.groupId];
    const blind = await people.person('Blind');
    await people.assistant(course, blind, { groups, granted: [] });
    assert.equal((await term(made, blind)).code, 'attendance/not-allowed');
    const groupless = await people.person('Groupless');
    await people.assistant(course, groupless, { granted: ['view-attendance'] });
    assert.equal((await term(made, groupless)).code, 'meeting/not-host');
  });
});
