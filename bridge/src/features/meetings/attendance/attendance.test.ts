import assert from 'node:assert/strict';
import { aClass, attendanceFixture, minute, seen } from '../../../../test/attendance-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';

forEachDatabase('the attendance of a course meeting', (open) => {
  it('is what the conference server told, to the second, and names who never came', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, bo, cai } = fixture;
    const held = await aClass(fixture);
    const { reply } = await seen(fixture, teacher, held.id);
    const of = (who: Actor) => reply.people.find(({ personId }) => personId === who.id)!;
    const at = (minutes: number, seconds = 0) => held.start + minutes * minute + seconds * 1000;
    assert.deepEqual(of(lan).stays, [{ from: at(1, 7), to: at(60) }]);
    assert.deepEqual(of(lan).breaks, [{ from: at(20), to: at(21, 30) }]);
    assert.deepEqual(
      [lan, bo, cai].map((who) => of(who).status),
      ['attended', 'partial', 'absent'],
    );
    assert.deepEqual([of(bo).lateMs, of(bo).isLate], [21.5 * minute, true]);
    assert.equal(of(bo).presentMs, 38.5 * minute);
    assert.deepEqual([of(teacher).kind, of(cai).kind], ['host', 'student']);
    assert.equal(of(lan).campusNumber, 'S1');
    assert.equal(Math.max(...reply.curve.map(({ present }) => present)), 3);
  });

  it('loses no stay of a connection that comes again', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan } = fixture;
    const held = await fixture.meeting();
    await held.joins(lan);
    held.at(10);
    await held.leaves(lan);
    held.at(20);
    await held.joins(lan);
    held.at(30);
    await held.leaves(lan);
    held.at(40);
    await held.joins(lan);
    await held.ends();
    const { reply } = await seen(fixture, teacher, held.id);
    const lanRecord = reply.people.find(({ personId }) => personId === lan.id)!;
    const at = (minutes: number) => held.start + minutes * minute;
    assert.deepEqual(lanRecord.stays.slice(0, 2), [
      { from: at(0), to: at(10) },
      { from: at(20), to: at(30) },
    ]);
    assert.equal(lanRecord.devices, 1);
  });

  it('counts events that come twice once', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan } = fixture;
    const held = await fixture.meeting();
    const joined = await held.joins(lan);
    held.at(10);
    const left = await held.leaves(lan);
    await fixture.tells([joined, left]);
    held.at(12);
    await held.ends();
    const { reply } = await seen(fixture, teacher, held.id);
    const record = reply.people.find(({ personId }) => personId === lan.id)!;
    assert.deepEqual([record.presentMs, record.devices], [10 * minute, 1]);
  });

  it('takes a restart of the conference server for nobody’s absence, and says that it was', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan } = fixture;
    const held = await fixture.meeting();
    await held.joins(lan);
    held.at(30);
    await fixture.restarts();
    held.at(38);
    await held.joins(lan, '2');
    held.at(60);
    await held.ends();
    const { reply } = await seen(fixture, teacher, held.id);
    const from = held.start + 30 * minute;
    assert.deepEqual(reply.meeting.breakdowns, [{ from, to: from + 8 * minute }]);
    const record = reply.people.find(({ personId }) => personId === lan.id)!;
    assert.deepEqual([record.share, record.breaks.length, record.isLate], [1, 0, false]);
  });

  it('shows guests apart, and does not count who only waited in the lobby', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, db, people } = fixture;
    const held = await fixture.meeting();
    const { series_id: series } = (await db('meetings').where({ id: held.id }).first()) as {
      series_id: string;
    };
    const [guest, waiting] = [await people.guest('Guest', series), await people.guest('W', series)];
    await db('arrivals').insert({
      meeting_id: held.id,
      participant_id: waiting.id,
      kind: 'guest',
      name: 'W',
      door: 'link',
      state: 'waiting',
      since: held.start,
      changed_at: held.start,
    });
    await held.joins(guest);
    held.at(5);
    await held.ends();
    const { reply } = await seen(fixture, teacher, held.id);
    assert.deepEqual(
      reply.guests.map(({ name, presentMs }) => [name, presentMs]),
      [['Guest', 5 * minute]],
    );
    assert.equal(reply.people.filter(({ stays }) => stays.length > 0).length, 0);
  });

  it('is seen while it runs: who is in, who left, who is missing', async () => {
    const fixture = await attendanceFixture(await open());
    const { teacher, lan, bo } = fixture;
    const held = await fixture.meeting();
    await held.joins(lan);
    await held.joins(bo);
    held.at(5);
    await held.leaves(bo);
    const { reply } = await seen(fixture, teacher, held.id);
    assert.equal(reply.meeting.endedAt, null);
    const students = reply.people.filter(({ kind }) => kind === 'student');
    assert.deepEqual(
      students.map(({ displayName, isIn, stays }) => [displayName, isIn, stays.length]).toSorted(),
      [
        ['=Lan', true, 1],
        ['Bo', false, 1],
        ['Cai', false, 0],
      ],
    );
  });
});
