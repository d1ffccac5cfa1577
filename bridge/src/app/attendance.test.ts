import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { bridgeAndProsody } from '../../test/bridge-and-prosody.ts';
import type { Actor } from '../../test/campus.ts';
import { forEachDatabase } from '../../test/databases.ts';
import {
  getMeetingAttendance,
  getMyAttendance,
  setAttendanceRule,
} from '../features/meetings/attendance/contract.ts';
import { endMeeting, enterMeeting, startCourseMeeting } from '../features/meetings/contract.ts';
import type { Database } from '../kernel/database.ts';

/** A course of three students with a running meeting, on a real Prosody whose events are kept as they were told. */
async function openClass(db: Database) {
  const { relay, stage, people, bridge } = await bridgeAndProsody(db);
  const teacher = await people.person('林芳');
  const [broken, late, absent] = [
    await people.person('断线'),
    await people.person('迟到'),
    await people.person('缺席'),
  ];
  const course = await people.course(teacher, [broken, late, absent]);
  const params = { courseId: course.id };
  const { reply } = await bridge.ask(teacher, startCourseMeeting, { params });
  const meetingId = reply.id;
  /** Comes into the room, on a connection of its own; `close` breaks it. */
  const comes = async (who: Actor, nick: string) => {
    const entered = await bridge.ask(who, enterMeeting, { params: { meetingId } });
    assert.ok(entered.reply.outcome === 'entered', who.name);
    const { room, jwt } = entered.reply.conference;
    const client = await stage.connect(room, jwt);
    await client.askFocus();
    await client.join(nick);
    return client;
  };
  const toldOf = ({ id }: Actor, type: 'joined' | 'left') =>
    relay.told
      .filter((event) => event.type === `occupant-${type}` && event.occupant?.userId === id)
      .map(({ at }) => at);
  /** Until the conference server has told so many of somebody's events. */
  const until = async (who: Actor, type: 'joined' | 'left', count: number) => {
    while (toldOf(who, type).length < count) await wait(20);
  };
  return { ...bridge, teacher, broken, late, absent, course, meetingId, comes, toldOf, until };
}

forEachDatabase('attendance by the word of a real Prosody', (open) => {
  it('is right to the millisecond of its log: one with a break, one late, one absent', async () => {
    const at = await openClass(await open());
    const { ask, teacher, broken, late, absent, course, meetingId, comes, toldOf, until } = at;
    await comes(teacher, 'teach001');
    const first = await comes(broken, 'first001');
    await until(broken, 'joined', 1);
    first.close();
    await until(broken, 'left', 1);
    await wait(1_200);
    await comes(broken, 'first002');
    await comes(late, 'late0001');
    await until(broken, 'joined', 2);
    await until(late, 'joined', 1);
    await wait(1_000);
    const params = { meetingId };
    assert.equal((await ask(teacher, endMeeting, { params })).status, 200);
    const { reply } = await ask(teacher, getMeetingAttendance, { params });
    const of = (who: Actor) => {
      const record = reply.people.find(({ personId }) => personId === who.id);
      assert.ok(record, who.name);
      return record;
    };
    const { from, to } = reply.meeting;
    const [joined = 0, again = 0] = toldOf(broken, 'joined');
    const [left = 0] = toldOf(broken, 'left');
    assert.deepEqual(of(broken).breaks, [{ from: left, to: again }]);
    assert.deepEqual(of(broken).stays, [{ from: joined, to }]);
    assert.equal(of(broken).presentMs, to - joined);
    const [came = 0] = toldOf(late, 'joined');
    assert.deepEqual([of(late).lateMs, of(late).stays], [came - from, [{ from: came, to }]]);
    assert.deepEqual(
      [of(absent).status, of(absent).stays, of(absent).lateMs],
      ['absent', [], null],
    );
    const rule = { lateMinutes: 0, earlyMinutes: 10, leastShare: 1, breakMinutes: 0 };
    const own = { params: { courseId: course.id } };
    await ask(teacher, setAttendanceRule, { ...own, body: rule });
    const mine = (await ask(broken, getMyAttendance, own)).reply.meetings[0]?.record;
    assert.deepEqual(
      mine?.stays.map((stay) => [stay.from, stay.to]),
      [
        [joined, left],
        [again, to],
      ],
      'without breaks it was leaving; the student sees the same',
    );
  });
});
