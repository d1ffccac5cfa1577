import assert from 'node:assert/strict';
import { choose, courseFixture } from '../../../test/call-fixture.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { decline, ring } from './contract.ts';

forEachDatabase('the bounds of ringing', (open) => {
  const opened = async (settings: Record<string, string> = {}) =>
    courseFixture(await open(), settings);

  it('asks above 20 people, saying how many, and takes the word for no more than that', async () => {
    const { bridge, people, teacher } = await opened();
    const many = await Promise.all(Array.from({ length: 21 }, (_, at) => people.person(`P${at}`)));
    const meetingId = await bridge.meetingOf(teacher);
    const rung = (confirmedSize?: number) =>
      bridge.ask(teacher, ring, {
        params: { meetingId },
        body: { ...choose(...many), ...(confirmedSize === undefined ? {} : { confirmedSize }) },
      });
    const asked = await rung();
    assert.equal(asked.code, 'call/confirm-size');
    assert.deepEqual(asked.problem.flaws, [{ field: 'size', message: '21' }]);
    assert.equal((await rung(20)).code, 'call/confirm-size');
    assert.equal((await rung(21)).reply.invitees.length, 21);
  });

  it('never rings more than 500 at once', async () => {
    const { bridge, people, teacher } = await opened();
    const many: Actor[] = [];
    for (let at = 0; at < 501; at += 1) many.push(await people.person(`P${at}`));
    const course = await people.course(teacher, many);
    const meetingId = await bridge.meetingOf(teacher);
    const body = { courseIds: [course.id], confirmedSize: 501 };
    const refused = await bridge.ask(teacher, ring, { params: { meetingId }, body });
    assert.equal(refused.code, 'call/too-many');
    assert.deepEqual(refused.problem.flaws, [{ field: 'size', message: '501' }]);
  });

  it('the same caller rings somebody as often in ten minutes as is set, not more', async () => {
    const { bridge, clock, teacher, student, other, meetingId } = await opened({
      RINGS_IN_TEN_MINUTES: '3',
    });
    await bridge.tab(student);
    const params = { meetingId };
    const rung = () => bridge.ask(teacher, ring, { params, body: choose(student) });
    for (let time = 0; time < 3; time += 1) {
      const { reply } = await rung();
      const inviteeId = reply.invitees[0]?.id ?? '';
      await bridge.ask(student, decline, { params: { inviteeId } });
    }
    const refused = await rung();
    assert.deepEqual([refused.status, refused.code], [429, 'call/too-often']);
    const both = await bridge.ask(teacher, ring, { params, body: choose(student, other) });
    const blocked = both.reply.invitees.find(({ personId }) => personId === student.id);
    assert.equal(blocked?.state, 'unreachable');
    clock.move(10 * 60_000 + 1);
    assert.equal((await rung()).status, 200);
  });

  it('one caller cannot call without end', async () => {
    const { bridge, teacher, meetingId } = await opened();
    const params = { meetingId };
    const codes = new Set<string | undefined>();
    for (let time = 0; time < 61; time += 1) {
      codes.add((await bridge.ask(teacher, ring, { params, body: choose(teacher) })).code);
    }
    assert.deepEqual(codes, new Set(['call/nobody', 'call/too-often']));
  });
});
