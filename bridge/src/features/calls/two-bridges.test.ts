import assert from 'node:assert/strict';
import { runBridge } from '../../../test/call-fixture.ts';
import { campus } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { partAt } from '../../../test/parts.ts';
import { startRedis, type Redis } from '../../../test/redis.ts';
import { settableClock } from '../../kernel/clock.ts';
import { endMeeting, startCourseMeeting } from '../meetings/contract.ts';
import { answer, ring } from './contract.ts';

const program = partAt('redis-server');

(program ? describe : describe.skip)('two bridges over Redis', () => {
  let redis: Redis;
  before(async () => {
    redis = await startRedis(program ?? '');
  });
  after(() => redis.stop());

  forEachDatabase('on one database', (open) => {
    const pair = async () => {
      const db = await open();
      const clock = settableClock();
      const people = campus(db, clock);
      const a = await runBridge(db, clock, { REDIS_URL: redis.url });
      const b = await runBridge(db, clock, { REDIS_URL: redis.url });
      const teacher = await people.person('Teacher');
      const student = await people.person('Student');
      const course = await people.course(teacher, [student]);
      const started = await a.ask(teacher, startCourseMeeting, { params: { courseId: course.id } });
      return { people, a, b, teacher, student, course, meetingId: started.reply.id };
    };

    it('a ring on one reaches the tabs on both, and an answer on one stops both', async () => {
      const { people, a, b, teacher, student, meetingId } = await pair();
      const phone = await people.elsewhere(student);
      const tabs = [await a.tab(student), await b.tab(phone)];
      const caller = await a.tab(teacher);
      const { reply } = await a.ask(teacher, ring, {
        params: { meetingId },
        body: { personIds: [student.id] },
      });
      assert.equal(reply.invitees[0]?.state, 'ringing');
      const inviteeId = reply.invitees[0].id;
      for (const tab of tabs) assert.equal((await tab.next('ring')).inviteeId, inviteeId);
      const asked = { params: { inviteeId }, body: { with: 'video' } };
      assert.equal((await b.ask(phone, answer, asked)).status, 200);
      for (const tab of tabs) {
        const stopped = await tab.next('ring-stopped');
        assert.deepEqual([stopped.state, stopped.bySessionId], ['answered', phone.sessionId]);
      }
      await caller.next('call', ({ invitees }) => invitees[0]?.state === 'answered');
    });

    it('somebody who has a panel open at the other one only is rung there', async () => {
      const { a, b, teacher, student, meetingId } = await pair();
      const tab = await b.tab(student);
      const { reply } = await a.ask(teacher, ring, {
        params: { meetingId },
        body: { personIds: [student.id] },
      });
      assert.deepEqual(
        reply.invitees.map(({ state, toldBy }) => [state, toldBy]),
        [['ringing', 'panel']],
      );
      await tab.next('ring');
      assert.equal(tab.seen.filter(({ event }) => event === 'ring').length, 1);
    });

    it('news of a meeting reach readers at the other one as they may see it', async () => {
      const { a, b, teacher, student, course, meetingId } = await pair();
      const tabs = [await b.tab(student), await b.tab(teacher), await a.tab(student)];
      for (const { socket } of tabs) {
        await socket.emitWithAck('watch', { topic: `course:${course.id}` });
      }
      await a.ask(teacher, endMeeting, { params: { meetingId } });
      const mine = [];
      for (const tab of tabs) {
        const { state, mayHost } = await tab.next('meeting', ({ endedAt }) => endedAt !== null);
        mine.push([state, mayHost]);
        assert.deepEqual(await tab.next('meeting-ended'), { meetingId, reason: 'host' });
      }
      assert.deepEqual(mine, [
        ['ended', false],
        ['ended', true],
        ['ended', false],
      ]);
    });
  });
});

forEachDatabase('a bridge whose Redis is away', (open) => {
  it('goes on alone', async () => {
    const db = await open();
    const clock = settableClock();
    const people = campus(db, clock);
    const bridge = await runBridge(db, clock, { REDIS_URL: 'redis://127.0.0.1:1' });
    const caller = await people.person('Caller');
    const student = await people.person('Student');
    const tab = await bridge.tab(student);
    const meetingId = await bridge.meetingOf(caller);
    const body = { personIds: [student.id] };
    await bridge.ask(caller, ring, { params: { meetingId }, body });
    await tab.next('ring');
  });
});
