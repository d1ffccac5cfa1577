import assert from 'node:assert/strict';
import { becomes } from '../../../test/becomes.ts';
import { callFixture, runBridge } from '../../../test/call-fixture.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { answer, listIncoming, ring } from './contract.ts';

forEachDatabase('what rings', (open) => {
  it('survives a restart in the middle: it rings on, and what was due is done', async () => {
    const db = await open();
    const before = await callFixture(db);
    const { clock, student, other, rings } = before;
    await before.bridge.tab(student);
    await before.bridge.tab(other);
    const { reply } = await rings([student, other]);
    await before.bridge.close();
    const after = await runBridge(db, clock);
    const { incoming } = (await after.ask(student, listIncoming)).reply;
    assert.equal(incoming[0]?.callId, reply.id);
    const inviteeId = incoming[0].inviteeId;
    const answered = await after.ask(student, answer, {
      params: { inviteeId },
      body: { with: 'video' },
    });
    assert.equal(answered.status, 200);
    const tab = await after.tab(other);
    clock.move(45_001);
    assert.equal((await tab.next('ring-stopped')).state, 'no-answer');
    assert.deepEqual((await after.ask(other, listIncoming)).reply, { incoming: [] });
  });

  it('ends each ring once, however many bridges look after it', async () => {
    const db = await open();
    const { bridge, clock, people, teacher, meetingId } = await callFixture(db);
    const second = await runBridge(db, clock);
    const many: Actor[] = [];
    for (let at = 0; at < 15; at += 1) many.push(await people.person(`Person ${at}`));
    await Promise.all(many.map((one) => bridge.tab(one)));
    const callers = [await bridge.tab(teacher), await second.tab(teacher)];
    await bridge.ask(teacher, ring, {
      params: { meetingId },
      body: { personIds: many.map(({ id }) => id) },
    });
    clock.move(45_001);
    const ended = () =>
      callers.flatMap(({ seen }) =>
        seen.flatMap(({ event, data }) =>
          event === 'call'
            ? (data as { invitees: { id: string; state: string }[] }).invitees
                .filter(({ state }) => state === 'no-answer')
                .map(({ id }) => id)
            : [],
        ),
      );
    await becomes(() => Promise.resolve(ended().length), many.length);
    assert.equal(new Set(ended()).size, many.length);
  });
});
