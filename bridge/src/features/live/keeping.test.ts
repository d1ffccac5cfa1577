import assert from 'node:assert/strict';
import { courseFixture } from '../../../test/call-fixture.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { endSession } from '../access/sessions/contract.ts';

forEachDatabase('A socket', (open) => {
  const fixture = async () => {
    const at = await courseFixture(await open());
    const sessionOf = async ({ id }: { id: string }): Promise<string> =>
      (await at.db('sessions').where({ person_id: id }).pluck<string[]>('id'))[0] ?? '';
    const watching = async (who: typeof at.student, topic: string) => {
      const tab = await at.bridge.tab(who);
      assert.deepEqual(await tab.socket.emitWithAck('watch', { topic }), { ok: true });
      return tab;
    };
    const closed = (tab: Awaited<ReturnType<typeof watching>>) =>
      new Promise((resolve) => tab.socket.once('disconnect', resolve));
    return { ...at, sessionOf, watching, closed };
  };

  it('ends with its session: by signing out there, and when its time is over', async () => {
    const { bridge, db, clock, course, student, other, teacher, ...at } = await fixture();
    const topic = `course:${course.id}`;
    const out = await at.watching(student, topic);
    const late = await at.watching(other, topic);
    const stays = await at.watching(teacher, topic);
    const gone = at.closed(out);
    const over = at.closed(late);
    const params = { sessionId: await at.sessionOf(student) };
    assert.equal((await bridge.ask(student, endSession, { params })).status, 200);
    assert.deepEqual(await out.next('session-ended'), { code: 'session/ended' });
    await gone;
    await db('sessions').where({ person_id: other.id }).update({ expires_at: clock.now() });
    assert.deepEqual(await late.next('session-ended'), { code: 'session/expired' });
    await over;
    assert.equal(stays.socket.connected, true);
  });

  it('loses the topics of a course with the membership, and follows what somebody becomes there', async () => {
    const { db, course, student, teacher, meetingId, clock, bridge, ...at } = await fixture();
    const topics = [`course:${course.id}`, `meeting:${meetingId}`];
    const tab = await at.watching(student, topics[0] ?? '');
    await tab.socket.emitWithAck('watch', { topic: topics[1] });
    const host = await at.watching(teacher, topics[0] ?? '');
    const membership = (id: string) =>
      db('course_memberships').where({ course_id: course.id, person_id: id });
    // As a roster run or the command line does it, in another process.
    clock.move(1_000);
    await membership(student.id).update({ status: 'removed', changed_at: clock.now() });
    const ended = [await tab.next('watch-ended'), await tab.next('watch-ended')];
    assert.deepEqual(ended.map(({ topic }) => topic).sort(), topics);
    assert.ok(ended.every(({ code }) => /not-a-member|not-allowed/u.test(code)));
    assert.equal(tab.socket.connected, true);
    assert.equal(host.socket.connected, true);
    await bridge.close();
  });
});
