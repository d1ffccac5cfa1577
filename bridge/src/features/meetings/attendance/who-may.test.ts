import assert from 'node:assert/strict';
import { aClass, attendanceFixture, own, seen, term } from '../../../../test/attendance-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { newId } from '../../../kernel/ids.ts';
import { attendanceSweeper } from '../attendance-retention.ts';
import { correctAttendance, listMyAttendance, objectToAttendance } from './contract.ts';

forEachDatabase('who may see attendance', (open) => {
  it('teachers of the course all of it; a student their own only; nobody else anything', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, bo, outsider, bridge, course, people, db } = fixture;
    const held = await aClass(fixture);
    const root = await people.person('Root');
    const chief = await people.person('Chief of the students’ college');
    const college = await people.department([lan, bo]);
    const grant = { created_at: 1, granted_by: null };
    await db('grants').insert([
      { id: newId(), person_id: root.id, role: 'system', department_id: '', ...grant },
      { id: newId(), person_id: chief.id, role: 'department', department_id: college.id, ...grant },
    ]);
    const codes = async (who: Actor) => [
      (await seen(fixture, who, held.id)).code,
      (await term(fixture, who)).code,
      (await own(fixture, who)).code,
    ];
    assert.deepEqual(await codes(teacher), [undefined, undefined, undefined]);
    assert.deepEqual(await codes(lan), ['meeting/not-host', 'meeting/not-host', undefined]);
    const none = ['course/not-a-member', 'course/not-a-member', 'course/not-a-member'];
    assert.deepEqual(await codes(outsider), none);
    assert.deepEqual(await codes(root), none, 'who administers is no teacher');
    assert.deepEqual(await codes(chief), none);
    const mine = await own(fixture, lan);
    assert.equal(mine.reply.meetings.length, 1);
    assert.ok(!JSON.stringify(mine.reply).includes(bo.id), 'nobody else is in it');
    const { reply } = await bridge.ask(lan, listMyAttendance);
    assert.deepEqual(
      reply.courses.map(({ courseId, sums }) => [courseId, sums.attended, sums.counted]),
      [[course.id, 1, 1]],
    );
  });

  it('a guest nothing, with whatever session', async () => {
    const fixture = await attendanceFixture(await open());
    const held = await fixture.meeting();
    const { series_id: series } = (await fixture.db('meetings').where({ id: held.id }).first()) as {
      series_id: string;
    };
    const guest = await fixture.people.guest('Guest', series);
    for (const { code } of [
      await seen(fixture, guest, held.id),
      await term(fixture, guest),
      await own(fixture, guest),
    ]) {
      assert.ok(code, 'refused');
    }
  });

  it('is in the audit: who looked, once in a while, and what was changed', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, db } = fixture;
    const held = await aClass(fixture);
    await seen(fixture, teacher, held.id);
    await seen(fixture, teacher, held.id);
    await seen(fixture, lan, held.id);
    await term(fixture, teacher);
    const rows = await db('audit_entries').where('action', 'like', 'attendance.%').orderBy('seq');
    assert.deepEqual(
      rows.map((row: { action: string; subject_kind: string }) => [row.action, row.subject_kind]),
      [
        ['attendance.view', 'meeting'],
        ['attendance.view', 'course'],
      ],
    );
  });
});

forEachDatabase('attendance after the campus’s period', (open) => {
  it('is gone with what was corrected and objected to, and makes nobody absent', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, cai, bridge, db } = fixture;
    const held = await aClass(fixture);
    const params = { meetingId: held.id };
    await bridge.ask(teacher, correctAttendance, {
      params,
      body: { personIds: [cai.id], status: 'excused', reason: 'r' },
    });
    await bridge.ask(lan, objectToAttendance, { params, body: { note: 'n' } });
    const sweeper = attendanceSweeper(db);
    assert.equal(await sweeper.sweep(fixture.clock.now()), 0, 'not before its time');
    assert.ok((await sweeper.sweep(fixture.clock.now() + 1)) > 0);
    assert.equal(await sweeper.sweep(fixture.clock.now() + 1), 0);
    for (const table of ['events', 'corrections', 'objections', 'meetings']) {
      assert.deepEqual(await db(`attendance_${table}`), [], table);
    }
    assert.equal((await seen(fixture, teacher, held.id)).code, 'meeting/not-found');
    assert.deepEqual((await term(fixture, teacher)).reply.meetings, []);
    assert.equal((await own(fixture, lan)).reply.sums.counted, 0);
  });
});
