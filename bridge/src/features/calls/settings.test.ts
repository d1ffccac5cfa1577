import assert from 'node:assert/strict';
import { runBridge, type RunningBridge } from '../../../test/call-fixture.ts';
import { campus, type Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { settableClock } from '../../kernel/clock.ts';
import { searchAddressBook } from '../directory/address-book/contract.ts';
import { changeRingSettings, getRingSettings } from './contract.ts';

forEachDatabase('settings and presence', (open) => {
  let bridge: RunningBridge;
  let people: ReturnType<typeof campus>;
  beforeEach(async () => {
    const db = await open();
    const clock = settableClock();
    people = campus(db, clock);
    bridge = await runBridge(db, clock);
  });

  it('start with what suits most, and change one by one', async () => {
    const me = await people.person('我');
    const start = {
      doNotDisturbUntil: null,
      quietHours: null,
      timezone: 'Asia/Shanghai',
      presenceFor: 'colleagues',
      ringableBy: 'everybody',
    };
    assert.deepEqual((await bridge.ask(me, getRingSettings)).reply, start);
    const quietHours = { from: '22:00', to: '07:30' };
    await bridge.ask(me, changeRingSettings, { body: { quietHours } });
    await bridge.ask(me, changeRingSettings, { body: { timezone: 'Europe/Berlin' } });
    const changed = { ...start, quietHours, timezone: 'Europe/Berlin' };
    assert.deepEqual((await bridge.ask(me, getRingSettings)).reply, changed);
    const cleared = await bridge.ask(me, changeRingSettings, { body: { quietHours: null } });
    assert.equal(cleared.reply.quietHours, null);
  });

  it('refuse zones and times that there are not', async () => {
    const me = await people.person('Me');
    for (const body of [
      { timezone: 'Mars/Base' },
      { quietHours: { from: '25:00', to: '07:00' } },
      { quietHours: { from: '22:00:30', to: '07:00' } },
      { doNotDisturbUntil: -1 },
      { ringableBy: 'nobody' },
      { personId: 'x' },
    ]) {
      assert.equal((await bridge.ask(me, changeRingSettings, { body })).code, 'request/invalid');
    }
  });

  const seenBy = async (reader: Actor, who: Actor) => {
    const query = { query: who.name };
    for (;;) {
      const { reply } = await bridge.ask(reader, searchAddressBook, { query });
      const found = reply.entries.find(({ personId }) => personId === who.id);
      // The index of the address book follows within a second.
      if (found) return found.presence;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('presence is online, away when all tabs are, in a meeting, or offline', async () => {
    const reader = await people.person('Reader');
    const who = await people.person('Who');
    await people.department([reader, who]);
    assert.equal(await seenBy(reader, who), 'offline');
    const tabs = [await bridge.tab(who), await bridge.tab(who)];
    assert.equal(await seenBy(reader, who), 'online');
    const report = async (at: number, away: boolean) => {
      tabs[at]?.socket.emit('presence', { away });
      // Answered after the report was taken.
      await tabs[at]?.socket.emitWithAck('watch', null);
    };
    await report(0, true);
    assert.equal(await seenBy(reader, who), 'online');
    await report(1, true);
    assert.equal(await seenBy(reader, who), 'away');
    tabs[0]?.socket.emit('presence', { away: 'no' });
    tabs[0]?.socket.emit('presence', null);
    await report(0, false);
    assert.equal(await seenBy(reader, who), 'online');
    await people.inside(await bridge.meetingOf(who), who.id);
    assert.equal(await seenBy(reader, who), 'in-meeting');
  });

  it('presence is shown only to whom the person allows', async () => {
    const teacher = await people.person('Teacher');
    const student = await people.person('Student');
    const colleague = await people.person('Colleague');
    const stranger = await people.person('Xaver');
    await people.course(teacher, [student]);
    await people.department([teacher, colleague]);
    await bridge.tab(teacher);
    const all = () =>
      Promise.all([teacher, student, colleague, stranger].map((one) => seenBy(one, teacher)));
    assert.deepEqual(await all(), ['online', 'online', 'online', null]);
    await bridge.ask(teacher, changeRingSettings, { body: { presenceFor: 'nobody' } });
    assert.deepEqual(await all(), ['online', null, null, null]);
    await bridge.ask(teacher, changeRingSettings, { body: { presenceFor: 'everybody' } });
    assert.deepEqual(await all(), ['online', 'online', 'online', 'online']);
  });
});
