import assert from 'node:assert/strict';
import { courseFixture, runBridge } from '../../../../test/call-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { maintenanceCommand } from '../../../cli/maintenance.ts';
import { systemClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { createEvents } from '../../../kernel/events.ts';
import { createLog } from '../../../kernel/log.ts';
import { listMissed, ring } from '../../calls/contract.ts';
import { createSeries } from '../../meetings/admission/contract.ts';
import { enterMeeting, getMeeting, leaveMeeting, startMyMeeting } from '../../meetings/contract.ts';
import { changePermissions } from '../../meetings/moderation/contract.ts';
import { lookAtMaintenance } from './contract.ts';
import { createMaintenance } from './index.ts';

/** `npm run campus -- maintenance …`, in another process than the bridges. */
async function command(db: Database, ...args: string[]) {
  const lines: string[] = [];
  const clock = systemClock;
  const maintenance = createMaintenance({ db, clock, events: createEvents(createLog('silent')) });
  const deps = { maintenance, now: () => clock.now() };
  const code = await maintenanceCommand(deps, args, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

forEachDatabase('maintenance', (open) => {
  it('refuses changes at every bridge and tells every panel, until it is taken back', async () => {
    const { db, bridge: a, clock, teacher, student } = await courseFixture(await open());
    const b = await runBridge(db, clock);
    const tabs = [await a.tab(teacher), await b.tab(student)];
    assert.match((await command(db, 'on', '--minutes', '90')).said, /on since .* announced until/u);
    for (const tab of tabs) {
      const { maintenance } = await tab.next('maintenance');
      assert.ok(maintenance?.until);
    }
    for (const [bridge, who] of [
      [a, teacher],
      [b, student],
    ] as const) {
      const refused = await bridge.ask(who, createSeries, { body: { title: 'Algebra' } });
      assert.deepEqual([refused.status, refused.code], [503, 'maintenance/read-only']);
      assert.ok((refused.problem.retryAfter ?? 0) >= 60);
      assert.equal((await bridge.ask(who, startMyMeeting)).code, 'maintenance/read-only');
      assert.equal((await bridge.ask(who, listMissed)).status, 200);
      assert.ok((await bridge.ask(who, lookAtMaintenance)).reply.maintenance);
    }
    assert.match((await command(db, 'off')).said, /off/u);
    for (const tab of tabs) assert.equal((await tab.next('maintenance')).maintenance, null);
    assert.equal((await a.ask(teacher, createSeries, { body: { title: 'Algebra' } })).status, 200);
  });

  it('is not noticed in a meeting: coming in, moderating, ringing and leaving go on', async () => {
    const { db, bridge, teacher, student, other, meetingId } = await courseFixture(await open());
    const tab = await bridge.tab(teacher);
    await command(db, 'on');
    await tab.next('maintenance');
    const params = { meetingId };
    for (const who of [teacher, student]) {
      const entered = await bridge.ask(who, enterMeeting, { params, body: {} });
      assert.equal(entered.reply.outcome, 'entered');
    }
    const rules = { params, body: { chat: 'hosts' } };
    assert.equal((await bridge.ask(teacher, changePermissions, rules)).status, 200);
    const invited = await bridge.ask(teacher, ring, { params, body: { personIds: [other.id] } });
    assert.equal(invited.status, 200);
    assert.equal((await bridge.ask(student, getMeeting, { params })).status, 200);
    assert.equal((await bridge.ask(student, leaveMeeting, { params, body: {} })).status, 200);
  });

  it('is told by the command, and begun by nothing that is no time to come', async () => {
    const db = await open();
    assert.match((await command(db)).said, /off/u);
    assert.match((await command(db, 'on')).said, /no end is announced/u);
    assert.match(
      (await command(db, 'on', '--until', '2999-01-01T06:00')).said,
      /2999-01-01 06:00/u,
    );
    for (const wrong of [
      ['on', '--until', '2001-01-01T06:00'],
      ['on', '--until', 'tonight'],
      ['on', '--minutes', '-5'],
      ['on', '--minutes'],
      ['on', '--minutes', '5', '5'],
      ['off', 'now'],
      ['pause'],
    ]) {
      assert.equal((await command(db, ...wrong)).code, 64, wrong.join(' '));
    }
  });
});
